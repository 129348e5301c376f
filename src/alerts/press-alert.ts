import { alertById, alertHistory } from '../store/alerts.ts';
import { audit } from '../store/audit.ts';
import { adoptCopy } from '../store/card-copies.ts';
import { oneAtATime } from '../store/one-at-a-time.ts';
import { cardOfThread, postedCard } from '../store/outbox-lane.ts';
import { inTenant } from '../store/tenant-scope.ts';
import type { Alert, HistoryEntry } from './alert.ts';
import { alertOfCard, callFor, cardKeyOf, keepCase } from './announce.ts';
import type { AlertDeps } from './deps.ts';
import { alertPlaces, escalationOf } from './places.ts';
import { type Press, type PressResult, withPress } from './press.ts';
import { type AlertSettings, escalationSteps } from './settings.ts';
import { nextStepAt } from './time-passed.ts';

export type PressedAlert = { found: false } | ({ found: true; alert: Alert } & PressResult);

/** Carries out a press: case, history, cards and audit together. Twenty people at once get one outcome each, one after another. */
export async function pressAlert(
  deps: AlertDeps,
  tenantId: string,
  alertId: string,
  press: Press,
): Promise<PressedAlert> {
  return inTenant(deps.database.kysely, tenantId, async (t) => {
    await oneAtATime(t, tenantId, 'alerts');
    const known = await alertById(t, alertId);
    const entry = { at: deps.now(), by: press.by, action: `alert.${press.action}` };
    if (known === null) {
      await audit(t, tenantId, { ...entry, outcome: 'failed', details: { alert: alertId.slice(0, 100) } });
      return { found: false };
    }
    const result = withPress(known, press);
    if (result.outcome !== 'done') {
      const details = { alert: alertId, outcome: result.outcome, why: result.why };
      await audit(t, tenantId, { ...entry, outcome: 'failed', details });
      return { found: true, ...result, alert: known };
    }
    const escalation = escalationOf(await alertPlaces(t), result.alert);
    const taken = press.action === 'escalate' ? byHand(result.alert, escalation) : { alert: result.alert, also: [] };
    const alert = { ...taken.alert, nextStepAt: nextStepAt(taken.alert, deps.now(), escalation) };
    const handedTo = press.action === 'assign' && press.to.id !== press.by.id ? press.to : null;
    const { history } = result;
    const unsaid = handedTo !== null;
    await keepCase(t, deps, tenantId, { alert, before: known.revision, history, also: taken.also, unsaid });
    if (handedTo !== null) await callFor(t, deps, tenantId, alert, handedTo, `${press.by.name} gave you this`);
    const details = { alert: alertId, revision: alert.revision, before: known.state, after: alert.state };
    await audit(t, tenantId, { ...entry, outcome: 'done', details });
    return { found: true, ...result, alert };
  });
}

/**
 * Whoever escalates by hand has been called already, so the second place is told at once. ContactMonkey hears of it by a form alone, or
 * when nobody answers that either.
 */
function byHand(alert: Alert, escalation: AlertSettings['escalation']): { alert: Alert; also: string[] } {
  const second = escalation?.secondConversationId ?? null;
  const step = Math.max(alert.step, escalationSteps(escalation).filter(({ kind }) => kind !== 'csm').length);
  return { alert: { ...alert, step }, also: second === null ? [] : [second] };
}

/**
 * Somebody saw the card of a case in this message. When it is a copy that nobody knew of, it is brought up to date and kept so from
 * now on.
 */
export async function cardSeen(
  deps: AlertDeps,
  tenantId: string,
  seen: { alertId: string; conversationId: string; messageId: string },
): Promise<void> {
  const { alertId, conversationId, messageId } = seen;
  const cardKey = cardKeyOf(alertId);
  const now = deps.now();
  await inTenant(deps.database.kysely, tenantId, async (t) => {
    if (!(await adoptCopy(t, tenantId, conversationId, cardKey, messageId, now))) return;
    const posted = await postedCard(t, conversationId, cardKey);
    if (posted === null) return;
    const id = `${cardKey}/${conversationId}/copy/${now.getTime()}/${messageId}`.slice(0, 500);
    await deps.outbox.enqueue(t, {
      tenantId,
      conversationId,
      cardKey,
      id,
      kind: 'card',
      message: posted.message,
      at: now,
    });
  });
}

/** The case in the thread of whose card somebody writes; null in any other thread. */
export async function alertOfThread(
  deps: AlertDeps,
  tenantId: string,
  thread: { conversationId: string; threadId: string },
): Promise<string | null> {
  return inTenant(deps.database.kysely, tenantId, async (t) => {
    const cardKey = await cardOfThread(t, thread.conversationId, thread.threadId);
    return cardKey === null ? null : alertOfCard(cardKey);
  });
}

/** A case with its history; null when there is none of that id. */
export async function findAlert(
  deps: AlertDeps,
  tenantId: string,
  alertId: string,
): Promise<{ alert: Alert; history: HistoryEntry[] } | null> {
  return inTenant(deps.database.kysely, tenantId, async (t) => {
    const alert = await alertById(t, alertId);
    return alert === null ? null : { alert, history: await alertHistory(t, alertId) };
  });
}
