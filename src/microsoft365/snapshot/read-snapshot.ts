import PQueue from 'p-queue';
import { type NotRead, reading } from '../../defender/reading.ts';
import type { DnsLookup } from '../dns/dns-lookup.ts';
import { readDomainFacts } from '../dns/domain-facts.ts';
import { mailAtMicrosoft365 } from '../dns/mail-at-microsoft365.ts';
import type { Row, TenantReader } from '../tenant-reader.ts';
import { snapshotCmdlets } from './cmdlets.ts';
import { concernedDomains, ownMailDomains } from './concerned-domains.ts';
import { namedGroups } from './named-groups.ts';
import { notReadPart, type SnapshotFile } from './snapshot-file.ts';

export interface ReadSnapshotOptions {
  /** Null leaves DNS unasked. */
  dns: DnsLookup | null;
  now: Date;
  /** Domains that campaigns are sent from or signed by, beside the tenant's own. */
  domains?: readonly string[];
  /** Groups that get the campaigns, beside those that rules name. */
  groups?: readonly string[];
  signal?: AbortSignal;
}

/** Reads under way at a time: fewer than the wire lets through, so that a question asked meanwhile is not kept waiting. */
const readsAtATime = 3;
const domainsAtATime = 4;

/**
 * Reads the tenant's whole mail security configuration: every configuration cmdlet, the groups that rules name, and DNS. A read
 * that fails is told in `notRead` and does not end the others; only an abort rejects, with the signal's reason.
 */
export async function readSnapshot(tenant: TenantReader, options: ReadSnapshotOptions): Promise<SnapshotFile> {
  const { signal } = options;
  const snapshot: SnapshotFile = { takenAt: options.now.toISOString(), domains: {}, groups: {}, notRead: [] };
  const rows = await readCmdlets(tenant, snapshot, signal);
  await Promise.all([
    readGroups(tenant, snapshot, rows, options.groups ?? [], signal),
    readDns(options, snapshot, rows.get('Get-AcceptedDomain') ?? []),
  ]);
  snapshot.notRead.sort((a, b) => a.cmdlet.localeCompare(b.cmdlet));
  return snapshot;
}

async function readCmdlets(tenant: TenantReader, snapshot: SnapshotFile, signal?: AbortSignal) {
  const names = snapshotCmdlets();
  const results = await each(names, readsAtATime, signal, (name) => reading(() => tenant.cmdlet(name, {}, signal)));
  const rows = new Map<string, Row[]>();
  for (const [name, result] of results) {
    if (result.read) {
      rows.set(name, result.value);
      snapshot[name] = result.value;
    } else snapshot.notRead.push(notReadPart(name, result.why));
  }
  return rows;
}

async function readGroups(
  tenant: TenantReader,
  snapshot: SnapshotFile,
  rows: ReadonlyMap<string, readonly Row[]>,
  others: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const { groups, left } = namedGroups(rows, others);
  const members = await each(groups, readsAtATime, signal, (group) =>
    reading(() => tenant.directory.groupMembers(group, signal)),
  );
  for (const [group, result] of members) {
    if (result.read) snapshot.groups[group] = result.value;
    else snapshot.notRead.push(notReadPart(`members of ${group}`, result.why));
  }
  if (left > 0) snapshot.notRead.push(notReadPart('members of further groups', tooMany(`${left} more groups`)));
}

async function readDns(options: ReadSnapshotOptions, snapshot: SnapshotFile, accepted: readonly Row[]): Promise<void> {
  const { dns, signal } = options;
  if (dns === null) {
    snapshot.notRead.push(notReadPart('DNS', dnsNotAsked));
    return;
  }
  const own = ownMailDomains(accepted);
  const { domains, left } = concernedDomains(options.domains ?? [], own);
  const found = await each(domains, domainsAtATime, signal, (domain) => readDomainFacts(dns, domain, signal));
  const facts: NonNullable<SnapshotFile['dns']> = {};
  for (const [domain, answer] of found) {
    facts[domain] = answer.facts;
    for (const why of answer.notRead) snapshot.notRead.push(notReadPart(`DNS of ${domain}`, why));
  }
  if (left.length > 0)
    snapshot.notRead.push(notReadPart('DNS of further domains', tooMany(`${left.length} more domains`)));
  snapshot.dns = facts;
  const atMicrosoft = mailAtMicrosoft365(own, facts);
  if (atMicrosoft !== null) snapshot.domains.mxAtMicrosoft365 = atMicrosoft;
}

/** Does `work` for each name, some at a time, in the order given; the first fault of ours calls off what has not begun. */
async function each<T>(
  names: readonly string[],
  atATime: number,
  signal: AbortSignal | undefined,
  work: (name: string) => Promise<T>,
): Promise<[string, T][]> {
  signal?.throwIfAborted();
  const queue = new PQueue({ concurrency: atATime });
  try {
    return await Promise.all(
      names.map((name) => queue.add(async (): Promise<[string, T]> => [name, await work(name)], { signal })),
    );
  } finally {
    queue.clear();
  }
}

const dnsNotAsked: NotRead = {
  what: 'DNS',
  kind: 'notAsked',
  sentence: 'DNS was not asked, so SPF, DKIM, DMARC and MX records are not known.',
  advice: 'Take the snapshot where a DNS server can be reached.',
};

function tooMany(what: string): NotRead {
  return {
    what,
    kind: 'refused',
    sentence: `One snapshot does not take in ${what}.`,
    advice: 'Name the groups and domains of the campaigns in the sender profile: those are read first.',
  };
}
