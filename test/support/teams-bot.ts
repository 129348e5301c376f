import { Writable } from 'node:stream';
import { type Config, readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import type { AskRequest, Assistant, PressRequest, Reply } from '../../src/questions/assistant.ts';
import type { Answer } from '../../src/questions/question.ts';
import type { Refusals } from '../../src/store/refusals.ts';
import { createRoles, type MemberGroups } from '../../src/teams/roles.ts';
import { createTeamsServer } from '../../src/teams/server.ts';
import { startFakeConnector } from './fake-connector.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';

export const tenantId = '8d3f6c1a-52b7-4e0e-9b1c-4a7f0c2de901';
export const reader = { id: '29:reader', aadObjectId: '11111111-1111-4111-8111-111111111111', name: 'Riley Reader' };
export const stranger = {
  id: '29:stranger',
  aadObjectId: '22222222-2222-4222-8222-222222222222',
  name: 'Sam Stranger',
};
export const colleague = { id: '29:colleague', aadObjectId: '33333333-3333-4333-8333-333333333333', name: 'Casey' };
const bot = { id: '28:bot', name: 'Quarantine Watch' };

export function words(text: string, more: Partial<Answer> = {}): Answer {
  return { text, card: null, sources: [], couldNot: [], ...more };
}

function replyWith(answer: Answer, conversation = {}): Reply {
  return { understanding: { intent: 'test', confidence: 1, entities: {} }, answer, conversation };
}

/** An assistant that remembers what it was asked and says what the test tells it to. */
export function createListeningAssistant() {
  const asked: AskRequest[] = [];
  const pressed: PressRequest[] = [];
  const assistant = {
    asked,
    pressed,
    /** How the next questions are answered; may wait, throw, or look at the request. */
    onAsk: async (request: AskRequest): Promise<Answer> => words(`You asked: ${request.text}`),
    onPress: async (request: PressRequest): Promise<Answer> => words(`You pressed: ${request.verb}`),
    understand: () => ({ intent: 'test', confidence: 1, entities: {} }),
    async ask(request: AskRequest) {
      asked.push(request);
      return replyWith(await assistant.onAsk(request), { intent: `asked ${request.text}` });
    },
    async press(request: PressRequest) {
      pressed.push(request);
      return replyWith(await assistant.onPress(request), { intent: `pressed ${request.verb}` });
    },
    welcome: () => words('Welcome to Quarantine Watch'),
  };
  return assistant satisfies Assistant;
}

export function createMemoryLog() {
  const lines: Record<string, unknown>[] = [];
  const into = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  return { lines, log: createLog({ level: 'debug', into }) };
}

export function sandboxConfig(env: Record<string, string> = {}): Config {
  return readConfig(
    {
      PORT: '0',
      TENANT_ID: tenantId,
      CLIENT_ID: 'aaaaaaaa-0000-4000-8000-00000000000a',
      BOT_SERVICE_HOSTS: '127.0.0.1',
      READER_GROUPS: `${reader.aadObjectId},${colleague.aadObjectId}`,
      ...env,
    },
    { sandbox: true },
  );
}

/** What the bot answers to an invoke, as the test reads it. */
export interface InvokeBody {
  statusCode: number;
  type: string;
  value: string;
}

export async function invokeBody(response: Response): Promise<InvokeBody> {
  return (await response.json()) as InvokeBody;
}

export interface Said {
  text?: string;
  from?: { id: string; aadObjectId?: string; name: string };
  place?: 'personal' | 'channel' | 'groupChat';
  [key: string]: unknown;
}

/** A running bot without token check, the connector it answers through, and short ways to talk to it. */
export async function startTestBot(
  options: {
    env?: Record<string, string>;
    memberGroups?: MemberGroups;
    config?: (config: Config) => Config;
    clock?: ManualClock;
    refusals?: Refusals;
    /** Who answers; without it an assistant that says what the test tells it to. */
    answers?: Assistant;
  } = {},
) {
  const connector = await startFakeConnector();
  const assistant = createListeningAssistant();
  const clock = options.clock ?? createManualClock();
  const { log, lines } = createMemoryLog();
  const plain = sandboxConfig(options.env);
  const config = options.config?.(plain) ?? plain;
  const memberGroups = options.memberGroups ?? (async () => []);
  const roles = createRoles({ groups: config.groups, memberGroups, clock, log });
  const { refusals } = options;
  const organisationOf = () => ({ tenantId, assistant: options.answers ?? assistant, roles });
  const parts = { config, organisationOf, log, clock, ...(refusals ? { refusals } : {}) };
  const server = await createTeamsServer(parts).catch(async (error) => {
    await connector.stop();
    throw error;
  });
  let lastId = 0;

  function activity({ from = reader, place = 'personal', ...rest }: Said = {}): Record<string, unknown> {
    lastId += 1;
    const channel = place === 'channel';
    const id =
      place === 'personal' ? `a:chat-${from.id}` : channel ? '19:c@thread.tacv2;messageid=7' : '19:g@thread.v2';
    return {
      type: 'message',
      id: `in${lastId}`,
      channelId: 'msteams',
      serviceUrl: connector.serviceUrl,
      from,
      recipient: bot,
      conversation: { id, conversationType: place, tenantId, ...(place === 'personal' ? {} : { isGroup: true }) },
      channelData: { tenant: { id: tenantId }, ...(channel ? { channel: { id: '19:c@thread.tacv2' } } : {}) },
      ...rest,
    };
  }

  function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const all = { 'content-type': 'application/json', ...headers };
    return fetch(`${server.url}/api/messages`, { method: 'POST', headers: all, body: text });
  }

  return {
    tenantId,
    server,
    connector,
    assistant,
    clock,
    lines,
    activity,
    post,
    say: (text: string, more: Said = {}) => post(activity({ text, ...more })),
    press: (verb: string, data: object = {}, more: Said = {}) =>
      post(
        activity({
          type: 'invoke',
          name: 'adaptiveCard/action',
          replyToId: 'card-1',
          value: { action: { type: 'Action.Execute', verb, data } },
          ...more,
        }),
      ),
    async stop() {
      await server.stop();
      await connector.stop();
    },
  };
}

export type TestBot = Awaited<ReturnType<typeof startTestBot>>;
