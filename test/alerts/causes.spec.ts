import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Alert } from '../../src/alerts/alert.ts';
import { causesOf } from '../../src/alerts/causes.ts';
import type { AlertFact } from '../../src/alerts/fact.ts';
import { cardDataOf } from '../../src/alerts/present.ts';
import { withRelief, withTrouble } from '../../src/alerts/reduce-fact.ts';
import { facts } from '../support/alert-facts.ts';

const reader = { locale: 'en-GB', timeZone: 'UTC' };
const at = '2026-11-21T09:00:00.000Z';

function held(person: string, policy: string | null, reason = 'Bulk', more: object = {}): AlertFact {
  const about = { id: `${person}|${policy}|${reason}`, message: 'm1', policy, reason, ...more };
  return facts.quarantined(`${person}@x.example`, at, about);
}

const withoutCause = (person: string) => held(person, null, 'unknown reason', { expiresAt: null });

function after(known: Alert | null, ...list: AlertFact[]): Alert {
  let alert = known;
  for (const fact of list) {
    const isRelief = fact.kind === 'recipientCleared' && alert !== null;
    const changed = isRelief && alert !== null ? withRelief(alert, fact) : withTrouble(alert, fact, () => 'a1');
    alert = changed?.alert ?? alert;
  }
  assert.ok(alert !== null);
  return alert;
}

const lines = (alert: Alert) => cardDataOf(alert, [], reader).causes?.map(({ cause, people }) => `${cause}: ${people}`);

const released = (person: string): AlertFact => ({
  ...facts.cleared(`${person}@x.example`),
  ...{ message: 'm1' },
});

