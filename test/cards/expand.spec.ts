import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { checkCard } from '../../src/cards/check-card.ts';
import { cardBytes, expand, fitRows, maxCardBytes, warmUp } from '../../src/cards/expand.ts';
import { fallbackText } from '../../src/cards/fallback-text.ts';

const template = {
  type: 'AdaptiveCard',
  version: '1.5',
  fallbackText: 'A card',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the template language
  body: [{ type: 'RichTextBlock', $data: '${rows}', inlines: [{ type: 'TextRun', text: '${text}' }] }],
};

function cardOf(rows: string[]) {
  return expand(template, { rows: rows.map((text) => ({ text })) });
}

describe('filling templates', () => {
  before(() => {
    warmUp();
  });

  it('takes data as text, never as an expression', () => {
    const card = cardOf(['1 + 1', '@{x}', '`quoted` \\ "text"']);
    assert.deepEqual(
      card.body.map((block) => (block as { inlines: { text: string }[] }).inlines[0]?.text),
      ['1 + 1', '@{x}', '`quoted` \\ "text"'],
    );
  });

  it('loads the template engine only when the first card is made, or when warmed up', () => {
    const script = `
      import { createRequire } from 'node:module';
      import { warmUp } from './src/cards/expand.ts';
      import './src/cards/welcome/index.ts';
      const loaded = () => Object.keys(createRequire(import.meta.url).cache).some((file) => file.includes('adaptive'));
      const before = loaded();
      warmUp();
      process.stdout.write(JSON.stringify([before, loaded()]));`;
    const root = new URL('../../', import.meta.url);
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: root,
      encoding: 'utf8',
    });
    assert.deepEqual(JSON.parse(output), [false, true]);
  });

  it('refuses a card with a value that was not filled', () => {
    assert.throws(() => expand(template, { rows: [{}] }), /Unresolved binding/);
  });

  it('refuses a card whose text became a number or a boolean', () => {
    assert.throws(() => expand(template, { rows: [{ text: 5 }] }), /Not a text/);
    assert.throws(() => expand(template, { rows: [{ text: true }] }), /Not a text/);
  });

  it('refuses a part that does not exist', () => {
    assert.throws(() => expand({ ...template, body: [{ $part: 'nowhere' }] }, {}), /no card part named nowhere/);
  });

  it('refuses another version, a missing fallback text and action data that is no object', () => {
    assert.throws(() => checkCard({ ...template, version: '1.6', body: [] }), /version 1.5/);
    assert.throws(() => checkCard({ type: 'AdaptiveCard', version: '1.5', body: [] }), /fallbackText/);
    assert.throws(
      () =>
        checkCard({ ...template, body: [], actions: [{ type: 'Action.Execute', title: 'x', verb: 'x', data: 'x' }] }),
      /Action data is an object/,
    );
  });

  it('shows as many whole rows as fit and tells how many were left out', () => {
    const rows = Array.from({ length: 1000 }, (_, index) => `${index} ${'ü'.repeat(200)}`);
    let told = -1;
    const card = fitRows(rows, (shown, leftOut) => {
      told = leftOut;
      return cardOf(shown);
    });
    assert.ok(cardBytes(card) <= maxCardBytes);
    assert.ok(card.body.length > 20);
    assert.equal(told, rows.length - card.body.length);
    assert.ok(JSON.stringify(card.body.at(-1)).includes(rows[card.body.length - 1]!));
  });

  it('gives up rather than send a card that is too large without any row', () => {
    assert.throws(() => fitRows([], () => cardOf(['x'.repeat(30_000)])), /larger than/);
  });

  it('says in one line what the card says, for clients without cards', () => {
    assert.equal(fallbackText('12 messages held', null, '', 'Ask why?'), '12 messages held. Ask why?');
    assert.equal(fallbackText(), 'A card of Quarantine Watch.');
    assert.ok(fallbackText(...Array<string>(1000).fill('word '.repeat(100))).length <= 500);
  });
});
