import type { SendingPath } from '../../contactmonkey/sender-profile.ts';
import type { Authentication, CopyEvidence, Held, Move } from './copy-evidence.ts';

export const outcomeKinds = [
  'notSeen',
  'pending',
  'expanded',
  'delivered',
  'junk',
  'quarantined',
  'rejected',
  'dropped',
  'zapped',
  'released',
] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

/** What became of a copy. null is "not known". `zapped` is any move out of where it was delivered, `zap` says by what. */
export interface Outcome {
  kind: OutcomeKind;
  /** Where it lies in the mailbox or beyond, in Microsoft's words ("Inbox", "Junk Email"). */
  place: string | null;
  held: Held | null;
  zap: { type: string | null; at: string | null; movedTo: string | null } | null;
  /** The server's or Exchange's words on a failure. */
  failure: string | null;
  /** Which policy decided, where hunting says it. */
  decidedBy: string | null;
}

export interface MailboxTime {
  seconds: number;
  /** `atMost`: a poll saw it there by then, it may have been quicker. */
  precision: 'exact' | 'atMost';
}

/** Statuses of Get-MessageTraceV2 (Microsoft Learn, 2025) that are an end, by what they mean. */
const byStatus: Record<string, OutcomeKind> = {
  delivered: 'delivered',
  resolved: 'delivered',
  filteredasspam: 'junk',
  quarantined: 'quarantined',
  failed: 'rejected',
  expanded: 'expanded',
};
/** The worse news counts when the trace said both. */
const worstFirst: OutcomeKind[] = ['rejected', 'quarantined', 'junk', 'delivered', 'expanded'];

/** DeliveryLocation of EmailEvents (Microsoft Learn, advanced-hunting-emailevents-table, 2026-08-03), compared by its first letters. */
const byLocation: [RegExp, OutcomeKind][] = [
  [/^inbox/i, 'delivered'],
  [/^on-prem/i, 'delivered'],
  [/^deleted/i, 'delivered'],
  [/^junk/i, 'junk'],
  [/^quarantine/i, 'quarantined'],
  [/^failed/i, 'rejected'],
  [/^dropped/i, 'dropped'],
];

/** What became of a copy, by all that was seen of it. */
export function outcomeOf(copy: CopyEvidence): Outcome {
  const { held, judged } = copy;
  const outcome = { place: null, held, zap: null, failure: null, decidedBy: judged?.policy ?? held?.policy ?? null };
  const moved = afterDelivery(copy);
  if (moved !== null) return { ...outcome, ...moved };
  if (held !== null) {
    if (held.status === 'Released') return { ...outcome, kind: 'released' };
    if (!wasInMailbox(copy)) return { ...outcome, kind: 'quarantined' };
    return { ...outcome, kind: 'zapped', zap: { type: null, at: null, movedTo: 'Quarantine' } };
  }
  const latest = locationKind(judged?.latestLocation);
  const first = locationKind(judged?.location);
  if (first !== null && latest !== null && latest !== first && wasInMailbox(copy)) {
    return { ...outcome, kind: 'zapped', zap: { type: null, at: null, movedTo: judged?.latestLocation ?? null } };
  }
  const kind = latest ?? first;
  if (kind !== null) return { ...outcome, kind, place: judged?.latestLocation ?? judged?.location ?? null };
  return { ...outcome, ...byTrace(copy) };
}

/** Whether anything final is known of the copy. Once true it stays true, whatever else is seen. */
export function hasOutcome(copy: CopyEvidence): boolean {
  const { kind } = outcomeOf(copy);
  return kind !== 'pending' && kind !== 'notSeen';
}

/** Whether the copy was delivered before it came to where it is now. */
function wasInMailbox(copy: CopyEvidence): boolean {
  const first = locationKind(copy.judged?.location);
  if (first === 'delivered' || first === 'junk') return true;
  if (first !== null) return false;
  if (copy.steps.some(({ event }) => /^deliver$/i.test(event))) return true;
  const ends = endsOf(copy);
  return (ends.includes('delivered') || ends.includes('junk')) && !ends.includes('quarantined');
}

/** Whether any row ever said that it lay in a mailbox. Once true it stays true. */
export function everInMailbox(copy: CopyEvidence): boolean {
  return copy.seenInMailboxAt !== null || copy.steps.some(({ event }) => /^deliver$/i.test(event));
}

/** From receipt by Exchange to the mailbox; null where that cannot be told. */
export function timeToMailbox(copy: CopyEvidence): MailboxTime | null {
  const { receivedAt, seenInMailboxAt, steps } = copy;
  if (receivedAt === null) return null;
  const delivered = steps.filter(({ event }) => /^deliver$/i.test(event)).map(({ at }) => at);
  const [first] = delivered.sort();
  if (first !== undefined) return { seconds: secondsBetween(receivedAt, first), precision: 'exact' };
  if (seenInMailboxAt === null) return null;
  return { seconds: secondsBetween(receivedAt, seenInMailboxAt), precision: 'atMost' };
}

