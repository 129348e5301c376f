import { type Alert, type HistoryEntry, isUnattended } from './alert.ts';
import { reaches, type Severity } from './reasons.ts';
import type { Changed } from './reduce-fact.ts';
import { type AlertSettings, type EscalationStep, escalationSteps } from './settings.ts';

/** What is due on a case at a time, and the step to take, if it is one of escalation. */
export type Due = Changed & { step: EscalationStep | null };

/**
 * What the passing of time makes of a case: a snooze ends, or nobody answered and it goes one step further. Null when nothing is due.
 * `escalation` is that of the place where the case is shown.
 */
export function withTime(alert: Alert, now: Date, escalation: AlertSettings['escalation']): Due | null {
  if (alert.state === 'snoozed') return wake(alert, now, escalation);
  if (!isUnattended(alert) || alert.nextStepAt === null || Date.parse(alert.nextStepAt) > now.getTime()) return null;
  const step = escalationSteps(escalation)[alert.step] ?? null;
  if (step === null) return null;
  const revision = alert.revision + 1;
  const at = now.toISOString();
  const next: Alert = { ...alert, state: 'escalated', step: alert.step + 1, revision, changedAt: at };
  next.nextStepAt = nextStepAt(next, now, escalation);
  const entry: HistoryEntry = { revision, at, by: null, what: 'escalated', words: stepWords[step.kind] };
  return { alert: next, history: [entry], step };
}

/** What is less grave calls nobody: it waits on its card. */
const leastEscalated: Severity = 'medium';

/** When the next step of a case is due if nobody answers from `from` on; null when there is none. */
export function nextStepAt(alert: Alert, from: Date, escalation: AlertSettings['escalation']): string | null {
  if (!isUnattended(alert) || !reaches(alert.severity, leastEscalated) || escalation === null) return null;
  if (escalationSteps(escalation)[alert.step] === undefined) return null;
  return new Date(from.getTime() + escalation.afterMinutes * 60_000).toISOString();
}

/** The moment at which `withTime` has something to do, or null. */
export function dueAt(alert: Alert): Date | null {
  const at = alert.state === 'snoozed' ? alert.snoozedUntil : alert.nextStepAt;
  return at === null ? null : new Date(at);
}

const stepWords: Record<EscalationStep['kind'], string> = {
  mention: 'Nobody has answered, so somebody was called.',
  secondPlace: 'Nobody has answered, so a second channel was told.',
  csm: 'Nobody has answered. ContactMonkey is told once somebody agrees: press Escalate.',
};

function wake(alert: Alert, now: Date, escalation: AlertSettings['escalation']): Due | null {
  if (alert.snoozedUntil === null || Date.parse(alert.snoozedUntil) > now.getTime()) return null;
  const revision = alert.revision + 1;
  const at = now.toISOString();
  const next: Alert = { ...alert, state: 'open', snoozedUntil: null, revision, changedAt: at };
  next.nextStepAt = nextStepAt(next, now, escalation);
  const words = 'The snooze is over and the case is still open.';
  return { alert: next, history: [{ revision, at, by: null, what: 'woke', words }], step: null };
}
