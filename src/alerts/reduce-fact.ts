import { type Affected, type Alert, type HistoryEntry, mostAddresses } from './alert.ts';
import { type CaseOf, caseOf, countWords } from './case-of.ts';
import type { AlertFact } from './fact.ts';
import { reasons } from './reasons.ts';

/** A case after something happened to it, and what is new in its history. */
export interface Changed {
  alert: Alert;
  history: HistoryEntry[];
}

/**
 * What a fact makes of its case: opens it, adds to it, or opens it again. `known` is the case of that key, or null. Returns null when
 * nothing changes. Trouble that is older than the resolution does not open a case again: it was over by then.
 */
export function withTrouble(known: Alert | null, fact: AlertFact, newId: () => string): Changed | null {
  const about = caseOf(fact);
  if (about === null) return null;
  if (known === null) return opened(about, fact, newId());
  const affected = joined(known.affected, about.recipient);
  const notes = latestNotes(known, about, fact);
  const again = known.state === 'resolved' && about.reason !== 'passed' && later(fact.at, known.resolved?.at ?? '');
  const expiresAt = earliest(known.expiresAt, about.expiresAt);
  const grew = affected.count > known.affected.count;
  const same =
    affected === known.affected &&
    notes === known.notes &&
    expiresAt === known.expiresAt &&
    !later(fact.at, known.lastTroubleAt);
  if (same && !again) return null;
  const revision = known.revision + 1;
  const lastTroubleAt = later(fact.at, known.lastTroubleAt) ? fact.at : known.lastTroubleAt;
  const example = known.example ?? about.example;
  const next: Alert = { ...known, example, affected, notes, expiresAt, revision, changedAt: fact.at, lastTroubleAt };
  if (grew || again) next.troubleRevision = revision;
  if (!again) return { alert: next, history: grew ? [grewEntry(next, fact)] : [] };
  const words = `Open again: ${troubleWords(next)}`;
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
    history: [{ revision, at: fact.at, by: null, what: 'reopened', words }],
  };
}

/** What a fact that ends or annotates cases makes of one of them; null when nothing changes. */
export function withRelief(known: Alert, fact: AlertFact): Changed | null {
  if (known.state === 'resolved') return null;
  switch (fact.kind) {
    case 'recipientCleared':
      return known.reason === 'releaseRequested' ? null : cleared(known, fact.recipient.toLowerCase(), fact.at);
    case 'releaseRequestClosed':
      return closed(known, fact.messageKey, fact.at);
    case 'settled':
      return noted(known, fact.at, `All recipients are accounted for. ${countWords(fact.counts)}`);
    case 'allClear':
      if (later(known.lastTroubleAt, fact.at)) return null;
      return resolvedBy(known, fact.at, `A test passed: ${countWords(fact.counts)}`);
    case 'watchSeesAgain':
      if (later(known.lastTroubleAt, fact.at)) return null;
      return resolvedBy(known, fact.at, 'The watch sees again.');
    default:
      return null;
  }
}

/** Whether one ISO 8601 time is after another; an empty one is before all. */
export function later(one: string, other: string): boolean {
  return (Date.parse(one) || 0) > (Date.parse(other) || 0);
}

/** What is wrong, in words that a channel may read. */
export function troubleWords(alert: Pick<Alert, 'reason' | 'affected'>): string {
  const { people, title } = reasons[alert.reason];
  const { count } = alert.affected;
  if (people === null || count === 0) return `${title}.`;
  return `${count} ${count === 1 ? people[0] : people[1]}.`;
}

function opened(about: CaseOf, fact: AlertFact, id: string): Changed {
  const affected = joined({ count: 0, cleared: 0, addresses: [], clearedAddresses: [] }, about.recipient);
  const isNews = about.reason === 'passed';
  const alert: Alert = {
    id,
    caseKey: about.key,
    reason: about.reason,
    severity: reasons[about.reason].severity,
    campaign: about.campaign,
    policy: about.policy,
    detail: about.detail,
    example: about.example,
    notes: about.notes,
    expiresAt: about.expiresAt,
    state: isNews ? 'resolved' : 'open',
    revision: 1,
    affected,
    openedAt: fact.at,
    changedAt: fact.at,
    lastTroubleAt: fact.at,
    troubleRevision: 1,
    acknowledged: null,
    assigned: null,
    resolved: isNews ? { by: null, at: fact.at, revision: 1 } : null,
    snoozedUntil: null,
    step: 0,
    nextStepAt: null,
  };
  return { alert, history: [{ revision: 1, at: fact.at, by: null, what: 'opened', words: troubleWords(alert) }] };
}

function grewEntry(alert: Alert, fact: AlertFact): HistoryEntry {
  return { revision: alert.revision, at: fact.at, by: null, what: 'grew', words: `Now ${troubleWords(alert)}` };
}

function closed(known: Alert, messageKey: string, at: string): Changed | null {
  if (known.reason !== 'releaseRequested') return null;
  const request = known.affected.addresses.find((one) => one.endsWith(`|${messageKey.toLowerCase()}`));
  return request === undefined ? null : cleared(known, request, at);
}

function cleared(known: Alert, address: string, at: string): Changed | null {
  const { affected } = known;
  if (!affected.addresses.includes(address) || affected.clearedAddresses.includes(address)) return null;
  const revision = known.revision + 1;
  const count = affected.cleared + 1;
  const next: Alert = {
    ...known,
    revision,
    changedAt: at,
    affected: { ...affected, cleared: count, clearedAddresses: [...affected.clearedAddresses, address] },
  };
  if (count < affected.count) return { alert: next, history: [] };
  const words = known.reason === 'releaseRequested' ? 'Every request was answered.' : 'All of them have the mail now.';
  return resolvedBy(next, at, words, revision);
}

function noted(known: Alert, at: string, words: string): Changed {
  const revision = known.revision + 1;
  return {
    alert: { ...known, revision, changedAt: at, notes: [...known.notes.slice(-3), words] },
    history: [{ revision, at, by: null, what: 'noted', words }],
  };
}

function resolvedBy(known: Alert, at: string, words: string, revision = known.revision + 1): Changed {
  const resolved = { by: null, at, revision };
  return {
    alert: {
      ...known,
      state: 'resolved',
      revision,
      changedAt: at,
      resolved,
      snoozedUntil: null,
      nextStepAt: null,
    },
    history: [{ revision, at, by: null, what: 'resolved', words }],
  };
}

function joined(affected: Affected, recipient: string | null): Affected {
  if (recipient === null) return affected;
  const address = recipient.toLowerCase();
  if (affected.addresses.includes(address)) return affected;
  const addresses = affected.addresses.length < mostAddresses ? [...affected.addresses, address] : affected.addresses;
  return { ...affected, count: affected.count + 1, addresses };
}

function latestNotes(known: Alert, about: CaseOf, fact: AlertFact): string[] {
  const same = about.notes.length === 0 || about.notes.every((words) => known.notes.includes(words));
  return same || later(known.lastTroubleAt, fact.at) ? known.notes : about.notes;
}

function earliest(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return later(one, other) ? other : one;
}