/** The way of sending; what Exchange saw of the direction counts more than what the sender profile expects. */
export function pathOf({ paths, judged, header }: CopyEvidence): SendingPath {
  const direction = (judged?.direction ?? header?.direction ?? '').toLowerCase();
  if (direction.startsWith('int')) return 'own-mailbox';
  if (direction.startsWith('inb')) return 'email-delivery';
  return paths.length === 1 ? (paths[0] ?? 'unknown') : 'unknown';
}

/** What the checks of the sender came to: as hunting has it, else as the header of a held copy has it. */
export function authenticationOf({ judged, header }: CopyEvidence): Authentication | null {
  return judged?.authentication ?? header?.authentication ?? null;
}

/** The host of a link that was kept from opening; null where none was. */
export function blockedLink({ clicks }: CopyEvidence): { at: string; host: string } | null {
  const [first] = clicks.filter(({ action }) => /block|error/i.test(action)).sort((a, b) => a.at.localeCompare(b.at));
  return first === undefined ? null : { at: first.at, host: first.host };
}

/** Safe Links records a press only where it stood before the link, so a press proves that; no press proves nothing. */
export function linksOf(copy: CopyEvidence): 'blocked' | 'passed' | 'unknown' {
  if (blockedLink(copy) !== null) return 'blocked';
  return copy.clicks.length > 0 ? 'passed' : 'unknown';
}

/**
 * What became of the files, as far as hunting or the steps of the trace say it. `missing`: hunting knows the mail and not all of the
 * files that were to be `attached` (names in any case). `none`: hunting knows the mail and of no file.
 */
export function attachmentsOf(
  { files, judged, steps }: CopyEvidence,
  attached: readonly string[] = [],
): 'listed' | 'none' | 'missing' | 'replaced' | 'delayed' | 'unknown' {
  if (/replace/i.test(judged?.action ?? '')) return 'replaced';
  if (steps.some(({ event, detail }) => /^defer/i.test(event) || /dynamic delivery/i.test(detail))) return 'delayed';
  const names = new Set(files.map(({ name }) => name.toLowerCase()));
  if (judged !== null && attached.some((name) => !names.has(name.toLowerCase()))) return 'missing';
  if (files.length > 0) return 'listed';
  return judged === null ? 'unknown' : 'none';
}

function afterDelivery(copy: CopyEvidence): Pick<Outcome, 'kind' | 'zap' | 'place'> | null {
  const done = copy.moves.filter(({ result }) => result === null || !/error|fail/i.test(result));
  const last = done.toSorted((a, b) => a.at.localeCompare(b.at) || a.type.localeCompare(b.type)).at(-1);
  if (last === undefined) return null;
  if (isRelease(last)) return { kind: 'released', zap: null, place: last.location };
  if (copy.held?.status === 'Released') return { kind: 'released', zap: null, place: null };
  const movedTo = last.location ?? (/quarantine/i.test(last.action) ? 'Quarantine' : null);
  return { kind: 'zapped', zap: { type: last.type || null, at: last.at, movedTo }, place: movedTo };
}

function isRelease({ action, type }: Move): boolean {
  return /release|redeliver/i.test(`${action} ${type}`);
}

function byTrace(copy: CopyEvidence): Pick<Outcome, 'kind' | 'place' | 'failure'> {
  const failed = copy.steps.find(({ event }) => /^(?:fail|drop)/i.test(event));
  const delivered = copy.steps.find(({ event }) => /^deliver$/i.test(event));
  const ends = endsOf(copy);
  const kind = worstFirst.find((one) => ends.includes(one)) ?? (copy.receivedAt === null ? 'notSeen' : 'pending');
  if (failed !== undefined && (kind === 'rejected' || kind === 'pending')) {
    return { kind: /^drop/i.test(failed.event) ? 'dropped' : 'rejected', place: null, failure: failed.detail };
  }
  const place = delivered === undefined ? null : folderIn(delivered.detail);
  if (delivered === undefined || kind === 'rejected' || kind === 'quarantined') return { kind, place, failure: null };
  return { kind: /junk/i.test(place ?? '') ? 'junk' : 'delivered', place, failure: null };
}

/** "… delivered to the folder: DefaultFolderType:Inbox" */
function folderIn(detail: string): string | null {
  const folder = /folder:?\s*(?:DefaultFolderType:)?\s*([^.;]{1,60})/i.exec(detail)?.[1]?.trim();
  return folder === undefined || folder === '' ? null : folder;
}

function endsOf({ statuses }: CopyEvidence): OutcomeKind[] {
  return statuses.flatMap((status) => byStatus[status] ?? []);
}

function locationKind(location: string | null | undefined): OutcomeKind | null {
  if (!location) return null;
  return byLocation.find(([pattern]) => pattern.test(location.trim()))?.[1] ?? null;
}

function secondsBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
}
