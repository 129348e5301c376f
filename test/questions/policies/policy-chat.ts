import { parseSenderProfile } from '../../../src/contactmonkey/parse-sender-profile.ts';
import { createFixedDns } from '../../../src/microsoft365/dns/fixed-lookup.ts';
import type { Conversation } from '../../../src/questions/conversation.ts';
import { createAssistant } from '../../../src/questions/create-assistant.ts';
import { keptPolicies } from '../../../src/questions/policies/kept-policies.ts';
import type { Asker, Entities, Place } from '../../../src/questions/question.ts';
import type { Database } from '../../../src/store/database.ts';
import { type FakeTenant, fakeTenantReader } from '../../support/fake-tenant-reader.ts';
import { untouchedTenant } from '../../support/microsoft-baselines.ts';
import type { Rows, SnapshotDocument } from '../../support/tenant-snapshots.ts';

export const monday = new Date('2026-11-16T09:00:00.000Z');

export const { profile } = parseSenderProfile({
  regions: ['us'],
  senders: [
    { address: 'news@contoso.com', path: 'own-mailbox' },
    { address: 'people@contoso.com', path: 'email-delivery' },
  ],
  sendingIps: ['192.0.2.10'],
  dkimDomains: ['contoso.com'],
});

export const asker = (roles: Asker['roles']): Asker => ({
  objectId: '10000000-0000-4000-8000-000000000001',
  name: 'Robin',
  roles,
  timeZone: 'Europe/Berlin',
  locale: 'en-GB',
});

const dnsFacts = {
  'contoso.com': {
    spf: 'v=spf1 -all',
    dmarc: 'v=DMARC1; p=none',
    mx: ['10 contoso-com.mail.protection.outlook.com'],
    dkim: { selector1: 'x' },
  },
};

/** Rows of a snapshot document by cmdlet, as the tenant would give them. */
export function cmdletsOf(document: SnapshotDocument): Record<string, Rows> {
  return Object.fromEntries(Object.entries(document).filter(([key]) => key.startsWith('Get-'))) as Record<string, Rows>;
}

/** A copy of a document with one property of one policy changed. */
export function changed(document: SnapshotDocument, cmdlet: string, name: RegExp, properties: Record<string, unknown>) {
  const rows = (document[cmdlet] ?? []) as Rows;
  return { ...document, [cmdlet]: rows.map((row) => (name.test(String(row.Name)) ? { ...row, ...properties } : row)) };
}

/** An untouched tenant whose default anti-spam policy marks one-pixel images as spam. */
export function pixelTenant(): SnapshotDocument {
  return changed(untouchedTenant('Default'), 'Get-HostedContentFilterPolicy', /^Default$/, {
    MarkAsSpamWebBugsInHtml: 'On',
  });
}

/** A conversation about the policies of an in-memory tenant; with a database its snapshots and waivers are kept. */
export function policyChat(
  document: SnapshotDocument,
  more: { fake?: Partial<FakeTenant>; database?: Database; place?: Place } = {},
) {
  const { reader: tenant, calls, tenant: state } = fakeTenantReader({ cmdlets: cmdletsOf(document), ...more.fake });
  const dns = createFixedDns(dnsFacts);
  const faults: { err?: Error }[] = [];
  const assistant = createAssistant({
    tenant,
    profile,
    dns,
    ...(more.database ? { policies: keptPolicies({ tenant, profile, dns, database: more.database }) } : {}),
    log: { error: (meta) => faults.push(meta as { err?: Error }) },
  });
  let conversation: Conversation = {};
  let now = monday;
  let roles: Asker['roles'] = ['reader'];
  let place: Place = more.place ?? 'personal';
  const base = () => ({ asker: asker(roles), place, now, conversation });
  return {
    async ask(text: string) {
      const reply = await assistant.ask({ ...base(), text, files: [] });
      conversation = reply.conversation;
      return reply;
    },
    async press(verb: string, data: Entities) {
      const reply = await assistant.press({ ...base(), verb, data });
      conversation = reply.conversation;
      return reply;
    },
    become: (next: Asker['roles']) => {
      roles = next;
    },
    goTo: (next: Place) => {
      place = next;
    },
    wait: (minutes: number) => {
      now = new Date(now.getTime() + minutes * 60_000);
    },
    change: (next: SnapshotDocument) => {
      state.cmdlets = cmdletsOf(next);
    },
    calls,
    faults,
    state,
  };
}

/** What a button with the title carries; fails when the card has none. */
export function buttonOf(card: object | null, title: RegExp): { verb: string; data: Entities } {
  const found = actionsIn(card).find((action) => title.test(String(action.title)));
  if (!found) throw new Error(`no button ${title} in ${actionsIn(card).map((action) => action.title)}`);
  return { verb: String(found.verb), data: (found.data ?? {}) as Entities };
}

export function actionsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(actionsIn);
  if (typeof value !== 'object' || value === null) return [];
  const object = value as Record<string, unknown>;
  const own = object.type === 'Action.Execute' ? [object] : [];
  return [...own, ...Object.entries(object).flatMap(([key, inner]) => (key === 'fallback' ? [] : actionsIn(inner)))];
}
