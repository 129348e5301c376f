import type { WireRow } from '../tenant-data.ts';
import type { Cmdlet } from './cmdlet.ts';
import { business, notFound, unknownParameter } from './errors.ts';
import { type Input, text } from './parameters.ts';
import { isNamed } from './plain-reads.ts';

const listTypes = ['Sender', 'Url', 'FileHash', 'IP'] as const;

const tenantAllowBlockItems: Cmdlet = {
  name: 'Get-TenantAllowBlockListItems',
  right: 'read',
  parameters: {
    ListType: { kind: 'members', members: listTypes, many: false },
    ListSubType: { kind: 'members', members: ['Tenant', 'AdvancedDelivery', 'Submission'], many: true },
    Entry: { kind: 'text' },
    Allow: { kind: 'switch' },
    Block: { kind: 'switch' },
    NoExpiration: { kind: 'switch' },
    ExpirationDate: { kind: 'date' },
    OutputJson: { kind: 'switch' },
  },
  run: (input, { data }) => {
    const type = text(input, 'listtype');
    if (!type) throw unknownParameter('ListType');
    const subTypes = Array.isArray(input.listsubtype) && input.listsubtype.length > 0 ? input.listsubtype : ['Tenant'];
    const rows = (data.cmdlets['Get-TenantAllowBlockListItems'] ?? []).filter(
      (row) => row.ListType === type && subTypes.includes(String(row.ListSubType ?? 'Tenant')) && fitsEntry(row, input),
    );
    return { rows: rows.map(({ ListType, ...row }) => ({ 'LastUsedDate(DateTime])': null, ...row })), warnings: [] };
  },
};

function fitsEntry(row: WireRow, input: Input): boolean {
  const entry = text(input, 'entry');
  if (entry && String(row.Value).toLowerCase() !== entry.toLowerCase()) return false;
  if (input.allow === true && row.Action !== 'Allow') return false;
  if (input.block === true && row.Action !== 'Block') return false;
  return input.noexpiration !== true || row.ExpirationDate === null;
}

const spoofItems: Cmdlet = {
  name: 'Get-TenantAllowBlockListSpoofItems',
  right: 'read',
  parameters: {
    Identity: { kind: 'text' },
    Action: { kind: 'members', members: ['Allow', 'Block'], many: false },
    SpoofType: { kind: 'members', members: ['External', 'Internal'], many: false },
  },
  run: (input, { data }) => {
    const action = text(input, 'action');
    const type = text(input, 'spooftype');
    const rows = (data.cmdlets['Get-TenantAllowBlockListSpoofItems'] ?? []).filter(
      (row) => (!action || row.Action === action) && (!type || row.SpoofType === type),
    );
    return { rows, warnings: [] };
  },
};

const quarantinePolicy: Cmdlet = {
  name: 'Get-QuarantinePolicy',
  right: 'read',
  parameters: {
    Identity: { kind: 'text' },
    QuarantinePolicyType: {
      kind: 'members',
      members: ['QuarantinePolicy', 'GlobalQuarantinePolicy', 'DefaultGlobalPolicy', 'DefaultGlobalTag'],
      many: false,
    },
  },
  run: (input, { data }) => {
    const type = text(input, 'quarantinepolicytype') ?? 'QuarantinePolicy';
    const identity = text(input, 'identity');
    const rows = (data.cmdlets['Get-QuarantinePolicy'] ?? []).filter((row) =>
      identity ? isNamed(row, identity) : (row.QuarantinePolicyType ?? 'QuarantinePolicy') === type,
    );
    if (identity && rows.length === 0) throw notFound(identity);
    return { rows, warnings: [] };
  },
};

const junkConfiguration: Cmdlet = {
  name: 'Get-MailboxJunkEmailConfiguration',
  right: 'read-all',
  parameters: { Identity: { kind: 'text' }, ResultSize: { kind: 'number', low: 1 } },
  run: (input, { data }) => {
    const identity = text(input, 'identity');
    if (!identity)
      throw business('Cannot process command because of one or more missing mandatory parameters: Identity.');
    const wanted = identity.toLowerCase();
    const row = (data.cmdlets['Get-MailboxJunkEmailConfiguration'] ?? []).find((one) =>
      [one.Identity, one.MailboxOwnerId, one.PrimarySmtpAddress].some((name) => String(name).toLowerCase() === wanted),
    );
    if (row) return { rows: [row], warnings: [] };
    const person = data.people.find((one) => one.mail.toLowerCase() === wanted || one.id === wanted);
    if (!person) throw notFound(identity);
    return { rows: [untouched(person.mail)], warnings: [] };
  },
};

/** What a mailbox has whose owner never changed the junk settings. */
function untouched(mail: string): WireRow {
  return {
    Enabled: true,
    TrustedListsOnly: false,
    ContactsTrusted: false,
    TrustedSendersAndDomains: [],
    BlockedSendersAndDomains: [],
    TrustedRecipientsAndDomains: [],
    MailboxOwnerId: mail,
    Identity: mail,
    IsValid: true,
    ObjectState: 'Unchanged',
  };
}

const groupMembers: Cmdlet = {
  name: 'Get-DistributionGroupMember',
  right: 'read-all',
  parameters: { Identity: { kind: 'text' }, ResultSize: { kind: 'number', low: 1 } },
  run: (input, { data }) => {
    const identity = text(input, 'identity')?.toLowerCase() ?? '';
    const group = data.groups.find((one) =>
      [one.id, one.name, one.mail ?? ''].some((name) => name.toLowerCase() === identity),
    );
    if (!group) throw notFound(identity);
    const people = new Map(data.people.map((person) => [person.id, person]));
    const rows = group.members.map((id) => {
      const person = people.get(id);
      const nested = data.groups.find((one) => one.id === id);
      const name = person?.name ?? nested?.name ?? id;
      const mail = person?.mail ?? nested?.mail ?? '';
      const type = person ? 'UserMailbox' : 'MailUniversalDistributionGroup';
      return {
        Name: name,
        DisplayName: name,
        PrimarySmtpAddress: mail,
        RecipientType: type,
        ExternalDirectoryObjectId: id,
      };
    });
    return { rows, warnings: [] };
  },
};

export const specialReads: Cmdlet[] = [
  tenantAllowBlockItems,
  spoofItems,
  quarantinePolicy,
  junkConfiguration,
  groupMembers,
];