describe('The causes of a case', () => {
  it('are counted apart and told the worst first; those with as many people by the graver reason', () => {
    const alert = after(
      null,
      held('a', 'EU offices anti-spam', 'Spam'),
      held('b', 'Strict Preset Security Policy1770804300483'),
      held('c', 'Strict Preset Security Policy1770804300483'),
      held('d', 'Default', 'HighConfPhish'),
    );
    assert.deepEqual(lines(alert), [
      'Strict preset \u2013 Bulk: 2 people',
      'Default \u2013 High confidence phishing: 1 person',
      'EU offices anti-spam \u2013 Spam: 1 person',
    ]);
    assert.deepEqual([alert.affected.count, alert.detail], [4, 'Bulk']);
    const { policy, detail, people } = cardDataOf(alert, [], reader);
    assert.deepEqual([policy, detail, people], [null, null, '4 people have it in quarantine']);
  });

  it('are the policy and the reason of the card where there is one', () => {
    const { policy, detail, causes } = cardDataOf(after(null, held('a', 'Default'), held('b', 'default')), [], reader);
    assert.deepEqual([policy, detail?.value, causes], ['Default', 'Bulk', []]);
  });

  it('take over the people of whom no cause was known, and lose nobody', () => {
    const vague = after(null, withoutCause('a'), withoutCause('b'), withoutCause('c'));
    const some = after(vague, held('a', 'Strict'), held('b', 'Strict'));
    assert.deepEqual(lines(some), ['Strict \u2013 Bulk: 2 people', 'cause not known: 1 person']);
    const all = after(some, held('c', 'Default', 'Spam'));
    assert.deepEqual(lines(all), ['Strict \u2013 Bulk: 2 people', 'Default \u2013 Spam: 1 person']);
    assert.deepEqual([all.affected.count, all.id], [3, vague.id]);
    assert.deepEqual(lines(after(all, withoutCause('c'))), lines(all), 'a row that says less moves nobody');
  });

  it('say what is new: more people, a cause that was found, one that came later', () => {
    const words = (alert: Alert, fact: AlertFact) =>
      withTrouble(alert, fact, () => 'a1')?.history.map((entry) => `${entry.what}: ${entry.words}`);
    const vague = after(null, withoutCause('a'));
    assert.deepEqual(words(vague, held('a', 'Strict')), ['cause: The cause is known now: Strict \u2013 Bulk.']);
    const known = after(vague, held('a', 'Strict'));
    assert.deepEqual(words(known, held('b', 'Strict')), ['grew: Now 2 people have it in quarantine.']);
    assert.deepEqual(words(known, held('c', 'Default', 'Spam')), [
      'cause: Now 2 people have it in quarantine. New cause: Default \u2013 Spam.',
    ]);
    const mixed = after(known, held('c', 'Default', 'Spam'), withoutCause('d'));
    assert.deepEqual(words(mixed, held('d', 'Strict')), [], 'both causes were told of before');
  });

  it('end with their own people; the case ends with the last, and what is lost first is what is still held', () => {
    const [soon, late] = ['2026-11-25T09:00:00.000Z', '2026-12-21T09:00:00.000Z'];
    const alert = after(
      null,
      held('a', 'Strict', 'Bulk', { expiresAt: soon }),
      held('b', 'Default', 'Spam', { expiresAt: late }),
      held('c', 'Default', 'Spam', { expiresAt: late }),
    );
    assert.equal(alert.expiresAt, soon);
    const some = after(alert, released('a'));
    assert.deepEqual(lines(some), ['Default \u2013 Spam: 2 people', 'Strict \u2013 Bulk: 1 person, has it now']);
    assert.deepEqual([some.state, some.expiresAt], ['open', late]);
    const more = after(some, released('b'));
    assert.equal(lines(more)?.[0], 'Default \u2013 Spam: 2 people, 1 has it now');
    const all = after(more, released('c'));
    assert.equal(all.state, 'resolved');
    const { people, expiresAt } = cardDataOf(all, [], reader);
    assert.deepEqual([people, expiresAt], ['3 people had it in quarantine', null]);
  });

  it('that are many stand together, and everybody stays in one of them', () => {
    const many = Array.from({ length: 60 }, (_, index) => held(`p${index}`, `Policy ${index}`));
    const causes = causesOf(after(null, ...many));
    assert.equal(causes.length, 51);
    assert.deepEqual([causes[0]?.affected.count, causes[0]?.policy], [10, null]);
  });

  it('name nobody, whatever stands in the name of a policy', () => {
    const alert = after(null, held('a', 'For ceo@contoso.example'), held('b', '<at>all</at>'));
    assert.doesNotMatch(lines(alert)?.join() ?? '@', /@|<at>/);
  });

  it('of a case that was kept before there were any are its policy and detail', () => {
    const { causes: _none, ...kept } = after(null, held('a', 'Strict'));
    assert.deepEqual(
      causesOf(kept).map(({ policy, detail, affected }) => [policy, detail, affected.count]),
      [['Strict', 'Bulk', 1]],
    );
    assert.equal(
      withTrouble(kept, held('a', 'Strict'), () => 'a1'),
      null,
    );
    assert.deepEqual(lines(after(kept, held('b', 'Default', 'Spam'))), [
      'Default \u2013 Spam: 1 person',
      'Strict \u2013 Bulk: 1 person',
    ]);
    assert.equal(after(kept, released('a')).state, 'resolved');
  });

  it('hold everybody of the case just once, in whatever order facts come', () => {
    const step = fc.record({
      person: fc.constantFrom('a', 'b', 'c', 'd'),
      policy: fc.constantFrom(null, 'Strict', 'Default'),
      isRelease: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
        let alert = after(null, held('first', 'Strict'));
        for (const { person, policy, isRelease } of steps)
          alert = after(
            alert,
            isRelease ? released(person) : policy === null ? withoutCause(person) : held(person, policy),
          );
        const causes = causesOf(alert);
        const people = causes.flatMap(({ affected }) => affected.addresses);
        assert.deepEqual([...people].sort(), [...alert.affected.addresses].sort());
        let [count, cleared] = [0, 0];
        for (const { affected } of causes) [count, cleared] = [count + affected.count, cleared + affected.cleared];
        assert.deepEqual([count, cleared], [alert.affected.count, alert.affected.cleared]);
      }),
    );
  });
});
