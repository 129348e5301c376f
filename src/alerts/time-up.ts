import { alertById, saveAlert } from '../store/alerts.ts';
import { oneAtATime } from '../store/one-at-a-time.ts';
import type { TenantTransaction } from '../store/outbox.ts';
import { inTenant } from '../store/tenant-scope.ts';
import type { Alert } from './alert.ts';
import { announce, call, setTimer } from './announce.ts';
import type { AlertDeps, AlertTimerJob } from './deps.ts';
import { alertPlaces, escalationOf } from './places.ts';
import { plainWords } from './plain-words.ts';
import { reasons } from './reasons.ts';
import { troubleWords } from './reduce-fact.ts';
import type { EscalationStep } from './settings.ts';
import { withTime } from './time-passed.ts';

/** Does what the time has brought for a case: ends its snooze, or goes one step further. Called too early or twice it does no harm. */
export async function timeUp(deps: AlertDeps, { tenantId, alertId }: AlertTimerJob): Promise<void> {
  await inTenant(deps.database.kysely, tenantId, async (t) => {
    await oneAtATime(t, tenantId, 'alerts');
    const known = await alertById(t, alertId);
    if (known === null) return;
    const wished = escalationOf(await alertPlaces(t), known);
    // Nobody is said to have been told whom no way leads to.
    const escalation = wished === null || deps.toCsm !== undefined ? wished : { ...wished, csm: false };
    const due = withTime(known, deps.now(), escalation);
    if (due === null) return setTimer(t, deps, tenantId, known);
    await saveAlert(t, tenantId, due.alert, known.revision, due.history);
    const also = due.step?.kind === 'secondPlace' ? [due.step.conversationId] : [];
    await announce(t, deps, tenantId, due.alert, due.step?.kind === 'mention' ? [] : due.history, also);
    if (due.step !== null) await take(t, deps, tenantId, due.alert, due.step);
  });
}

async function take(
  t: TenantTransaction,
  deps: AlertDeps,
  tenantId: string,
  alert: Alert,
  step: EscalationStep,
): Promise<void> {
  if (step.kind === 'csm') await deps.toCsm?.(t, tenantId, alert);
  if (step.kind !== 'mention') return;
  const words = `nobody has answered yet: ${troubleWords(alert)}`;
  const person = step.person ?? alert.assigned?.to ?? null;
  const name = person === null ? null : plainWords(person.name).replace(/[<>&]/g, ' ');
  const text = name === null ? `Nobody has answered yet: ${troubleWords(alert)}` : `<at>${name}</at> ${words}`;
  await call(t, deps, tenantId, alert, {
    summary: `Nobody has answered: ${reasons[alert.reason].title}`,
    card: null,
    text,
    short: text,
    ...(person === null || name === null ? {} : { mentions: [{ id: person.id, name }] }),
  });
}
