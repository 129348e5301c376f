import { alertById, saveAlert } from '../store/alerts.ts';
import { conversationById } from '../store/conversations.ts';
import { oneAtATime } from '../store/one-at-a-time.ts';
import type { TenantTransaction } from '../store/outbox.ts';
import { inTenant } from '../store/tenant-scope.ts';
import type { Hearing } from '../tickets/hearing-words.ts';
import type { Alert } from './alert.ts';
import { callFor, keepCase, setTimer } from './announce.ts';
import type { AlertDeps, AlertTimerJob, CsmWish } from './deps.ts';
import { alertPlaces, escalatingPlace } from './places.ts';
import type { Changed } from './reduce-fact.ts';
import { showing } from './routing.ts';
import { dueAt, withTime } from './time-passed.ts';

const unanswered = 'Nobody has answered yet';

/** What a ticket that nobody asked for has led to, after "Nobody has answered, so". */
const toldWords: Readonly<Record<Hearing, (ticket: string) => string>> = {
  now: (ticket) => `ContactMonkey was told: ${ticket}`,
  later: (ticket) =>
    `there is ${ticket} Your customer success manager cannot be told at the moment and sees it when they next write to me.`,
  desk: (ticket) =>
    `there is ${ticket} ContactMonkey hears that it is there; nobody there looks after your organisation yet.`,
  nobody: (ticket) => `there is ${ticket} Nobody at ContactMonkey hears of it yet: send them its export.`,
};

/**
 * Does what the time has brought for a case: ends its snooze, or goes one step further. Called too early or twice it does no harm, and
 * a timer of a moment that holds no more ends with nothing.
 */
export async function timeUp(deps: AlertDeps, { tenantId, alertId, due: dueFor }: AlertTimerJob): Promise<void> {
  const hearing = (await deps.hearing?.(tenantId)) ?? 'nobody';
  await inTenant(deps.database.kysely, tenantId, async (t) => {
    await oneAtATime(t, tenantId, 'alerts');
    const known = await alertById(t, alertId);
    const at = known === null ? null : dueAt(known);
    if (known === null || at === null || (dueFor !== undefined && dueFor !== at.toISOString())) return;
    const now = deps.now();
    if (at > now) return setTimer(t, deps, tenantId, known);
    const place = escalatingPlace(await alertPlaces(t), known);
    const how = place === null ? null : showing(place.settings, known.severity, now);
    // A step calls people, so it keeps the quiet hours as a new card does.
    if (known.state !== 'snoozed' && how?.how === 'later') return putOff(t, deps, tenantId, known, how.at);
    const wished = place?.settings.escalation ?? null;
    // Nobody is said to have been told whom no way leads to.
    const escalation = wished === null || deps.toCsm !== undefined ? wished : { ...wished, csm: false };
    const due = withTime(known, now, escalation);
    if (due === null) return putOff(t, deps, tenantId, known, null);
    const { step } = due;
    const changed =
      step?.kind === 'csm'
        ? await tellCsm(t, deps, tenantId, due, { consent: step.consent, hearing })
        : step?.kind === 'secondPlace'
          ? await toldOf(t, due, step.conversationId)
          : due;
    const also = step?.kind === 'secondPlace' ? [step.conversationId] : [];
    const isCalled = step?.kind === 'mention';
    await keepCase(t, deps, tenantId, { ...changed, before: known.revision, also, unsaid: isCalled });
    if (isCalled)
      await callFor(t, deps, tenantId, due.alert, step.person ?? due.alert.assigned?.to ?? null, unanswered);
  });
}

/** The next step waits until a time, or there is none (any more). Nobody sees a difference, so the card stays as it is. */
async function putOff(
  t: TenantTransaction,
  deps: AlertDeps,
  tenantId: string,
  known: Alert,
  until: Date | null,
): Promise<void> {
  const nextStepAt = until?.toISOString() ?? null;
  const alert = { ...known, nextStepAt, timerFor: nextStepAt };
  await saveAlert(t, tenantId, alert, known.revision, []);
  await setTimer(t, deps, tenantId, alert);
}

/** A ticket with what was agreed to beforehand; without such word people are told what is missing. */
async function tellCsm(
  t: TenantTransaction,
  deps: AlertDeps,
  tenantId: string,
  changed: Changed,
  { consent, hearing }: { consent: CsmWish['consent'] | null; hearing: Hearing },
): Promise<Changed> {
  const known = changed.alert.ticket ?? null;
  if (known !== null)
    return reworded(changed, `Nobody has answered; ticket ${known.number} with ContactMonkey is there already.`);
  if (consent === null || deps.toCsm === undefined) return changed;
  const ticket = await deps.toCsm(t, tenantId, { alert: changed.alert, consent, at: deps.now() });
  const agreed = `ticket ${ticket.number}, without names or mail, as ${consent.name} agreed.`;
  return reworded(
    { ...changed, alert: { ...changed.alert, ticket } },
    `Nobody has answered, so ${toldWords[hearing](agreed)}`,
  );
}

/** A place from which the bot was taken away hears nothing, and nobody should think that it did. */
async function toldOf(t: TenantTransaction, changed: Changed, conversationId: string): Promise<Changed> {
  const place = await conversationById(t, conversationId);
  if (place?.state === 'active') return changed;
  const why = place?.stateWhy ?? 'I am not there.';
  return reworded(changed, `Nobody has answered, and the second place cannot be told: ${why}`);
}

function reworded({ alert, history }: Changed, words: string): Changed {
  return { alert, history: history.map((entry) => ({ ...entry, words })) };
}
