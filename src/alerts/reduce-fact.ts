import { entryOf, isAllSettled, nobody } from './affected.ts';
import type { Alert, HistoryEntry } from './alert.ts';
import { type CaseOf, caseOf, countWords } from './case-of.ts';
import { withSettled, withSomebody } from './causes.ts';
import type { AlertFact, OutcomeCounts } from './fact.ts';
import { newsOf, troubleWords } from './news.ts';
import { type AlertReason, graver } from './reasons.ts';
import { earliest, later, latest } from './times.ts';

/** A case after something happened to it, and what is new in its history. */
export interface Changed {
  alert: Alert;
  history: HistoryEntry[];
}

/**
 * What a fact makes of its case: opens it, adds to it, or opens it again. `known` is the case of that key, or null; `noticed` is when
 * the fact came to be known. Returns null when nothing changes. Trouble from before the moment up to which all is proven mended does
 * not open a case again, however late it shows.
 */
export function withTrouble(
  known: Alert | null,
  fact: AlertFact,
  newId: () => string,
  noticed: string = fact.at,
): Changed | null {
  const about = caseOf(fact);
  if (about === null) return null;
  if (known === null) return opened(about, fact, newId(), noticed);
  const joined = withSomebody(known, about);
  const isOfPeople = about.entry !== null;
  const notes = isOfPeople ? known.notes : latestNotes(known, about, fact);
  const grew = joined.affected !== known.affected;
  const severity = graver(known.severity, about.severity);
  const again = isAgain(known, fact, grew);
  const expiresAt = expiryOf(joined, about);
  const same =
    joined === known &&
    notes === known.notes &&
    expiresAt === known.expiresAt &&
    severity === known.severity &&
    !later(fact.at, known.lastTroubleAt);
  if (same && !again) return null;
  const isNextStage = about.reason === 'allowEntryExpiring' && notes !== known.notes;
  const worse = severity !== known.severity || isNextStage;
  const revision = known.revision + 1;
  const next: Alert = {
    ...joined,
    example: joined.example ?? about.example,
    notes,
    severity,
    expiresAt,
    revision,
    changedAt: latest(noticed, known.changedAt),
    lastTroubleAt: later(fact.at, known.lastTroubleAt) ? fact.at : known.lastTroubleAt,
  };
  if (grew || again || worse) next.troubleRevision = revision;
  if (!again) {
    const news = worse ? { what: 'noted' as const, words: about.notes[0] ?? troubleWords(next) } : newsOf(known, next);
    return { alert: next, history: news === null ? [] : [{ revision, at: next.changedAt, by: null, ...news }] };
  }
  return {
    alert: {
      ...next,
      state: 'reopened',
      resolved: null,
      acknowledged: null,
      escalated: null,
      snoozedUntil: null,
      step: 0,
    },
    history: [{ revision, at: next.changedAt, by: null, what: 'reopened', words: `Open again: ${troubleWords(next)}` }],
  };
}

/** What a fact that ends or annotates cases makes of one of them; null when nothing changes. */
export function withRelief(known: Alert, fact: AlertFact, noticed: string = fact.at): Changed | null {
  if (known.state === 'resolved') return null;
  switch (fact.kind) {
    case 'campaignOpened':
      return known.reason === 'overdue' ? resolvedBy(known, noticed, 'The mail was sent.', fact.at) : null;
    case 'campaignCancelled':
      if (known.reason === 'overdue') return resolvedBy(known, noticed, 'The test was cancelled.', fact.at);
      return noted(known, noticed, 'Nobody watches this test any more: what comes later is not told.');
    case 'recipientCleared':
      return released.has(known.reason) ? cleared(known, entriesOf(known, fact), noticed) : null;
    case 'releaseRequestClosed':
      return closed(known, fact.messageKey, noticed);
    case 'settled':
      return noted(known, noticed, settledWords(fact.counts));
    case 'allClear': {
      if (later(known.lastTroubleAt, fact.at)) return null;
      const lack = fact.unproven?.find(({ campaign }) => campaign === known.campaign?.id);
      if (lack !== undefined) return noted(known, noticed, unprovenWords(fact.counts, lack));
      return resolvedBy(known, noticed, `A test passed: ${countWords(fact.counts)}`, fact.at);
    }
    case 'watchSeesAgain':
      if (later(known.lastTroubleAt, fact.at)) return null;
      return resolvedBy(known, noticed, 'The watch sees again.', fact.at);
    case 'allowEntryKept':
      return resolvedBy(known, noticed, fact.words, fact.at);
    default:
      return null;
  }
}

/** A release mends what was held back, not a link that is blocked nor an answer of another server. */
const released = new Set<AlertReason>(['quarantined', 'zapped']);

