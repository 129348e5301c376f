import { randomUUID } from 'node:crypto';
import type { ChatUser, PlaygroundOptions } from './playground.ts';

/** A channel of the chat window, with what a message in it names. */
export type Channel = Pick<PlaygroundOptions, 'botUrl' | 'tenantId' | 'bot' | 'team'> & {
  serviceUrl: string;
  channelId: string;
};

/**
 * Has a person mention the bot in a channel, as the activity that Teams sends for it (Microsoft Learn, channel-and-group-conversations).
 * The chat window does not show messages that were not typed in it, but what the bot posts. Rejects when the bot does not take it.
 */
export async function mentionInChannel(channel: Channel, from: ChatUser, text: string): Promise<void> {
  const answer = await fetch(channel.botUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(activityOf(channel, from, text)),
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`The bot did not take a message in the channel (HTTP ${answer.status}).`);
}

function activityOf({ serviceUrl, tenantId, bot, team, channelId }: Channel, from: ChatUser, text: string): object {
  const mention = `<at>${bot.name}</at>`;
  return {
    type: 'message',
    id: randomUUID(),
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl,
    locale: 'en-US',
    localTimezone: 'UTC',
    from: { id: `29:${from.objectId}`, name: from.name, aadObjectId: from.objectId },
    recipient: { id: bot.id, name: bot.name },
    conversation: { id: channelId, conversationType: 'channel', isGroup: true, tenantId },
    channelData: { tenant: { id: tenantId }, team: { id: team.id, name: team.name }, channel: { id: channelId } },
    entities: [{ type: 'mention', mentioned: { id: bot.id, name: bot.name }, text: mention }],
    textFormat: 'plain',
    text: `${mention} ${text}`,
  };
}
