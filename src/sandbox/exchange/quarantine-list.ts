import type { QuarantineItem } from '../tenant-data.ts';
import type { Cmdlet, CmdletContext, CmdletResult } from './cmdlet.ts';
import { type Input, number, text, texts } from './parameters.ts';

export const quarantineTypes = [
  'Spam',
  'TransportRule',
  'Bulk',
  'Phish',
  'HighConfPhish',
  'Malware',
  'SPOMalware',
  'DataLossPrevention',
  'FileTypeBlock',
  'AdminTriggered',
  'PPI',
] as const;
const policyTypes = [
  'AntiMalwarePolicy',
  'AntiPhishPolicy',
  'DataLossPreventionRule',
  'ExchangeTransportRule',
  'HostedContentFilterPolicy',
  'SafeAttachmentPolicy',
] as const;
const releaseStatuses = [
  'Approved',
  'Denied',
  'Error',
  'NotReleased',
  'PreparingToRelease',
  'Released',
  'Requested',
] as const;
const entityTypes = ['Email', 'SharePointOnline', 'Teams', 'DataLossPrevention'] as const;
const day = 86_400_000;

/** Get-QuarantineMessage: filters, a window of 16 days unless dates are given, pages by Page and PageSize. */
export const getQuarantineMessage: Cmdlet = {
  name: 'Get-QuarantineMessage',
  right: 'read',
  parameters: {
    Identity: { kind: 'text' },
    Page: { kind: 'number', low: 1, high: 1000 },
    PageSize: { kind: 'number' },
    StartReceivedDate: { kind: 'date' },
    EndReceivedDate: { kind: 'date' },
    StartExpiresDate: { kind: 'date' },
    EndExpiresDate: { kind: 'date' },
    Subject: { kind: 'text' },
    MessageId: { kind: 'text' },
    SenderAddress: { kind: 'texts' },
    RecipientAddress: { kind: 'texts' },
    Domain: { kind: 'texts' },
    RecipientTag: { kind: 'texts' },
    PolicyName: { kind: 'text' },
    QuarantineTypes: { kind: 'members', members: quarantineTypes, many: true },
    Type: { kind: 'members', members: quarantineTypes, many: false },
    PolicyTypes: { kind: 'members', members: policyTypes, many: true },
    ReleaseStatus: { kind: 'members', members: releaseStatuses, many: true },
    Direction: { kind: 'members', members: ['Inbound', 'Outbound'], many: false },
    Reported: { kind: 'switch' },
    MyItems: { kind: 'switch' },
    IncludeMessagesFromBlockedSenderAddress: { kind: 'switch' },
    EntityType: { kind: 'members', members: entityTypes, many: false },
    TeamsConversationTypes: { kind: 'texts' },
  },
  notForReaders: ['EntityType', 'TeamsConversationTypes'],
  run: list,
};

type Test = (item: QuarantineItem) => boolean;

function list(input: Input, { quarantine, clock }: CmdletContext): CmdletResult {
  const now = clock.now();
  const identity = text(input, 'identity');
  const one = identity ? quarantine.find(identity) : null;
  if (one && !quarantine.recordOf(one, now).deleted) {
    return { rows: one.expiresAt > now ? [quarantine.rowOf(one, now)] : [], warnings: [] };
  }
  const size = number(input, 'pagesize') ?? 100;
  const skipped = ((number(input, 'page') ?? 1) - 1) * size;
  const statuses = texts(input, 'releasestatus').map((status) => status.toUpperCase());
  const tests = [...timeTests(input, now), ...wordTests(input)];
  if (statuses.length > 0) tests.push((item) => statuses.includes(quarantine.statusOf(item, now)));
  const items = quarantine
    .present(now)
    .filter((item) => tests.every((test) => test(item)))
    .drop(skipped)
    .take(size);
  return { rows: [...items.map((item) => quarantine.rowOf(item, now))], warnings: [] };
}

function timeTests(input: Input, now: number): Test[] {
  const end = number(input, 'endreceiveddate');
  const from = number(input, 'startreceiveddate') ?? (end === null ? now - 16 * day : now - 30 * day);
  const startExpiry = number(input, 'startexpiresdate');
  const endExpiry = number(input, 'endexpiresdate');
  const tests: Test[] = [(item) => item.receivedAt >= from];
  if (end !== null) tests.push((item) => item.receivedAt <= end);
  if (startExpiry !== null) tests.push((item) => item.expiresAt >= startExpiry);
  if (endExpiry !== null) tests.push((item) => item.expiresAt <= endExpiry);
  return tests;
}

/** One test for each filter that is given; a list matches by any of its values, in any case. */
function wordTests(input: Input): Test[] {
  const tests: Test[] = [];
  const any = (names: string[], have: (item: QuarantineItem) => string[]) => {
    const wanted = new Set(names.flatMap((name) => texts(input, name)).map((one) => one.toLowerCase()));
    if (wanted.size > 0) tests.push((item) => have(item).some((one) => wanted.has(one.toLowerCase())));
  };
  any(['policyname'], (item) => [item.policyName]);
  any(['direction'], (item) => [item.direction]);
  any(['entitytype'], (item) => [item.entityType]);
  any(['messageid'], (item) => [item.internetMessageId]);
  any(['quarantinetypes', 'type'], (item) => [item.quarantineType]);
  any(['policytypes'], (item) => [item.policyType]);
  any(['senderaddress'], (item) => [item.sender]);
  any(['recipientaddress'], (item) => item.recipients);
  any(['recipienttag'], (item) => item.recipientTags);
  any(['domain'], (item) => [item.sender, ...item.recipients].map((address) => address.split('@')[1] ?? ''));
  const subject = text(input, 'subject')?.toLowerCase();
  if (subject) tests.push((item) => item.subject.toLowerCase().includes(subject));
  if (input.reported !== undefined) tests.push((item) => item.reported === input.reported);
  return tests;
}
