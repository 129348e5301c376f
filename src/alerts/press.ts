import { type Alert, type HistoryEntry, isOpen, type Mark, type Person } from './alert.ts';
import { troubleWords } from './news.ts';

/** What a person wants of a case. `revision` is that of the card they looked at. */
export type Press = { by: Person; at: string; revision: number } & (
  | { action: 'acknowledge' }
  | { action: 'assign'; to: Person }
  | { action: 'snooze'; until: string }
  | { action: 'wake' }
  | { action: 'escalate' }
  | { action: 'resolve'; note: string }
  | { action: 'reopen' }
);

export type PressAction = Press['action'];

/**
 * `done` changed the case; `already` found it so; `late` found that somebody else, or new trouble, was first. `by` and `at` name who
 * was first and when; the front words them for the reader.
 */
export type PressResult =
  | { outcome: 'done'; alert: Alert; history: HistoryEntry[] }
  | { outcome: 'already' | 'late'; why: PressWhy; first: Mark | null };

export type PressWhy =
  | 'acknowledged'
  | 'assigned'
  | 'escalated'
  | 'snoozed'
  | 'awake'
  | 'resolved'
  | 'open'
  | 'newTrouble'
  | 'snoozeInPast'
  | 'onlyNews';

/** What a press makes of a case. The same press again changes nothing. */
export function withPress(alert: Alert, press: Press): PressResult {
  if (alert.reason === 'passed') return { outcome: 'already', why: 'onlyNews', first: null };
  if (press.action === 'reopen') return reopen(alert, press);
  if (!isOpen(alert)) return first(alert.resolved, press, 'resolved');
  switch (press.action) {
    case 'acknowledge':
      return acknowledge(alert, press);
    case 'assign':
      return assign(alert, press, press.to);
    case 'snooze':
      return snooze(alert, press, press.until);
    case 'wake':
      if (alert.state !== 'snoozed') return { outcome: 'already', why: 'awake', first: null };
      return done(alert, press, { state: 'open', snoozedUntil: null }, 'woke', `${press.by.name} ended the snooze.`);
    case 'escalate':
      return escalate(alert, press);
    case 'resolve':
      return resolve(alert, press, press.note);
  }
}

function acknowledge(alert: Alert, press: Press): PressResult {
  if (alert.acknowledged !== null && alert.state === 'acknowledged')
    return first(alert.acknowledged, press, 'acknowledged');
  const words = `${press.by.name} looks after it.`;
  return done(alert, press, { state: 'acknowledged', snoozedUntil: null, nextStepAt: null }, 'acknowledged', words);
}

function assign(alert: Alert, press: Press, to: Person): PressResult {
  const { assigned } = alert;
  if (assigned !== null && assigned.to.id === to.id) return { outcome: 'already', why: 'assigned', first: assigned };
  if (assigned !== null && press.revision < assigned.revision)
    return { outcome: 'late', why: 'assigned', first: assigned };
  const self = to.id === press.by.id;
  const words = self ? `${to.name} took it.` : `${press.by.name} gave it to ${to.name}.`;
  const mark = { by: press.by, at: press.at, revision: alert.revision + 1, to };
  return done(
    alert,
    press,
    { state: 'acknowledged', assigned: mark, snoozedUntil: null, nextStepAt: null },
    'assigned',
    words,
  );
}

/** A step that the watch took by itself does not stand in the way of one by hand. */
function escalate(alert: Alert, press: Press): PressResult {
  const { escalated = null } = alert;
  if (alert.state === 'escalated' && escalated !== null) return first(escalated, press, 'escalated');
  const change = { state: 'escalated' as const, snoozedUntil: null };
  return done(alert, press, change, 'escalated', `${press.by.name} escalated it.`);
}

function snooze(alert: Alert, press: Press, until: string): PressResult {
  if (!(Date.parse(until) > Date.parse(press.at))) return { outcome: 'late', why: 'snoozeInPast', first: null };
  if (alert.state === 'snoozed' && alert.snoozedUntil === until)
    return { outcome: 'already', why: 'snoozed', first: null };
  const words = `${press.by.name} snoozed it.`;
  return done(alert, press, { state: 'snoozed', snoozedUntil: until, nextStepAt: null }, 'snoozed', words);
}

/** New trouble since the card was drawn is not resolved with it: the person has not seen it. */
function resolve(alert: Alert, press: Press, note: string): PressResult {
  if (press.revision < alert.troubleRevision) return { outcome: 'late', why: 'newTrouble', first: null };
  const said = note === '' ? '' : ` “${note}”`;
  const change = { state: 'resolved' as const, snoozedUntil: null, nextStepAt: null };
  return done(alert, press, change, 'resolved', `${press.by.name} resolved it.${said}`);
}

function reopen(alert: Alert, press: Press): PressResult {
  if (isOpen(alert)) return { outcome: 'already', why: 'open', first: null };
  const words = `${press.by.name} opened it again: ${troubleWords(alert)}`;
  const change = { state: 'reopened' as const, resolved: null, acknowledged: null, escalated: null, step: 0 };
  return done(alert, press, change, 'reopened', words);
}

function done(
  alert: Alert,
  press: Press,
  change: Partial<Alert>,
  what: HistoryEntry['what'],
  words: string,
): PressResult {
  const revision = alert.revision + 1;
  const mark = { by: press.by, at: press.at, revision };
  const next: Alert = { ...alert, ...change, revision, changedAt: press.at };
  if (what === 'acknowledged' || what === 'assigned') next.acknowledged = alert.acknowledged ?? mark;
  if (what === 'resolved') next.resolved = mark;
  if (what === 'escalated') next.escalated = mark;
  return { outcome: 'done', alert: next, history: [{ revision, at: press.at, by: press.by, what, words }] };
}

function first(mark: Mark | null, press: Press, why: PressWhy): PressResult {
  return { outcome: mark?.by?.id === press.by.id ? 'already' : 'late', why, first: mark };
}
