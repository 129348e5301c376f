import assert from 'node:assert/strict';
import fc from 'fast-check';
import { command, comment, quote } from '../../../src/defender/fixes/powershell.ts';

const singleQuotes = "'\u2018\u2019\u201A\u201B";

/**
 * Reads one single-quoted string from the start of a line as PowerShell does: any of five characters is a quote, two in a
 * row stand for one. Gives the value and what is left.
 */
function readString(line: string): { value: string; rest: string } {
  assert.ok(singleQuotes.includes(line[0] ?? 'x'));
  let value = '';
  for (let at = 1; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (!singleQuotes.includes(character)) value += character;
    else if (singleQuotes.includes(line[at + 1] ?? 'x')) {
      value += character;
      at += 1;
    } else return { value, rest: line.slice(at + 1) };
  }
  throw new Error('The string does not end.');
}

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom("'", '\u2019', '\u201B', '"', '$', '(', ')', ';', '`', '\n', '\r', ' ', 'a', '#', '\u202e'),
  }),
);
const printable = (text: string) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');

describe('A quoted PowerShell value', () => {
  it('is read back as exactly the value, with nothing left over, whatever it holds', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        assert.deepEqual(readString(quote(text)), { value: printable(text), rest: '' });
      }),
      { numRuns: 2000 },
    );
  });

  it('never leaves its line', () => {
    fc.assert(fc.property(hostile, (text) => assert.ok(!/[\n\r\u2028\u2029\u0085]/.test(quote(text) + comment(text)))));
  });
});

describe('A PowerShell command', () => {
  it('holds every hostile name inside one string', () => {
    fc.assert(
      fc.property(hostile, hostile, (identity, entry) => {
        const line = command('Set-AntiPhishPolicy', { Identity: identity, ExcludedSenders: { add: [entry] } });
        const first = readString(line.slice('Set-AntiPhishPolicy -Identity '.length));
        assert.equal(first.value, printable(identity));
        assert.ok(first.rest.startsWith(' -ExcludedSenders @{Add='));
        const second = readString(first.rest.slice(' -ExcludedSenders @{Add='.length));
        assert.deepEqual(second, { value: printable(entry), rest: '}' });
      }),
      { numRuns: 1000 },
    );
  });

  it('writes each kind of value', () => {
    assert.equal(
      command('Set-X', { A: 'it’s', B: 5, C: true, D: false, E: ['x', 'y'], F: [], G: { remove: ['z'] }, H: null }),
      "Set-X -A 'it’’s' -B 5 -C:$true -D:$false -E 'x','y' -F @() -G @{Remove='z'} -H $null",
    );
  });

  it('refuses a name that is not a plain word', () => {
    assert.throws(() => command('Set-X; Remove-Y', {}));
    assert.throws(() => command('Set-X', { 'A B': 1 }));
  });
});
