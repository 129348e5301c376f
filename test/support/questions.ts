import { parseSenderProfile } from '../../src/contactmonkey/parse-sender-profile.ts';
import type { Conversation } from '../../src/questions/conversation.ts';
import { createAssistant } from '../../src/questions/create-assistant.ts';
import type { Asker, Entities, Place } from '../../src/questions/question.ts';
import { type FakeTenant, fakeTenantReader } from './fake-tenant-reader.ts';

export const now = new Date('2026-11-20T12:00:00.000Z');

export const reader: Asker = {
  objectId: '10000000-0000-4000-8000-000000000001',
  name: 'Robin',
  roles: ['reader'],
  timeZone: 'Europe/Berlin',
  locale: 'en-GB',
};

export const { profile } = parseSenderProfile({
  regions: ['us'],
  senders: [
    { address: 'news@contoso.example', path: 'own-mailbox' },
    { address: 'people@contoso.example', path: 'email-delivery' },
  ],
  sendingIps: ['192.0.2.10'],
});

/** An assistant over an in-memory tenant, with a conversation that goes on from question to question. */
export function chat(given: Partial<FakeTenant> = {}, options: { place?: Place; profile?: typeof profile } = {}) {
  const { reader: tenant, calls, tenant: state } = fakeTenantReader(given);
  const faults: { meta: object; message: string }[] = [];
  const assistant = createAssistant({
    tenant,
    profile: options.profile ?? profile,
    log: { error: (meta, message) => faults.push({ meta, message }) },
    newReference: () => 'REF00001',
  });
  const place = options.place ?? 'personal';
  let conversation: Conversation = {};

  async function ask(text: string, files: { name: string; text: string }[] = [], asker = reader) {
    const reply = await assistant.ask({ text, files, asker, place, now, conversation });
    conversation = reply.conversation;
    return reply;
  }

  async function press(verb: string, data: Entities, asker = reader) {
    const reply = await assistant.press({ verb, data, asker, place, now, conversation });
    conversation = reply.conversation;
    return reply;
  }

  return { ask, press, calls, state, faults, assistant, tenant, conversation: () => conversation };
}

/** Everything a card shows or carries, as one text. */
export function cardText(card: object | null): string {
  return JSON.stringify(card ?? {});
}
