import assert from 'node:assert/strict';
import fc from 'fast-check';
import { codeText } from '../../../src/cards/escape.ts';
import { messagePieces } from '../../../src/tickets/systems/pieces.ts';

const said = (piece: string) => piece.replace(/^\(\d+ of \d+\) /, '');
const bare = (text: string) => text.replace(/\s+/g, '');

describe('A text that is longer than a message', () => {
  it('loses nothing, and no piece is too long or breaks a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), fc.integer({ min: 40, max: 200 }), (text, most) => {
        const pieces = messagePieces(text, most);
        assert.ok(pieces.every((piece) => piece.length <= most && piece.isWellFormed()));
        const whole = pieces.length > 1 ? pieces.map(said).join('') : pieces.join('');
        assert.equal(bare(whole), bare(codeText(text)));
      }),
    );
  });

  it('is parted where a reader would', () => {
    const first = 'One sentence. '.repeat(5).trim();
    const pieces = messagePieces(`${first}\n\n${'Two words '.repeat(12)}`, 120);
    assert.equal(pieces[0], `(1 of ${pieces.length}) ${first}`);
    assert.deepEqual(messagePieces('  short  ', 120), ['short']);
    assert.deepEqual(messagePieces(' \u200b ', 120), []);
  });
});
