import type { QuarantineItem } from '../tenant-data.ts';
import type { Cmdlet, CmdletContext, CmdletResult } from './cmdlet.ts';
import { business, unknownParameter } from './errors.ts';
import { type Input, type ParameterKind, text, texts } from './parameters.ts';
import { namedItem } from './quarantine-message.ts';

const many: Record<string, ParameterKind> = {
  Identity: { kind: 'text' },
  Identities: { kind: 'texts' },
  EntityType: { kind: 'members', members: ['Email', 'SharePointOnline', 'Teams', 'DataLossPrevention'], many: false },
};
/** How long an item stays PREPARINGTORELEASE on the tenant's clock. */
const releaseTakes = 45_000;

/** Release, deny or request: asynchronous, once per recipient unless forced. */
export const releaseQuarantineMessage: Cmdlet = {
  name: 'Release-QuarantineMessage',
  right: 'release',
  parameters: {
    ...many,
    User: { kind: 'texts' },
    ReleaseToAll: { kind: 'switch' },
    ActionType: { kind: 'members', members: ['Release', 'Deny', 'Request', 'Approve'], many: false },
    AllowSender: { kind: 'switch' },
    ReportFalsePositive: { kind: 'switch' },
    Force: { kind: 'switch' },
  },
  run: (input, context) => {
    const users = texts(input, 'user');
    const action = text(input, 'actiontype');
    if (users.length > 0 && input.releasetoall === true) throw unknownParameter('User');
    if (users.length === 0 && input.releasetoall !== true && !action) throw unknownParameter('Identity');
    const warnings = named(input, context).map((item) => act(item, action ?? 'Release', users, input, context));
    if (input.allowsender === true) {
      throw business(
        "The term 'Get-HostedContentFilterPolicy' is not recognized as the name of a cmdlet, function, script file, or operable program.",
        'System.Management.Automation.CommandNotFoundException',
      );
    }
    return { rows: [], warnings };
  },
};

export const deleteQuarantineMessage: Cmdlet = {
  name: 'Delete-QuarantineMessage',
  right: 'release',
  parameters: { ...many, HardDelete: { kind: 'switch' }, RecipientAddress: { kind: 'texts' } },
  run: (input, context): CmdletResult => {
    if (input.confirm !== false) {
      throw business('The operation needs confirmation. Use Confirm:$false to run it without a prompt.');
    }
    for (const item of named(input, context)) context.quarantine.change(item, { deleted: true }, context.clock.now());
    return { rows: [], warnings: [] };
  },
};

/** With Identities, Identity is a dummy that must be there but is not read. */
function named(input: Input, context: CmdletContext): QuarantineItem[] {
  const identities = texts(input, 'identities');
  return (identities.length > 0 ? identities : [text(input, 'identity')]).map((one) => namedItem(one, context));
}

function act(item: QuarantineItem, action: string, users: string[], input: Input, context: CmdletContext): string {
  const { quarantine, clock } = context;
  const now = clock.now();
  const record = quarantine.recordOf(item, now);
  if (input.reportfalsepositive === true && item.quarantineType !== 'Spam') {
    throw business('ReportFalsePositive is available only for messages that were quarantined as spam.');
  }
  if (action === 'Deny') {
    if (record.status === 'DENIED') throw business(`The message with identity '${item.identity}' was already denied.`);
    if (record.status === 'RELEASED')
      throw business(`The message with identity '${item.identity}' was already released.`);
    quarantine.change(item, { status: 'DENIED' }, now);
    return `The release request for the message with identity '${item.identity}' has been denied.`;
  }
  if (action === 'Request') {
    quarantine.change(item, { status: 'REQUESTED' }, now);
    return `A release of the message with identity '${item.identity}' has been requested.`;
  }
  if (item.quarantineType === 'SPOMalware' && users.length > 0) throw unknownParameter('User');
  const wanted = users.length > 0 ? users : item.recipients;
  const fresh = wanted.filter(
    (user) => !record.releasedTo.some((served) => served.toLowerCase() === user.toLowerCase()),
  );
  const underWay = record.status === 'RELEASED' || record.status === 'PREPARINGTORELEASE';
  if (underWay && fresh.length === 0 && input.force !== true) {
    throw business(`The message with identity '${item.identity}' was already released to the recipients.`);
  }
  quarantine.change(
    item,
    {
      status: 'PREPARINGTORELEASE',
      doneAt: now + releaseTakes,
      releasedTo: [...record.releasedTo, ...fresh],
      releasedBy: [`SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${context.data.initialDomain}`],
    },
    now,
  );
  return `The message with identity '${item.identity}' has been sent for release from quarantine.`;
}
