import { findGaps, type GapOptions } from '../../src/defender/gaps/evaluate.ts';
import type { Finding } from '../../src/defender/gaps/finding.ts';
import { parseSnapshot } from '../../src/defender/snapshot.ts';
import { untouchedTenant } from './microsoft-baselines.ts';
import type { SnapshotDocument } from './tenant-snapshots.ts';

export const now = new Date('2026-11-21T12:00:00Z');

/** A sender that uses both paths and whose profile is complete. */
export const sender = {
  senders: [
    { address: 'news@contoso.com', path: 'email-delivery' as const },
    { address: 'comms@contoso.com', path: 'own-mailbox' as const },
  ],
  sendingIps: ['198.51.100.7'],
  dkimDomains: ['contoso.com'],
  mailFromDomains: ['em123.contoso.com'],
};

/** Findings of one rule in an otherwise untouched tenant (Microsoft's defaults), with a complete sender profile. */
export function findingsOf(rule: string, changes: SnapshotDocument, options: Partial<GapOptions> = {}): Finding[] {
  const tenant = { ...untouchedTenant('Default'), dns: { 'contoso.com': { dmarc: 'v=DMARC1; p=reject' } }, ...changes };
  const report = findGaps(parseSnapshot(tenant), { recipients: ['anna@contoso.com'], sender, now, ...options });
  return report.findings.filter((finding) => finding.rule === rule);
}

/** The one finding of a rule; fails when there are more. */
export function findingOf(rule: string, changes: SnapshotDocument, options: Partial<GapOptions> = {}): Finding {
  const [finding, ...more] = findingsOf(rule, changes, options);
  if (finding === undefined || more.length > 0)
    throw new Error(`${rule} gave ${more.length + (finding ? 1 : 0)} findings`);
  return finding;
}

/** The default policy of a cmdlet with some values changed. */
export function defaultWith(cmdlet: string, changes: Record<string, unknown>): SnapshotDocument {
  const rows = untouchedTenant('Default')[cmdlet] as Record<string, unknown>[];
  return { [cmdlet]: rows.map((row, place) => (place === 0 ? { ...row, ...changes } : row)) };
}
