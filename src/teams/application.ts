import { Application } from '@microsoft/teams-ai';
import { type Activity, ActivityTypes, type InvokeResponse, type TurnContext } from 'botbuilder';
import { faultOf, type Log } from '../log.ts';
import type { Entities } from '../questions/question.ts';
import type { BotAdapter } from './adapter.ts';
import type { ConversationDirectory } from './conversation-directory.ts';
import { newFaultReference } from './fault-reference.ts';
import { inboundOf } from './inbound.ts';
import { cardError, unknownInvoke } from './invoke-answers.ts';
import { sentences } from './sentences.ts';
import type { Turns } from './turns.ts';

const longestValue = 2000;

/** A button's data as entities: words and lists of words. Anything else a client may have put there is left out. */
export function entitiesOf(data: unknown): Entities {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return {};
  const word = (value: unknown) =>
    ['string', 'number', 'boolean'].includes(typeof value) ? String(value).slice(0, longestValue) : null;
  const entries = Object.entries(data).map(([key, value]): [string, string | string[] | null] => {
    if (!Array.isArray(value)) return [key, word(value)];
    return [
      key,
      value
        .slice(0, 100)
        .map(word)
        .filter((part) => part !== null),
    ];
  });
  return Object.fromEntries(entries.filter((entry): entry is [string, string | string[]] => entry[1] !== null));
}

function verbOf(value: unknown): string | null {
  const { verb } = (value ?? {}) as { verb?: unknown };
  return typeof verb === 'string' && /^[\w.-]{1,100}$/.test(verb) ? verb : null;
}

async function respond(context: TurnContext, value: InvokeResponse): Promise<void> {
  await context.sendActivity({ type: ActivityTypes.InvokeResponse, value });
}

/** Not by `add-upgrade`: who gets a newer version has been greeted. */
function botWasAdded(activity: Activity): boolean {
  if (activity.type === ActivityTypes.InstallationUpdate) return activity.action === 'add';
  return (activity.membersAdded ?? []).some((member) => member.id === activity.recipient?.id);
}

function botWasRemoved(activity: Activity): boolean {
  if (activity.type === ActivityTypes.InstallationUpdate) return /^remove/.test(activity.action ?? '');
  return (activity.membersRemoved ?? []).some((member) => member.id === activity.recipient?.id);
}

/** Routes of the bot. Chat state is kept elsewhere: the SDK's own is lost or mixed up under parallel turns. */
export function createApplication(options: {
  adapter: BotAdapter;
  appId: string;
  turns: Turns;
  directory: ConversationDirectory;
  log: Log;
}): Application {
  const { adapter, turns, directory, log } = options;
  const app = new Application({
    adapter,
    botAppId: options.appId,
    startTypingTimer: false,
    removeRecipientMention: false,
  });

  async function remember(context: TurnContext): Promise<void> {
    await directory.remember(inboundOf(context.activity).reference);
  }

  async function installed(context: TurnContext): Promise<void> {
    const { activity } = context;
    if (botWasRemoved(activity)) return directory.forget(activity.conversation.id);
    await remember(context);
    if (botWasAdded(activity)) await turns.greet(activity);
  }

  app.activity(ActivityTypes.Message, async (context) => {
    await remember(context);
    const { activity } = context;
    const verb = activity.text ? null : verbOf(activity.value);
    if (verb === null) return turns.message(activity);
    const { verb: _verb, ...data } = activity.value as Record<string, unknown>;
    await turns.pressByMessage(activity, verb, entitiesOf(data));
  });
  app.activity(ActivityTypes.InstallationUpdate, installed);
  app.activity(ActivityTypes.ConversationUpdate, installed);
  app.adaptiveCards.actionExecute(
    async ({ activity }) =>
      activity.type === ActivityTypes.Invoke &&
      activity.name === 'adaptiveCard/action' &&
      activity.value?.action?.type === 'Action.Execute' &&
      verbOf(activity.value.action) !== null,
    async (context) => {
      const { action } = context.activity.value as { action: { verb: string; data?: unknown } };
      await respond(context, await turns.press(context.activity, action.verb, entitiesOf(action.data)));
      return '';
    },
  );
  app.addRoute(
    async ({ activity }) => activity.type === ActivityTypes.Invoke,
    async (context) => {
      log.info(
        { event: 'invoke.unknown', name: context.activity.name?.slice(0, 100) },
        'an unknown invoke was answered',
      );
      await respond(context, unknownInvoke(context.activity.name ?? '', sentences.unknownAction));
    },
    true,
  );
  app.error(async (context, error) => {
    const reference = newFaultReference();
    log.error({ event: 'fault', reference, fault: faultOf(error) }, 'a turn failed');
    const text = sentences.fault(reference);
    if (context.activity.type === ActivityTypes.Invoke) await respond(context, cardError(500, 'Fault', text));
  });
  return app;
}
