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
  const items = quarantine
    .present(now)
    .filter(
      (item) => fits(item, input, now) && (statuses.length === 0 || statuses.includes(quarantine.statusOf(item, now))),
    )
    .drop(skipped)
    .take(size);
  return { rows: [...items.map((item) => quarantine.rowOf(item, now))], warnings: [] };
}

function fits(item: QuarantineItem, input: Input, now: number): boolean {
  const start = number(input, 'startreceiveddate');
  const end = number(input, 'endreceiveddate');
  const from = start ?? (end === null ? now - 16 * day : now - 30 * day);
  if (item.receivedAt < from || (end !== null && item.receivedAt > end)) return false;
  const startExpiry = number(input, 'startexpiresdate');
  const endExpiry = number(input, 'endexpiresdate');
  if (startExpiry !== null && item.expiresAt < startExpiry) return false;
  if (endExpiry !== null && item.expiresAt > endExpiry) return false;
  return fitsWords(item, input);
}

function fitsWords(item: QuarantineItem, input: Input): boolean {
  const subject = text(input, 'subject');
  if (subject && !item.subject.toLowerCase().includes(subject.toLowerCase())) return false;
  const messageId = text(input, 'messageid');
  if (messageId && item.internetMessageId !== messageId) return false;
  const policy = text(input, 'policyname');
  if (policy && !same(item.policyName, policy)) return false;
  const direction = text(input, 'direction');
  if (direction && !same(item.direction, direction)) return false;
  const entity = text(input, 'entitytype');
  if (entity && !same(item.entityType, entity)) return false;
  if (input.reported !== undefined && item.reported !== input.reported) return false;
  const kinds = [...texts(input, 'quarantinetypes'), ...texts(input, 'type')];
  return (
    among(kinds, [item.quarantineType]) &&
    among(texts(input, 'policytypes'), [item.policyType]) &&
    among(texts(input, 'senderaddress'), [item.sender]) &&
    among(texts(input, 'recipientaddress'), item.recipients) &&
    among(texts(input, 'recipienttag'), item.recipientTags) &&
    among(
      texts(input, 'domain'),
      [item.sender, ...item.recipients].map((address) => address.split('@')[1] ?? ''),
    )
  );
}

function among(wanted: string[], have: string[]): boolean {
  return wanted.length === 0 || wanted.some((one) => have.some((other) => same(one, other)));
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
