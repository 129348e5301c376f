import { alertByCase, openAlerts, takeFact } from '../store/alerts.ts';
import { oneAtATime } from '../store/one-at-a-time.ts';
import type { TenantTransaction } from '../store/outbox.ts';
import { type Alert, type HistoryEntry, isOpen } from './alert.ts';
import { keepCase } from './announce.ts';
import { allowEntryKey, type CaseOf, caseOf, passedKey } from './case-of.ts';
import type { AlertDeps } from './deps.ts';
import type { AlertFact } from './fact.ts';
import { newsOf, troubleWords } from './news.ts';
import { overturned } from './overturned.ts';
import { alertPlaces, escalatingPlace } from './places.ts';
import { type Changed, withRelief, withTrouble } from './reduce-fact.ts';
import { showing } from './routing.ts';
import { nextStepAt } from './time-passed.ts';

/** A case under work: as it was kept (null for a new one), as it is now, and what happened in between. */
interface Work {
  kept: Alert | null;
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
  const noticed = deps.now().toISOString();
  let open: Alert[] | null = null;
  const openNow = async () => {
    open ??= await openAlerts(t);
    const cases = new Map(open.map((alert) => [alert.id, alert]));
    for (const { alert } of works.values()) cases.set(alert.id, alert);
    return [...cases.values()];
  };
  for (const fact of facts) {
    if (!(await takeFact(t, tenantId, fact))) continue;
    const about = caseOf(fact);
    if (about !== null) await trouble(about, fact);
    if (!relieving.has(fact.kind)) continue;
    for (const alert of await openNow()) if (isAbout(fact, alert)) keep(works, alert, withRelief(alert, fact, noticed));
  }
  for (const work of [...works.values()]) await overturn(work);
  const places = await alertPlaces(t);
  for (const work of works.values()) {
    const alert = armed(work, places, deps.now());
    const history = brief(work);
    await keepCase(t, deps, tenantId, { alert, before: work.kept?.revision ?? 0, history });
  }

  async function trouble(about: CaseOf, fact: AlertFact): Promise<void> {
    const known = about.entry === null ? await caseWith(about.key) : await homeOf(about);
    keep(works, known, withTrouble(known, fact, deps.newId, noticed));
  }

  /**
   * The case of its campaign and outcome. Versions that made a case of each cause may have left several: each person stays where they
   * are, each cause with its own case, and what is new joins one that is open.
   */
  async function homeOf({ key, formerKey, entry, campaign, reason }: CaseOf): Promise<Alert | null> {
    const open = (await openNow()).filter(
      (alert) => isOpen(alert) && alert.reason === reason && alert.campaign?.id === campaign?.id,
    );
    const home =
      open.find(({ affected }) => entry !== null && affected.addresses.includes(entry)) ??
      open.find(({ caseKey }) => caseKey === formerKey) ??
      open.find(({ caseKey }) => caseKey === key) ??
      open[0];
    return home ?? (await caseWith(key)) ?? (await caseWith(formerKey));
  }

  async function caseWith(key: string): Promise<Alert | null> {
    for (const { alert } of works.values()) if (alert.caseKey === key) return alert;
    const kept = await alertByCase(t, key);
    return kept === null ? null : (works.get(kept.id)?.alert ?? kept);
  }

  /** Good news stands in the channel: what came after it is said on its card. */
  async function overturn({ kept, alert }: Work): Promise<void> {
    const isTrouble = alert.troubleRevision > (kept?.troubleRevision ?? 0);
    if (!isTrouble || alert.campaign === null || alert.reason === 'passed') return;
    const passed = await caseWith(passedKey(alert.campaign));
    if (passed !== null) keep(works, passed, overturned(passed, alert, noticed));
  }
}

const relieving = new Set<AlertFact['kind']>([
  'campaignOpened',
  'campaignCancelled',
  'recipientCleared',
  'releaseRequestClosed',
  'settled',
  'allClear',
  'watchSeesAgain',
  'allowEntryKept',
]);

/** Cases that a fact may end: those of its campaign and of campaigns that it clears or says too little of, or all that it can be about. */
function isAbout(fact: AlertFact, alert: Alert): boolean {
  if (fact.kind === 'watchSeesAgain') return alert.reason === 'watchBlind' && alert.detail === fact.area;
  if (fact.kind === 'releaseRequestClosed') return alert.reason === 'releaseRequested';
  if (fact.kind === 'allowEntryKept') return alert.caseKey === allowEntryKey(fact);
  if (!('campaign' in fact) || fact.campaign === null || alert.reason === 'watchBlind') return false;
  const { clears = [], unproven = [] } = fact.kind === 'allClear' ? fact : {};
  const ids = [fact.campaign.id, ...clears, ...unproven.map(({ campaign }) => campaign)];
  return alert.campaign !== null && ids.includes(alert.campaign.id);
}

function keep(works: Map<string, Work>, known: Alert | null, changed: Changed | null): void {
  if (changed === null) return;
  const { alert, history } = changed;
  const work = works.get(alert.id) ?? { kept: known, alert, history: [] };
  works.set(alert.id, { ...work, alert, history: [...work.history, ...history] });
}

/** Sets when the next step is due for a case that was opened, opened again or became graver; from when it is first shown. */
function armed({ alert, history }: Work, places: AlertPlaceList, now: Date): Alert {
  const isFresh = history.some(({ what }) => what === 'opened' || what === 'reopened');
  const becameGrave = alert.nextStepAt === null && alert.step === 0 && history.some(({ what }) => what === 'noted');
  if (!isFresh && !becameGrave) return alert;
  const place = escalatingPlace(places, alert);
  const escalation = place?.settings.escalation ?? null;
  const how = place === null ? null : showing(place.settings, alert.severity, now);
  const from = how?.how === 'later' ? how.at : now;
  return { ...alert, nextStepAt: how?.how === 'digest' ? null : nextStepAt(alert, from, escalation) };
}

type AlertPlaceList = Awaited<ReturnType<typeof alertPlaces>>;

/** Growth that came at once is one entry, with the last number and all new causes; that of a new case is part of its opening. */
function brief({ kept, alert, history }: Work): HistoryEntry[] {
  const isGrowth = ({ what }: HistoryEntry) => what === 'grew' || what === 'cause';
  const last = history.findLast(isGrowth);
  const news = kept === null || last === undefined ? null : newsOf(kept, alert);
  return history.flatMap((entry) => {
    if (entry.what === 'opened') return [{ ...entry, words: troubleWords(alert) }];
    if (!isGrowth(entry)) return [entry];
    return entry === last && news !== null ? [{ ...entry, ...news }] : [];
  });
}
