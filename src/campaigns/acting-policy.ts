import type { Evidence, PolicyRow } from '../defender/attribution/evidence.ts';
import type { EmailEvent } from '../defender/mail-events.ts';
import type { QuarantinedMessage } from '../defender/quarantined-message.ts';
import { type NotRead, reading } from '../defender/reading.ts';
import type { Row, TenantReader } from '../microsoft365/tenant-reader.ts';
import { createTenantMemory } from './tenant-memory.ts';

type PolicyKind = keyof NonNullable<Evidence['policies']>;

const KEEP_MS = 300_000;
const memory = createTenantMemory<Row[]>(KEEP_MS, 10);

/** `PolicyType` of Get-QuarantineMessage: which cmdlet lists such policies, and what they are in the evidence. */
const policyTypes: Record<string, { cmdlet: string; kind: PolicyKind }> = {
  hostedcontentfilterpolicy: { cmdlet: 'Get-HostedContentFilterPolicy', kind: 'antiSpam' },
  antiphishpolicy: { cmdlet: 'Get-AntiPhishPolicy', kind: 'antiPhish' },
  antimalwarepolicy: { cmdlet: 'Get-MalwareFilterPolicy', kind: 'antiMalware' },
  safeattachmentpolicy: { cmdlet: 'Get-SafeAttachmentPolicy', kind: 'safeAttachments' },
};

/** The values, as they are now, of the policy that the quarantine row or the hunting rows name. */
export async function readActingPolicy(
  tenant: TenantReader,
  message: QuarantinedMessage,
  events: readonly EmailEvent[],
  now: Date,
  signal?: AbortSignal,
): Promise<{ policies: Evidence['policies']; notRead: NotRead[] }> {
  const type = policyTypes[message.policyType?.toLowerCase() ?? ''];
  if (!type) return { policies: undefined, notRead: [] };
  const guid = events.find((event) => event.emailActionPolicyGuid)?.emailActionPolicyGuid ?? null;
  const rows = await reading(() =>
    memory.recall(tenant, type.cmdlet, now.getTime(), () => tenant.cmdlet(type.cmdlet, {}, signal)),
  );
  if (!rows.read)
    return { policies: undefined, notRead: [{ ...rows.why, what: 'the settings of the policy that acted' }] };
  const row = rows.value.find((one) => isNamed(one, guid) || isNamed(one, message.policyName));
  return { policies: row ? { [type.kind]: row satisfies PolicyRow } : undefined, notRead: [] };
}

function isNamed(row: Row, name: string | null): boolean {
  const wanted = name?.toLowerCase();
  if (!wanted) return false;
  return [row.Name, row.Identity, row.Guid, row.ExchangeObjectId, row.ImmutableId].some(
    (value) => typeof value === 'string' && value.toLowerCase() === wanted,
  );
}
