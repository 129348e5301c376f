import { alertById, alertHistory, saveAlert } from '../store/alerts.ts';
import { audit } from '../store/audit.ts';
import { oneAtATime } from '../store/one-at-a-time.ts';
import { adoptCopy, cardOfThread, postedCard } from '../store/outbox-lane.ts';
import { inTenant } from '../store/tenant-scope.ts';
import type { Alert, HistoryEntry } from './alert.ts';
import { alertOfCard, announce, cardKeyOf } from './announce.ts';
import type { AlertDeps } from './deps.ts';
import { alertPlaces, escalationOf } from './places.ts';
import { type Press, type PressResult, withPress } from './press.ts';
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
    const alert = await rearmed(result.alert);
    await saveAlert(t, tenantId, alert, known.revision, result.history);
    await announce(t, deps, tenantId, alert, result.history, await furtherPlaces(alert));
    const details = { alert: alertId, revision: alert.revision, before: known.state, after: alert.state };
    await audit(t, tenantId, { ...entry, outcome: 'done', details });
    return { found: true, ...result, alert };

    /** Whoever escalates by hand has the second place told at once; ContactMonkey hears of it by a form alone. */
    async function furtherPlaces(next: Alert): Promise<string[]> {
      const second =
        press.action !== 'escalate' ? null : escalationOf(await alertPlaces(t), next)?.secondConversationId;
      return second == null ? [] : [second];
    }

    async function rearmed(next: Alert): Promise<Alert> {
      const places = await alertPlaces(t);
      return { ...next, nextStepAt: nextStepAt(next, deps.now(), escalationOf(places, next)) };
    }
  });
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
    const id = `${cardKey}/${conversationId}/copy/${messageId}`.slice(0, 500);
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
