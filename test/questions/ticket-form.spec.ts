import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cardBytes, maxCardBytes } from '../../src/cards/expand.ts';
import { cleanEntities } from '../../src/questions/entities.ts';
import { consentForm, showable } from '../../src/questions/tickets/consent-form.ts';
import { entitiesOf } from '../../src/teams/application.ts';
import type { Evidence } from '../../src/tickets/evidence/part.ts';
import { partOf, present } from '../../src/tickets/evidence/part-of.ts';
import { hostileTexts } from '../cards/samples/texts.ts';
import { typedNodes, wordsOf } from '../cards/walk.ts';

const state = {
  verb: 'ticket.open' as const,
  forTicket: null,
  wanted: null,
  title: 'T',
  description: '',
  priority: 'normal' as const,
  ticked: null,
  complaint: null,
};

function formOf(evidence: Evidence) {
  const { parts } = showable(evidence);
  const { card } = consentForm({ draftId: 'd', forTicket: null, title: evidence.title, parts }, state);
  assert.ok(card);
  return { card, parts };
}

describe('The form that shows what would be shared', () => {
  it('shows every line that would be sent letter by letter, whatever is in it', () => {
    const texts = fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 600 }), fc.constantFrom(...hostileTexts)), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(texts, (given) => {
        const parts = present([
          partOf(
            { id: 'a', title: 'A' },
            given.map((text) => ['Line', text]),
          ),
        ]);
        const form = formOf({ title: 'T', parts });
        const words = wordsOf(form.card);
        for (const { text } of form.parts.flatMap(({ lines }) => lines))
          assert.ok(words.includes(text), JSON.stringify(text));
      }),
      { numRuns: 60 },
    );
  });

  it('offers no more than it can show, and says that something was left out', () => {
    const lines = Array.from({ length: 24 }, (_, index): [string, string] => [
      `Line ${index}`,
      `${index} ${'🎉'.repeat(300)}`,
    ]);
    const evidence = { title: 'T', parts: present(['a', 'b', 'c'].map((id) => partOf({ id, title: id }, lines))) };
    const form = formOf(evidence);
    assert.ok(cardBytes(form.card) <= maxCardBytes);
    assert.match(wordsOf(form.card), /more lines that did not fit on the form/);
  });

  it('is heard whole: no box and no word of it gets lost on the way back, however many parts it has', () => {
    const parts = present(
      Array.from({ length: 24 }, (_, index) => partOf({ id: `p${index}`, title: 'P' }, [['L', 'x']])),
    );
    const { card } = formOf({ title: 'T', parts });
    const inputs = [...typedNodes(card)].filter((node) => String(node.type).startsWith('Input.'));
    const sent = Object.fromEntries(inputs.map((input) => [String(input.id), String(input.value || 'words')]));
    const press = { ...sent, draft: 'd', send: 'yes' };
    assert.equal(Object.keys(press).length, 24 + 5);
    assert.deepEqual(cleanEntities(entitiesOf(press)), press);
  });
});
