import { alertByCase, openAlerts, saveAlert, takeFact } from '../store/alerts.ts';
import { oneAtATime } from '../store/one-at-a-time.ts';
import type { TenantTransaction } from '../store/outbox.ts';
import type { Alert, HistoryEntry } from './alert.ts';
import { announce } from './announce.ts';
import { caseOf } from './case-of.ts';
import type { AlertDeps } from './deps.ts';
import type { AlertFact } from './fact.ts';
import { alertPlaces, escalationOf } from './places.ts';
import { type Changed, troubleWords, withRelief, withTrouble } from './reduce-fact.ts';
import { showing } from './routing.ts';
import { nextStepAt } from './time-passed.ts';

/** A case under work: as it was kept (revision 0 for a new one), as it is now, and what happened in between. */
interface Work {
  before: number;
  alert: Alert;
  history: HistoryEntry[];
}

/**
 * Takes facts in: opens, changes and ends cases, and has everybody told, all in the transaction of the facts. A fact that was taken in
 * before changes nothing. However many facts come at once, a case is told once.
 */
export async function takeIn(
  t: TenantTransaction,
  deps: AlertDeps,
  tenantId: string,
  facts: AlertFact[],
): Promise<void> {
  await oneAtATime(t, tenantId, 'alerts');
  const works = new Map<string, Work>();
  let open: Alert[] | null = null;
  for (const fact of facts) {
    if (!(await takeFact(t, tenantId, fact))) continue;
    await trouble(t, deps, works, fact);
    if (!relieving.has(fact.kind)) continue;
    open ??= await openAlerts(t);
    relieve(works, open, fact);
  }
  const places = await alertPlaces(t);
  for (const work of works.values()) {
    const alert = armed(work, places, deps.now());
    const history = brief(alert, work.history);
    await saveAlert(t, tenantId, alert, work.before, history);
    await announce(t, deps, tenantId, alert, history);
  }
}

const relieving = new Set<AlertFact['kind']>([
  'recipientCleared',
  'releaseRequestClosed',
  'settled',
  'allClear',
  'watchSeesAgain',
]);

async function trouble(
  t: TenantTransaction,
  deps: AlertDeps,
  works: Map<string, Work>,
  fact: AlertFact,
): Promise<void> {
  const about = caseOf(fact);
  if (about === null) return;
  const known = works.get(about.key)?.alert ?? (await alertByCase(t, about.key));
  keep(works, known, withTrouble(known, fact, deps.newId));
}

/** Cases that a fact may end: those of its campaign and of campaigns that it clears, or all that it can be about. */
function relieve(works: Map<string, Work>, open: Alert[], fact: AlertFact): void {
  const cases = new Map(open.map((alert) => [alert.caseKey, alert]));
  for (const [key, { alert }] of works) cases.set(key, alert);
  for (const alert of cases.values()) if (isAbout(fact, alert)) keep(works, alert, withRelief(alert, fact));
}

function isAbout(fact: AlertFact, alert: Alert): boolean {
  if (fact.kind === 'watchSeesAgain') return alert.reason === 'watchBlind' && alert.detail === fact.area;
  if (fact.kind === 'releaseRequestClosed') return alert.reason === 'releaseRequested';
  if (!('campaign' in fact) || fact.campaign === null || alert.reason === 'watchBlind') return false;
  const ids = [fact.campaign.id, ...(fact.kind === 'allClear' ? (fact.clears ?? []) : [])];
  return alert.campaign !== null && ids.includes(alert.campaign.id);
}

function keep(works: Map<string, Work>, known: Alert | null, changed: Changed | null): void {
  if (changed === null) return;
  const { alert, history } = changed;
  const work = works.get(alert.caseKey) ?? { before: known?.revision ?? 0, alert, history: [] };
  works.set(alert.caseKey, { ...work, alert, history: [...work.history, ...history] });
}

/** Sets when the next step is due for a case that was opened or opened again; from when it is first shown. */
function armed({ alert, history }: Work, places: AlertPlaceList, now: Date): Alert {
  if (!history.some(({ what }) => what === 'opened' || what === 'reopened')) return alert;
  const escalation = escalationOf(places, alert);
  const place = places.find(({ settings }) => settings.escalation === escalation);
  const how = place === undefined ? null : showing(place.settings, alert.severity, now);
  const from = how?.how === 'later' ? how.at : now;
  return { ...alert, nextStepAt: how?.how === 'digest' ? null : nextStepAt(alert, from, escalation) };
}

type AlertPlaceList = Awaited<ReturnType<typeof alertPlaces>>;

/** Growth that came at once is one entry, with the last number; that of a new case is part of its opening. */
function brief(alert: Alert, history: HistoryEntry[]): HistoryEntry[] {
  const lastGrowth = history.findLast(({ what }) => what === 'grew');
  const isNew = history.some(({ what }) => what === 'opened');
  const kept = history.filter((entry) => entry.what !== 'grew' || (entry === lastGrowth && !isNew));
  return kept.map((entry) => (entry.what === 'opened' ? { ...entry, words: troubleWords(alert) } : entry));
}
