import assert from 'node:assert/strict';
import fc from 'fast-check';
import { canonicalJson, type Json, sha256 } from '../../src/tickets/canonical-json.ts';
import { openPack, sealPack } from '../../src/tickets/consent.ts';
import { type Command, decide, numbered } from '../../src/tickets/decide.ts';
import { after, ticketOf } from '../../src/tickets/history.ts';
import { houseTargets, responseClock } from '../../src/tickets/response-clock.ts';
import { priorities, type TicketEvent, ticketStates } from '../../src/tickets/ticket.ts';
import { mayMove } from '../../src/tickets/transitions.ts';
import { anna, at, kim, later } from '../support/tickets.ts';

const opened = numbered(
  { revision: 0 },
  [{ kind: 'opened', number: 'CM-1', title: 'T', priority: 'normal', subject: null }],
  anna,
  at,
);

const commands: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ kind: fc.constant('assign' as const), to: fc.constantFrom(kim, null) }),
  fc.record({
    kind: fc.constant('message' as const),
    as: fc.constantFrom('answer' as const, 'question' as const, 'evidence-request' as const),
    text: fc.constantFrom('', 'Hi', 'x'.repeat(2_001)),
  }),
  fc.record({ kind: fc.constant('state' as const), to: fc.constantFrom(...ticketStates) }),
  fc.record({ kind: fc.constant('priority' as const), to: fc.constantFrom(...priorities) }),
  fc.record({ kind: fc.constant('merge' as const), into: fc.constant({ id: 't2', number: 'CM-2' }) }),
);
const steps = fc.array(fc.record({ command: commands, by: fc.constantFrom(anna, kim), back: fc.nat(6) }), {
  maxLength: 25,
});

describe('A ticket’s rules', () => {
  it('hold over any run of commands: a history without gaps, moves that are allowed, and a reason for every refusal', () => {
    fc.assert(
      fc.property(steps, (run) => {
        let history: TicketEvent[] = opened;
        for (const [index, { command, by, back }] of run.entries()) {
          const ticket = ticketOf('t1', history);
          const seen = Math.max(1, ticket.revision - back);
          const decision = decide({ ticket, history }, command, by, seen, later(index));
          if (!decision.done) {
            assert.match(decision.sentence, /^[A-Z].*\.$/);
            continue;
          }
          let next = ticket;
          for (const event of decision.events) {
            if (event.what.kind === 'state' && event.what.along !== true)
              assert.ok(mayMove(next.state, event.what.to, by.side));
            next = after(next, event);
          }
          history = [...history, ...decision.events];
          assert.deepEqual(ticketOf('t1', history), next);
        }
        assert.deepEqual(
          history.map(({ seq }) => seq),
          history.map((_, index) => index + 1),
        );
      }),
    );
  });

  it('let the customer neither assign nor ask for evidence, and ContactMonkey’s people not put words aside', () => {
    const ticket = ticketOf('t1', opened);
    for (const command of [
      { kind: 'assign', to: anna },
      { kind: 'message', as: 'evidence-request', text: 'More' },
      { kind: 'state', to: 'waiting-for-customer' },
    ] satisfies Command[])
      assert.equal(decide({ ticket, history: opened }, command, anna, null, at).done, false);
  });

  it('run the clock for ContactMonkey alone, from the moment the turn is theirs', () => {
    const asked = [
      ...opened,
      ...numbered({ revision: 1 }, [{ kind: 'state', to: 'waiting-for-customer' }], kim, later(30)),
    ];
    const answered = [
      ...asked,
      ...numbered({ revision: 2 }, [{ kind: 'state', to: 'waiting-for-contactmonkey' }], anna, later(90)),
    ];
    assert.deepEqual(responseClock(ticketOf('t1', opened), later(30)), {
      runs: true,
      waitedMinutes: 30,
      targetMinutes: 480,
      dueAt: later(480),
      overdue: false,
    });
    assert.equal(responseClock(ticketOf('t1', asked), later(900)).overdue, false);
    assert.deepEqual(responseClock(ticketOf('t1', answered), later(570)).dueAt, later(570));
    assert.equal(responseClock(ticketOf('t1', answered), later(570)).overdue, true);
    assert.equal(responseClock(ticketOf('t1', opened), later(9_999), { ...houseTargets, normal: null }).overdue, false);
  });
});

describe('The text of what was shared', () => {
  it('is the same for the same content, whatever the order of keys, and is read back whole', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value as Json);
        assert.equal(canonicalJson(JSON.parse(text)), text);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
      }),
    );
    assert.equal(canonicalJson({ b: [1, { d: null, c: 'é' }], a: true }), '{"a":true,"b":[1,{"c":"é","d":null}]}');
    assert.throws(() => canonicalJson('\uD800'));
  });

  it('is not opened when one letter of it was changed', () => {
    const about = {
      ticket: 'CM-1',
      share: 1,
      sharedAt: at.toISOString(),
      title: 'T',
      description: '',
      priority: 'normal' as const,
    };
    const part = { id: 'path', title: 'Path', personal: false, lines: [{ label: 'a', text: 'b' }] };
    const sealed = sealPack(about, [part], new Set(['path']));
    assert.deepEqual(openPack(sealed.text, sealed.sha256).parts, [{ id: 'path', title: 'Path', lines: part.lines }]);
    assert.equal(sealed.sha256, sha256(sealed.text));
    assert.throws(() => openPack(sealed.text.replace('"b"', '"c"'), sealed.sha256), /does not match/);
  });
});