function isAgain(known: Alert, fact: AlertFact, grew: boolean): boolean {
  if (known.state !== 'resolved' || known.reason === 'passed') return false;
  if (later(fact.at, known.resolved?.at ?? '')) return true;
  const { provenAt = null } = known;
  return grew && (provenAt === null || later(fact.at, provenAt));
}

function opened(about: CaseOf, fact: AlertFact, id: string, noticed: string): Changed {
  const isNews = about.reason === 'passed';
  const at = latest(noticed, fact.at);
  const empty: Alert = {
    id,
    caseKey: about.key,
    reason: about.reason,
    severity: about.severity,
    campaign: about.campaign,
    policy: about.policy,
    detail: about.detail,
    example: about.example,
    notes: about.entry === null ? about.notes : [],
    expiresAt: about.expiresAt,
    state: isNews ? 'resolved' : 'open',
    revision: 1,
    affected: { ...nobody },
    openedAt: fact.at,
    changedAt: at,
    lastTroubleAt: fact.at,
    troubleRevision: 1,
    acknowledged: null,
    assigned: null,
    resolved: isNews ? { by: null, at, revision: 1 } : null,
    snoozedUntil: null,
    step: 0,
    nextStepAt: null,
  };
  const alert = about.entry === null ? empty : withSomebody({ ...empty, causes: [] }, about);
  return { alert, history: [{ revision: 1, at, by: null, what: 'opened', words: troubleWords(alert) }] };
}

function settledWords({
  recipients,
  inbox,
  missing = 0,
}: {
  recipients: number;
  inbox: number;
  missing?: number;
}): string {
  const known = missing === 0 ? 'All recipients are accounted for.' : `Nothing is known of ${missing} of them.`;
  return `${known} ${countWords({ inbox, recipients })}`;
}

/** A test that other people got says nothing of those who had trouble. */
function unprovenWords(counts: OutcomeCounts, { troubled, mended }: { troubled: number; mended: number }): string {
  const passed = `A later test passed (${countWords(counts).replace(/\.$/, '')})`;
  if (troubled === 1) return `${passed}, but the person with trouble did not get it: send it to them to see.`;
  const got = mended === 0 ? 'none' : `only ${mended}`;
  return `${passed}, but ${got} of the ${troubled} people with trouble got it: send it to them to see.`;
}

/** What a release settles: the message that was released, or all of the person's when it is not known which. */
function entriesOf(
  known: Alert,
  { recipient, message = null }: { recipient: string; message?: string | null },
): string[] {
  const person = entryOf(recipient);
  const one = entryOf(recipient, message);
  if (message !== null && known.affected.addresses.includes(one)) return [one];
  return known.affected.addresses.filter(
    (entry) => entry === person || (message === null && entry.startsWith(`${person}|`)),
  );
}

function closed(known: Alert, messageKey: string, noticed: string): Changed | null {
  if (known.reason !== 'releaseRequested') return null;
  const requests = known.affected.addresses.filter((one) => one.endsWith(`|${messageKey.toLowerCase()}`));
  return cleared(known, requests, noticed);
}

function cleared(known: Alert, entries: string[], noticed: string): Changed | null {
  const settled = withSettled(known, entries);
  if (settled === known) return null;
  const revision = known.revision + 1;
  const next: Alert = { ...settled, revision, changedAt: latest(noticed, known.changedAt) };
  if (!isAllSettled(next.affected)) return { alert: next, history: [] };
  const words = known.reason === 'releaseRequested' ? 'Every request was answered.' : 'All of them have the mail now.';
  return resolvedBy(next, noticed, words, null, revision);
}

function noted(known: Alert, noticed: string, words: string): Changed {
  const revision = known.revision + 1;
  const at = latest(noticed, known.changedAt);
  return {
    alert: { ...known, revision, changedAt: at, notes: [...known.notes.slice(-3), words] },
    history: [{ revision, at, by: null, what: 'noted', words }],
  };
}

function resolvedBy(
  known: Alert,
  noticed: string,
  words: string,
  provenAt: string | null,
  revision = known.revision + 1,
): Changed {
  const at = latest(noticed, known.changedAt);
  return {
    alert: {
      ...known,
      state: 'resolved',
      revision,
      changedAt: at,
      resolved: { by: null, at, revision },
      provenAt,
      snoozedUntil: null,
      nextStepAt: null,
    },
    history: [{ revision, at, by: null, what: 'resolved', words }],
  };
}

/** Entries of the allow list end when they say last; of people's mail, the causes know. */
function expiryOf({ expiresAt }: Alert, about: CaseOf): string | null {
  if (about.reason === 'allowEntryExpiring') return about.expiresAt;
  return about.entry === null ? earliest(expiresAt, about.expiresAt) : expiresAt;
}

function latestNotes(known: Alert, about: CaseOf, fact: AlertFact): string[] {
  const same = about.notes.length === 0 || about.notes.every((words) => known.notes.includes(words));
  return same || later(known.lastTroubleAt, fact.at) ? known.notes : about.notes;
}
