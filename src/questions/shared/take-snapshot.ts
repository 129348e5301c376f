import { type NotRead, reading } from '../../defender/reading.ts';
import { catalogue } from '../../microsoft365/exchange/catalogue.ts';
import type { Row, TenantReader } from '../../microsoft365/tenant-reader.ts';
import { groupsInRules } from './groups-in-rules.ts';

/**
 * A tenant's configuration at one time, in the shape of a snapshot file: a key for each cmdlet that was read, its rows as Exchange
 * returns them. What could not be read has no key and is in `notRead`.
 */
export interface TenantSnapshotFile {
  takenAt: string;
  /** Members of the groups that rules name, by the name the rule uses. */
  groups: Record<string, string[]>;
  notRead: { cmdlet: string; kind: NotRead['kind']; sentence: string }[];
  [cmdlet: string]: unknown;
}

/** Mail, mailboxes and single objects are no configuration. */
const notConfiguration = /^(?:Export|Preview)-|Quarantine(?:Message)|MessageTrace|^Get-Mailbox(?:$|JunkEmail)/;

export function snapshotCmdlets(): string[] {
  return Object.keys(catalogue).filter((name) => !notConfiguration.test(name));
}

/** Reads every configuration cmdlet and the groups that rules are scoped to. A read that fails is told and does not end the others. */
export async function takeSnapshot(tenant: TenantReader, now: Date, signal?: AbortSignal): Promise<TenantSnapshotFile> {
  const snapshot: TenantSnapshotFile = { takenAt: now.toISOString(), groups: {}, notRead: [] };
  const rows = new Map<string, Row[]>();
  await Promise.all(
    snapshotCmdlets().map(async (name) => {
      const result = await reading(() => tenant.cmdlet(name, {}, signal));
      if (result.read) rows.set(name, result.value);
      else snapshot.notRead.push(told(name, result.why));
    }),
  );
  for (const name of snapshotCmdlets()) {
    const found = rows.get(name);
    if (found) snapshot[name] = found;
  }
  await Promise.all(
    groupsInRules(rows).map(async (group) => {
      const members = await reading(() => tenant.directory.groupMembers(group, signal));
      if (members.read) snapshot.groups[group] = members.value;
      else snapshot.notRead.push(told(`members of ${group}`, members.why));
    }),
  );
  snapshot.notRead.sort((a, b) => a.cmdlet.localeCompare(b.cmdlet));
  return snapshot;
}

function told(cmdlet: string, why: NotRead) {
  return { cmdlet, kind: why.kind, sentence: why.sentence };
}
