import assert from 'node:assert/strict';
import type { Alert } from '../../src/alerts/alert.ts';
import { type Press, withPress } from '../../src/alerts/press.ts';
import { withTrouble } from '../../src/alerts/reduce-fact.ts';
import { standardSettings } from '../../src/alerts/settings.ts';
import { nextStepAt, withTime } from '../../src/alerts/time-passed.ts';
import { ana, bo, facts } from '../support/alert-facts.ts';

function opened(): Alert {
  const changed = withTrouble(null, facts.quarantined('a@x.example'), () => 'a1');
  assert.ok(changed !== null);
  return changed.alert;
}

const at = '2026-11-21T09:10:00.000Z';
const press = (alert: Alert, more: object, by = ana): Press => ({ by, at, revision: alert.revision, ...more }) as Press;

function done(alert: Alert, more: object, by = ana): Alert {
  const result = withPress(alert, press(alert, more, by));
  assert.equal(result.outcome, 'done');
  return (result as { alert: Alert }).alert;
}

describe('A press', () => {
  it('acknowledges once; the second is harmless and tells who was first and when', () => {
    const alert = done(opened(), { action: 'acknowledge' });
    assert.equal(alert.state, 'acknowledged');
    const own = withPress(alert, press(alert, { action: 'acknowledge' }));
    const other = withPress(alert, press(alert, { action: 'acknowledge' }, bo));
    assert.deepEqual([own.outcome, other.outcome], ['already', 'late']);
    assert.deepEqual('first' in other ? [other.first?.by?.name, other.first?.at] : null, ['Ana', at]);
  });

  it('assigns, and takes over only from somebody whose name the card showed', () => {
    const before = opened();
    const alert = done(before, { action: 'assign', to: ana });
    const blindly = withPress(alert, { ...press(before, { action: 'assign', to: bo }, bo) });
    assert.deepEqual([blindly.outcome, 'why' in blindly && blindly.why], ['late', 'assigned']);
    assert.equal(done(alert, { action: 'assign', to: bo }, bo).assigned?.to.name, 'Bo');
  });

  it('does not resolve what the person has not seen', () => {
    const before = opened();
    const grown = withTrouble(before, facts.quarantined('b@x.example'), () => 'a1');
    assert.ok(grown !== null);
    const stale = withPress(grown.alert, press(before, { action: 'resolve', note: '' }));
    assert.deepEqual([stale.outcome, 'why' in stale && stale.why], ['late', 'newTrouble']);
    assert.equal(done(grown.alert, { action: 'resolve', note: 'fixed' }).state, 'resolved');
  });

  it('on a resolved case does nothing but open it again', () => {
    const over = done(opened(), { action: 'resolve', note: '' });
    for (const action of ['acknowledge', 'escalate', 'resolve'] as const)
      assert.notEqual(withPress(over, press(over, { action, note: '' }, bo)).outcome, 'done');
    assert.equal(done(over, { action: 'reopen' }).state, 'reopened');
  });

  it('snoozes to a time that is yet to come, and wakes then', () => {
    const past = withPress(opened(), press(opened(), { action: 'snooze', until: at }));
    assert.equal(past.outcome, 'late');
    const until = '2026-11-21T12:00:00.000Z';
    const alert = done(opened(), { action: 'snooze', until });
    assert.equal(withTime(alert, new Date('2026-11-21T11:59:00Z'), standardSettings.escalation), null);
    const woken = withTime(alert, new Date(until), standardSettings.escalation);
    assert.equal(woken?.alert.state, 'open');
    assert.notEqual(woken?.alert.nextStepAt, null);
  });
});

describe('The passing of time', () => {
  const escalation = { afterMinutes: 30, mention: bo, secondConversationId: '19:second', csm: true };

  it('goes one step further each time nobody answers, and stops after the last', () => {
    let alert = opened();
    let now = new Date('2026-11-21T09:00:00Z');
    alert = { ...alert, nextStepAt: nextStepAt(alert, now, escalation) };
    const steps: (string | undefined)[] = [];
    for (let round = 0; round < 5; round += 1) {
      assert.equal(withTime(alert, new Date(now.getTime() + 29 * 60_000), escalation), null);
      now = new Date(now.getTime() + 30 * 60_000);
      const due = withTime(alert, now, escalation);
      if (due === null) break;
      steps.push(due.step?.kind);
      alert = due.alert;
    }
    assert.deepEqual(steps, ['mention', 'secondPlace', 'csm']);
    assert.deepEqual([alert.state, alert.nextStepAt], ['escalated', null]);
  });

  it('does not escalate what somebody looks after, nor good news', () => {
    const kept = done({ ...opened(), nextStepAt: '2026-11-21T09:30:00.000Z' }, { action: 'acknowledge' });
    assert.equal(withTime(kept, new Date('2026-11-22T00:00:00Z'), escalation), null);
    const passed = withTrouble(null, facts.allClear(), () => 'p');
    assert.ok(passed !== null);
    assert.equal(nextStepAt(passed.alert, new Date(), escalation), null);
  });
});
