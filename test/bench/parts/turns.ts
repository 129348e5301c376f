import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true });

/** Where a turn comes from: a chat of its own with the person who asks. */
export interface Chat {
  tenantId: string;
  objectId: string;
  serviceUrl: string;
  conversation: string;
}

let sent = 0;

/** One message turn as Teams makes it. Milliseconds until the bot gave the turn back, its answer posted. */
export async function turn(botUrl: string, chat: Chat, text: string): Promise<number> {
  sent += 1;
  const body = JSON.stringify({
    type: 'message',
    id: `in${sent}`,
    channelId: 'msteams',
    serviceUrl: chat.serviceUrl,
    text,
    from: { id: `29:${chat.objectId}`, aadObjectId: chat.objectId, name: 'Priya Raman' },
    recipient: { id: '28:bot', name: 'Quarantine Watch' },
    conversation: { id: chat.conversation, conversationType: 'personal', tenantId: chat.tenantId },
    channelData: { tenant: { id: chat.tenantId } },
    timestamp: '2026-11-21T09:00:00.000Z',
    locale: 'en-US',
  });
  const started = performance.now();
  const status = await post(`${botUrl}/api/messages`, body);
  const took = performance.now() - started;
  if (status !== 200) throw new Error(`The bot answered ${status}.`);
  return took;
}

/** The client of the platform, because a heavier one would take its share of the processor from the bots. */
function post(url: string, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const call = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    call.once('error', reject);
    call.end(body);
  });
}

/** `clients` people who each ask again as soon as they are answered, until `turns` are done. Times of all turns. */
export async function manyTurns(
  botUrl: string,
  chats: Chat[],
  text: string,
  turns: number,
  eachTurn: (took: number) => Promise<number> | number = (took) => took,
): Promise<number[]> {
  const times: number[] = [];
  let left = turns;
  await Promise.all(
    chats.map(async (chat) => {
      while (left > 0) {
        left -= 1;
        times.push(await eachTurn(await turn(botUrl, chat, text)));
      }
    }),
  );
  return times;
}
