import { alertById, saveAlert } from '../store/alerts.ts';
import { oneAtATime } from '../store/one-at-a-time.ts';
import type { TenantTransaction } from '../store/outbox.ts';
import { inTenant } from '../store/tenant-scope.ts';
import type { Alert, Person } from './alert.ts';
import { announce, call, setTimer } from './announce.ts';
import type { AlertDeps, AlertTimerJob, CsmWish } from './deps.ts';
import { alertPlaces, escalationOf } from './places.ts';
import { plainWords } from './plain-words.ts';
import { reasons } from './reasons.ts';
import { type Changed, troubleWords } from './reduce-fact.ts';
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
    const { alert, history } = due.step?.kind === 'csm' ? await tellCsm(t, deps, tenantId, due, due.step.consent) : due;
    await saveAlert(t, tenantId, alert, known.revision, history);
    const also = due.step?.kind === 'secondPlace' ? [due.step.conversationId] : [];
    await announce(t, deps, tenantId, alert, due.step?.kind === 'mention' ? [] : history, also);
    if (due.step?.kind === 'mention') await mention(t, deps, tenantId, alert, due.step.person);
  });
}

/** A ticket with what was agreed to beforehand; without such word people are told what is missing. */
async function tellCsm(
  t: TenantTransaction,
  deps: AlertDeps,
  tenantId: string,
  { alert, history }: Changed,
  consent: CsmWish['consent'] | null,
): Promise<Changed> {
  const known = alert.ticket ?? null;
  if (known !== null) return reworded(`Nobody has answered; ContactMonkey has ticket ${known.number}.`);
  if (consent === null || deps.toCsm === undefined) return { alert, history };
  const ticket = await deps.toCsm(t, tenantId, { alert, consent, at: deps.now() });
  const agreed = `as ${consent.name} agreed`;
  return reworded(
    `Nobody has answered, so ContactMonkey was told: ticket ${ticket.number}, without names or mail, ${agreed}.`,
    ticket,
  );

  function reworded(words: string, ticket = known): Changed {
    return { alert: { ...alert, ticket }, history: history.map((entry) => ({ ...entry, words })) };
  }
}

async function mention(
  t: TenantTransaction,
  deps: AlertDeps,
  tenantId: string,
  alert: Alert,
  named: Person | null,
): Promise<void> {
  const words = `nobody has answered yet: ${troubleWords(alert)}`;
  const person = named ?? alert.assigned?.to ?? null;
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
