import assert from 'node:assert/strict';
import fc from 'fast-check';
import { kqlLiteral } from '../../../src/microsoft365/hunting/kql-literal.ts';
import { kusto, tokens } from '../support/kql-compiler.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('"', "'", '\\', '|', ';', '\n', '\r', '`', '{', '}', '/', '*', '\u2028', '\0') }),
);

describe('KQL literals', () => {
  it('come back from Microsoft’s compiler as the text they stand for', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        assert.equal(kusto().KustoFacts.GetStringLiteralValue(kqlLiteral(text)), text);
      }),
      { numRuns: 500 },
    );
  });

  it('are one token to Microsoft’s lexer, whatever they hold', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        assert.deepEqual(tokens(kqlLiteral(text)), [kqlLiteral(text)]);
      }),
      { numRuns: 500 },
    );
  });

  it('are printable ASCII on one line', () => {
    fc.assert(fc.property(anyText, (text) => assert.match(kqlLiteral(text), /^"[\x20-\x7e]*"$/)));
  });

  for (const text of ['" or 1==1 //', '\\" | take 1', 'a\nb', '\u0000', "'); EmailEvents", '```', '\ud83d']) {
    it(`keep ${JSON.stringify(text)} a value`, () => {
      assert.equal(kusto().KustoFacts.GetStringLiteralValue(kqlLiteral(text)), text);
      assert.equal(tokens(kqlLiteral(text)).length, 1);
    });
  }

  it('write lists for the inside of in (...)', () => {
    assert.equal(kqlLiteral(['a', 'b"']), '"a", "b\\""');
  });

  it('write times in UTC', () => {
    assert.equal(kqlLiteral(new Date('2026-11-21T13:00:00+01:00')), 'datetime(2026-11-21T12:00:00.000Z)');
  });

  it('refuse a list of nothing and a time that is none', () => {
    assert.throws(() => kqlLiteral([]), RangeError);
    assert.throws(() => kqlLiteral(new Date('never')), RangeError);
  });
});
