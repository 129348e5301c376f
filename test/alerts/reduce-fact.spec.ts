import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Alert } from '../../src/alerts/alert.ts';
import { caseOf } from '../../src/alerts/case-of.ts';
import type { AlertFact } from '../../src/alerts/fact.ts';
import { withPress } from '../../src/alerts/press.ts';
import { withRelief, withTrouble } from '../../src/alerts/reduce-fact.ts';
import { ana, facts } from '../support/alert-facts.ts';

const newId = () => 'a1';

function after(...list: AlertFact[]): Alert {
  let alert: Alert | null = null;
  for (const fact of list) {
    const changed: { alert: Alert } | null =
      caseOf(fact) !== null && fact.kind !== 'allClear'
        ? withTrouble(alert, fact, newId)
        : alert === null
          ? null
          : withRelief(alert, fact);
    alert = changed?.alert ?? alert;
  }
  assert.ok(alert !== null);
  return alert;
}

describe('A case', () => {
  it('is one for all whom the same became of, whatever policy did it, and another for another outcome', () => {
    const key = (fact: AlertFact) => caseOf(fact)?.key;
    const held = key(facts.quarantined('a@x.example', undefined, { policy: 'Default' }));
    assert.equal(key(facts.quarantined('b@x.example', undefined, { policy: 'Strict', reason: 'Bulk' })), held);
    assert.notEqual(key(facts.junked('a@x.example')), held);
  });

  it('of a test that is overdue ends when its mail was sent after all, or nobody waits for it any more', () => {
    const about = { campaign: { id: 'c1', name: 'Town Hall' }, at: '2026-11-21T10:00:00.000Z' };
    const overdue = after({ ...about, id: 'o', kind: 'overdue', expectedBy: '2026-11-21T09:30:00.000Z' });
    for (const kind of ['campaignOpened', 'campaignCancelled'] as const) {
      assert.equal(withRelief(overdue, { ...about, id: kind, kind })?.alert.state, 'resolved');
    }
    const held = after(facts.quarantined('a@x.example'));
    assert.equal(withRelief(held, { ...about, id: 'opened', kind: 'campaignOpened' }), null);
    const unwatched = withRelief(held, { ...about, id: 'cancelled', kind: 'campaignCancelled' })?.alert;
    assert.equal(unwatched?.state, 'open');
    assert.match(unwatched?.notes.join() ?? '', /Nobody watches this test any more/);
  });

  it('opens with the first person and grows with each further one, counting nobody twice', () => {
    const alert = after(
      facts.quarantined('a@x.example'),
      facts.quarantined('B@x.example'),
      facts.quarantined('b@x.example', '2026-11-21T09:05:00.000Z'),
    );
    assert.deepEqual([alert.state, alert.affected.count, alert.severity], ['open', 2, 'high']);
  });

  it('comes out the same in whatever order late and repeated rows arrive', () => {
    const people = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(people, fc.integer(), (names, seed) => {
        const rows = names.map((name, index) =>
          facts.quarantined(`${name}@x.example`, `2026-11-21T09:0${index % 10}:00.000Z`),
        );
        const turned = [...rows]
          .sort((one, other) => ((one.id.length * 7 + seed) % 3) - ((other.id.length + seed) % 3))
          .reverse();
        const [one, other] = [after(...rows), after(...turned, ...rows)];
        assert.deepEqual([...one.affected.addresses].sort(), [...other.affected.addresses].sort());
        assert.deepEqual([one.state, one.affected.count], [other.state, other.affected.count]);
        assert.equal(one.lastTroubleAt, other.lastTroubleAt);
      }),
    );
  });

  it('ends when everybody has the mail, and when a later test passes', () => {
    const released = after(facts.quarantined('a@x.example'), facts.cleared('A@x.example'));
    assert.deepEqual([released.state, released.affected.cleared], ['resolved', 1]);
    assert.equal(after(facts.quarantined('a@x.example'), facts.allClear()).state, 'resolved');
  });

  it('stays open when a later test passed that its people did not get, and says so', () => {
    const held = after(facts.quarantined('a@x.example'));
    const unproven = [{ campaign: held.campaign?.id ?? '', troubled: 3, mended: 0 }];
    const passed = facts.allClear();
    assert.ok(passed.kind === 'allClear');
    const changed = withRelief(held, { ...passed, unproven });
    assert.equal(changed?.alert.state, 'open');
    assert.match(changed?.history[0]?.words ?? '', /A later test passed .* none of the 3 people with trouble got it/);
  });

  it('is not ended by a test that passed before the trouble', () => {
    const alert = after(facts.quarantined('a@x.example', '2026-11-21T11:00:00.000Z'), facts.allClear());
    assert.equal(alert.state, 'open');
  });

  it('opens again with new trouble, but not with rows that only came late', () => {
    const done = after(facts.quarantined('a@x.example'), facts.allClear());
    const late = withTrouble(done, facts.quarantined('b@x.example', '2026-11-21T09:10:00.000Z'), newId);
    assert.deepEqual([late?.alert.state, late?.alert.affected.count], ['resolved', 2]);
    const fresh = withTrouble(done, facts.quarantined('b@x.example', '2026-11-21T12:00:00.000Z'), newId);
    assert.deepEqual([fresh?.alert.state, fresh?.alert.acknowledged], ['reopened', null]);
  });

  it('changes nothing for a fact that says nothing new', () => {
    const alert = after(facts.quarantined('a@x.example'));
    assert.equal(withTrouble(alert, facts.quarantined('a@x.example'), newId), null);
    assert.equal(withRelief(alert, facts.cleared('z@x.example')), null);
  });

  it('of a blind watch ends when the watch sees again', () => {
    assert.equal(after(facts.blind(), facts.seesAgain()).state, 'resolved');
  });

  it('ends requests as they are answered', () => {
    const request = (recipient: string, messageKey: string): AlertFact => ({
      kind: 'releaseRequested',
      id: messageKey,
      at: '2026-11-21T09:00:00.000Z',
      campaign: null,
      recipient,
      messageKey,
    });
    const closed = (messageKey: string): AlertFact => ({
      kind: 'releaseRequestClosed',
      id: `x${messageKey}`,
      at: '2026-11-21T09:30:00.000Z',
      messageKey,
    });
    const both = [request('a@x.example', 'K1'), request('a@x.example', 'K2')];
    assert.equal(after(...both, closed('k1')).state, 'open');
    assert.equal(after(...both, closed('k1'), closed('k2')).state, 'resolved');
  });

  it('has revisions that only rise, and no history entry twice', () => {
    const steps = fc.array(fc.constantFrom('trouble', 'clear', 'ack', 'resolve', 'reopen', 'snooze'), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(steps, (list) => {
        let alert = after(facts.quarantined('first@x.example'));
        const seen = new Set<number>();
        for (const [index, step] of list.entries()) {
          const at = `2026-11-21T1${Math.floor(index / 10)}:${String(index % 10).padStart(2, '0')}:00.000Z`;
          const press = { by: ana, at, revision: alert.revision };
          const result =
            step === 'trouble'
              ? withTrouble(alert, facts.quarantined(`p${index}@x.example`, at), newId)
              : step === 'clear'
                ? withRelief(alert, facts.allClear(at))
                : step === 'ack'
                  ? withPress(alert, { ...press, action: 'acknowledge' })
                  : step === 'resolve'
                    ? withPress(alert, { ...press, action: 'resolve', note: '' })
                    : step === 'reopen'
                      ? withPress(alert, { ...press, action: 'reopen' })
                      : withPress(alert, { ...press, action: 'snooze', until: '2026-11-22T00:00:00.000Z' });
          if (result === null || !('alert' in result)) continue;
          assert.equal(result.alert.revision, alert.revision + 1);
          for (const entry of result.history) {
            assert.ok(!seen.has(entry.revision) && entry.revision === result.alert.revision);
            seen.add(entry.revision);
          }
          alert = result.alert;
          assert.equal(alert.state === 'resolved', alert.resolved !== null);
          assert.equal(alert.state === 'snoozed', alert.snoozedUntil !== null);
        }
      }),
    );
  });
});
