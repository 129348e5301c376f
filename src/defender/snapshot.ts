import { lowered } from './policies/lowered.ts';
import type { Row } from './policies/row.ts';
import type { NotRead, NotReadKind } from './reading.ts';

/** DNS facts of one domain as the snapshot holds them; null means "looked up, none", undefined "not looked up". */
export interface DomainDns {
  spf?: string | null;
  dmarc?: string | null;
  mx?: string[];
  dkim?: Record<string, string | null>;
}

/** A tenant at one moment: rows by read cmdlet, group members, DNS. A cmdlet that is not in `cmdlets` was not read. */
export interface TenantSnapshot {
  takenAt: string | null;
  /** Whether the tenant's MX points at Microsoft 365; null when not known. */
  mxAtMicrosoft365: boolean | null;
  cmdlets: ReadonlyMap<string, readonly Row[]>;
  /** Members by group address, all in lower case; a member may itself be a group. */
  groups: ReadonlyMap<string, readonly string[]>;
  /** By domain in lower case; null when DNS was not looked up at all. */
  dns: ReadonlyMap<string, DomainDns> | null;
  notRead: ReadonlyMap<string, NotRead>;
}

/** The file is not a tenant snapshot; the message says what is wrong with it. */
export class SnapshotError extends Error {
  override readonly name = 'SnapshotError';
}

/**
 * Reads a parsed snapshot file. Rows are kept as they are; sidecar `@` keys stay unread. Cmdlet names are matched whatever
 * their case. Throws `SnapshotError` when the document is not an object or a cmdlet's value is neither rows nor null.
 */
export function parseSnapshot(document: unknown): TenantSnapshot {
  if (!isRecord(document)) {
    throw new SnapshotError('The snapshot must be a JSON object with one key per read cmdlet.');
  }
  const cmdlets = new Map<string, readonly Row[]>();
  for (const [key, value] of Object.entries(document)) {
    if (!/^get-/i.test(key) || key.includes('@')) continue;
    if (value === null || value === undefined) continue;
    cmdlets.set(key.toLowerCase(), rowsOf(key, value));
  }
  const domains = isRecord(document.domains) ? document.domains : {};
  return {
    takenAt: typeof document.takenAt === 'string' ? document.takenAt : null,
    mxAtMicrosoft365: typeof domains.mxAtMicrosoft365 === 'boolean' ? domains.mxAtMicrosoft365 : null,
    cmdlets,
    groups: groupsOf(document.groups),
    dns: isRecord(document.dns) ? dnsOf(document.dns) : null,
    notRead: notReadOf(document.notRead),
  };
}

/** Rows of a cmdlet, or null when it was not read. An empty array means that there are none. */
export function rows(snapshot: TenantSnapshot, cmdlet: string): readonly Row[] | null {
  return snapshot.cmdlets.get(cmdlet.toLowerCase()) ?? null;
}

/** Why a cmdlet was not read, in the words of whoever took the snapshot; a general sentence when they left none. */
export function whyNotRead(snapshot: TenantSnapshot, cmdlet: string): NotRead {
  return (
    snapshot.notRead.get(cmdlet.toLowerCase()) ?? {
      what: cmdlet,
      kind: 'notAsked',
      sentence: `${cmdlet} is not in the snapshot, so it was not read.`,
      advice: 'Take a new snapshot with an account that may run it.',
    }
  );
}

function rowsOf(cmdlet: string, value: unknown): Row[] {
  const list = Array.isArray(value) ? value : isRecord(value) && Array.isArray(value.value) ? value.value : [value];
  for (const row of list) {
    if (!isRecord(row)) throw new SnapshotError(`The value of ${cmdlet} must be an array of rows.`);
  }
  return list;
}

function groupsOf(value: unknown): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  if (!isRecord(value)) return groups;
  for (const [group, members] of Object.entries(value)) {
    if (group.includes('@odata') || !Array.isArray(members)) continue;
    const addresses: string[] = [];
    for (const member of members) if (typeof member === 'string') addresses.push(lowered(member));
    groups.set(group.toLowerCase(), addresses);
  }
  return groups;
}

function dnsOf(value: Record<string, unknown>): Map<string, DomainDns> {
  const dns = new Map<string, DomainDns>();
  for (const [domain, facts] of Object.entries(value)) {
    if (isRecord(facts)) dns.set(domain.toLowerCase().replace(/\.$/, ''), facts as DomainDns);
  }
  return dns;
}

function notReadOf(value: unknown): Map<string, NotRead> {
  const reasons = new Map<string, NotRead>();
  if (!Array.isArray(value)) return reasons;
  for (const entry of value) {
    if (!isRecord(entry) || typeof entry.cmdlet !== 'string') continue;
    const said = (key: string, otherwise: string) => (typeof entry[key] === 'string' ? entry[key] : otherwise);
    reasons.set(entry.cmdlet.toLowerCase(), {
      what: entry.cmdlet,
      kind: said('kind', 'notAsked') as NotReadKind,
      sentence: said('sentence', `${entry.cmdlet} could not be read.`),
      advice: said('advice', 'Give the reader the missing permission and take a new snapshot.'),
    });
  }
  return reasons;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
