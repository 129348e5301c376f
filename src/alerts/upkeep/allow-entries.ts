import { type AllowEntry, campaignAllowEntries } from '../../defender/gaps/allow-entries.ts';
import { type SenderFacts, senderOf } from '../../defender/gaps/sender.ts';
import type { TenantReader } from '../../microsoft365/tenant-reader.ts';
import type { AlertFact, AllowEntryStage } from '../fact.ts';
import { later } from '../times.ts';

/** An entry as it was last seen, and what was told of it. Times are ISO 8601 UTC. */
export interface KnownEntry {
  listType: string;
  value: string;
  endsAt: string | null;
  told: AllowEntryStage | null;
  /** When it was missed; it is remembered for a while, so that its return is news. */
  goneAt: string | null;
}

const dayMs = 86_400_000;
const goneForMs = 90 * dayMs;
const stages: readonly AllowEntryStage[] = ['week', 'day', 'expired', 'removed'];

/**
 * The allow entries of a tenant that campaign mail needs: two calls of Get-TenantAllowBlockListItems, one for senders and one for
 * links. Rejects with `NotReadError` when either could not be read: half a list would look like entries that were removed.
 */
export async function readAllowEntries(
  tenant: TenantReader,
  profile: SenderFacts,
  now: Date,
  signal?: AbortSignal,
): Promise<AllowEntry[]> {
  const rows = [];
  for (const ListType of ['Sender', 'Url'])
    for (const row of await tenant.cmdlet('Get-TenantAllowBlockListItems', { ListType, Allow: true }, signal))
      rows.push({ ...row, ListType });
  return campaignAllowEntries(rows, senderOf(profile), now.getTime());
}

/** What is worth telling of the entries: each stage once, the end of trouble once, and what went missing. */
export function entryFacts(
  known: readonly KnownEntry[],
  found: readonly AllowEntry[],
  now: Date,
): { facts: AlertFact[]; known: KnownEntry[] } {
  const at = now.toISOString();
  const facts: AlertFact[] = [];
  const before = new Map(known.map((entry) => [keyOf(entry), entry]));
  const after = new Map<string, KnownEntry>();
  for (const { listType, value, endsAt } of found) {
    const key = keyOf({ listType, value });
    const entry = { listType, value, endsAt: endsAt === null ? null : new Date(endsAt).toISOString() };
    const told = before.get(key)?.told ?? null;
    const stage = stageOf(endsAt, now);
    if (stage !== null && rank(stage) > rank(told)) facts.push(expiring(entry, stage, at));
    else if (told !== null && (stage === null || (isGone(told) && !isGone(stage)))) {
      facts.push({
        kind: 'allowEntryKept',
        id: `kept|${key}|${at}`,
        at,
        listType,
        value,
        words: keptWords(entry.endsAt),
      });
      if (stage !== null) facts.push(expiring(entry, stage, at));
    }
    after.set(key, { ...entry, told: stage, goneAt: null });
  }
  for (const [key, entry] of before) {
    if (after.has(key)) continue;
    const goneAt = entry.goneAt ?? at;
    if (later(at, new Date(Date.parse(goneAt) + goneForMs).toISOString())) continue;
    const stage = entry.endsAt !== null && !later(entry.endsAt, at) ? 'expired' : 'removed';
    if (!isGone(entry.told)) facts.push(expiring(entry, stage, at));
    after.set(key, { ...entry, told: isGone(entry.told) ? entry.told : stage, goneAt });
  }
  return { facts, known: [...after.values()] };
}

function stageOf(endsAt: number | null, now: Date): AllowEntryStage | null {
  if (endsAt === null) return null;
  const left = endsAt - now.getTime();
  if (left <= 0) return 'expired';
  if (left <= dayMs) return 'day';
  return left <= 7 * dayMs ? 'week' : null;
}

function isGone(stage: AllowEntryStage | null): boolean {
  return stage === 'expired' || stage === 'removed';
}

function rank(stage: AllowEntryStage | null): number {
  return stage === null ? -1 : stages.indexOf(stage);
}

function expiring(
  { listType, value, endsAt }: Pick<KnownEntry, 'listType' | 'value' | 'endsAt'>,
  stage: AllowEntryStage,
  at: string,
): AlertFact {
  const id = `allow|${keyOf({ listType, value })}|${endsAt ?? ''}|${stage}|${at}`;
  return { kind: 'allowEntryExpiring', id, at, listType, value, expiresAt: endsAt, stage };
}

function keptWords(endsAt: string | null): string {
  return endsAt === null ? 'It does not run out any more.' : `It stays until ${endsAt.slice(0, 10)}.`;
}

function keyOf({ listType, value }: { listType: string; value: string }): string {
  return `${listType.toLowerCase()}|${value.toLowerCase()}`;
}
