import { alertHistory, saveAlert } from '../store/alerts.ts';
import { conversationById } from '../store/conversations.ts';
import type { Delivery, OutgoingMessage, TenantTransaction } from '../store/outbox.ts';
import { placesOfCard } from '../store/outbox-lane.ts';
import type { Alert, HistoryEntry, Person } from './alert.ts';
import { type AlertDeps, type AlertTimerJob, alertTimerQueue } from './deps.ts';
import { troubleWords } from './news.ts';
import { type AlertPlace, alertPlaces } from './places.ts';
import { plainWords } from './plain-words.ts';
import { alertMessage } from './present.ts';
import { reasons } from './reasons.ts';
import { showing, wants } from './routing.ts';
import { standardSettings } from './settings.ts';
import { dueAt } from './time-passed.ts';

const cardPrefix = 'alert/';

export function cardKeyOf(alertId: string): string {
  return `${cardPrefix}${alertId}`;
}

/** The alert that a card is of; null for the card of something else. */
export function alertOfCard(cardKey: string): string | null {
  return cardKey.startsWith(cardPrefix) ? cardKey.slice(cardPrefix.length) : null;
}

/** Mail that goes on being held is told in the thread at most once in this time; the card always has the number. */
const growEvery = 600_000;

/** Keeps a case as it is now, with what is new in its history, has everybody told, and has it looked at when time is up. */
export async function keepCase(
  t: TenantTransaction,
  deps: AlertDeps,
  tenantId: string,
  kept: { alert: Alert; before: number; history: HistoryEntry[]; also?: string[]; unsaid?: boolean },
): Promise<void> {
  const { before, history, also = [], unsaid = false } = kept;
  const due = dueAt(kept.alert)?.toISOString() ?? null;
  const isTimed = due === null || kept.alert.timerFor === due;
  const alert = { ...kept.alert, timerFor: due };
  await saveAlert(t, tenantId, alert, before, history);
  await announce(t, deps, tenantId, alert, unsaid ? [] : history, also);
  const learnt = history.findLast(({ what }) => what === 'cause');
  if (learnt !== undefined && alert.ticket) {
    const { words, revision } = learnt;
    const of = { alertId: alert.id, cardKey: cardKeyOf(alert.id), words, revision, at: deps.now() };
    await deps.onCause?.(t, tenantId, of);
  }
  if (!isTimed) await setTimer(t, deps, tenantId, alert);
}

/**
 * Tells every place that shows the case, or wants to, how it stands: the card, and what is new as replies in its thread. `also` are
 * conversations that are told whatever they asked for. All in the transaction of the change.
 */
export async function announce(
  t: TenantTransaction,
  deps: AlertDeps,
  tenantId: string,
  alert: Alert,
  fresh: HistoryEntry[],
  also: string[] = [],
): Promise<void> {
  const now = deps.now();
  const places = await alertPlaces(t);
  const { posted, coming } = await placesOfCard(t, cardKeyOf(alert.id));
  const history = await alertHistory(t, alert.id);
  const told = new Set([...places.map(({ conversationId }) => conversationId), ...posted, ...coming, ...also]);
  for (const conversationId of told) {
    const place = places.find((one) => one.conversationId === conversationId) ?? null;
    const stands = posted.includes(conversationId);
    const isComing = coming.includes(conversationId);
    const when = timeFor(place, alert, now, stands || isComing || also.includes(conversationId));
    if (when === null) continue;
    const to = { tenantId, conversationId, cardKey: cardKeyOf(alert.id), at: now };
    const id = `${cardKeyOf(alert.id)}/${conversationId}`;
    const message = alertMessage(alert, history, place?.settings ?? standardSettings);
    const notBefore = stands ? null : when.notBefore;
    await deps.outbox.enqueue(t, { ...to, id: `${id}/${alert.revision}`, kind: 'card', message, notBefore });
    const hasThread = stands || (isComing && notBefore === null);
    for (const entry of hasThread ? fresh : []) await reply(t, deps, { ...to, ...when }, id, entry);
  }
}

/** Calls somebody by name where the case stands, or everybody there when nobody is named: `why`, and what it is about. */
export async function callFor(
  t: TenantTransaction,
  deps: AlertDeps,
  tenantId: string,
  alert: Alert,
  person: Person | null,
  why: string,
): Promise<void> {
  const said = plainWords(`${why}: ${troubleWords(alert)}`);
  const name = person === null ? null : plainWords(person.name).replace(/[<>&]/g, ' ');
  const text = name === null ? said : `<at>${name}</at> ${said}`;
  const message: OutgoingMessage = {
    summary: `${plainWords(why)}: ${reasons[alert.reason].title}`,
    card: null,
    text,
    short: text,
  };
  if (person !== null && name !== null) message.mentions = [{ id: person.id, name }];
  const { posted, coming } = await placesOfCard(t, cardKeyOf(alert.id));
  for (const conversationId of [...posted, ...coming]) {
    const inChannel = (await conversationById(t, conversationId))?.kind === 'channel';
    await deps.outbox.enqueue(t, {
      tenantId,
      conversationId,
      cardKey: cardKeyOf(alert.id),
      at: deps.now(),
      kind: inChannel ? 'reply' : 'message',
      id: `${cardKeyOf(alert.id)}/${conversationId}/call/${alert.revision}`,
      message,
    });
  }
}

/** Has the case looked at when a snooze ends or a step is due. */
export async function setTimer(t: TenantTransaction, deps: AlertDeps, tenantId: string, alert: Alert): Promise<void> {
  const at = dueAt(alert);
  if (at === null) return;
  const job: AlertTimerJob = { tenantId, alertId: alert.id, due: at.toISOString() };
  await deps.timers.after(t, alertTimerQueue, job, at.getTime() - deps.now().getTime());
}

/** When a place is told; null when not at all. A card that stands is always kept true. */
function timeFor(
  place: AlertPlace | null,
  alert: Alert,
  now: Date,
  always: boolean,
): { notBefore: Date | null } | null {
  const wanted = place !== null && wants(place.settings, alert);
  if (!wanted) return always ? { notBefore: null } : null;
  const how = showing(place.settings, alert.severity, now);
  if (how.how === 'digest') return always ? { notBefore: null } : null;
  return { notBefore: how.how === 'later' ? how.at : null };
}

async function reply(
  t: TenantTransaction,
  deps: AlertDeps,
  to: Omit<Delivery, 'kind' | 'message' | 'id'>,
  id: string,
  entry: HistoryEntry,
): Promise<void> {
  if (entry.what === 'opened') return;
  const grew = entry.what === 'grew';
  const part = grew ? `grew/${Math.floor(deps.now().getTime() / growEvery)}` : String(entry.revision);
  const text = plainWords(entry.words);
  const message = { summary: text, card: null, text, short: text };
  await deps.outbox.enqueue(t, { ...to, id: `${id}/said/${part}`, kind: 'reply', message });
}
