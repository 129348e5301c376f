import assert from 'node:assert/strict';
import fc from 'fast-check';
import { codeText, headingText, httpsLink, mailText, ownText, plainText } from '../../src/cards/escape.ts';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const pieces = fc.constantFrom(
  '**',
  '_',
  '[a](https://evil.example)',
  '<at>',
  '</at>',
  '<b>',
  '${',
  '{{',
  ']',
  '(',
  '<',
  '`',
  '~~',
  '#',
  '- ',
  '1. ',
  '\u202E',
  '\u2066',
  '\u200B',
  '\u200D',
  '\uFEFF',
  '\u0000',
  '\u001B[31m',
  '\r\n',
  '\u2028',
  '\u0301',
  '\uD83C',
  '\u{E0041}',
  '👩‍👩‍👧',
  '🏳️‍🌈',
  'עברית',
  'می\u200Cخواهم',
  'https://x.example',
  'HTTP://X.EXAMPLE',
  ' ',
  'a',
  'Z',
);
const hostile = fc
  .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 60 })
  .map((all) => all.join(''));

describe('text in cards', () => {
  it('never keeps control, direction or invisible characters, markup, links or expressions', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const safe = plainText(text, 200);
        assert.doesNotMatch(
          safe,
          /\p{Cc}|[\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/u,
        );
        assert.doesNotMatch(safe, /<[/!?a-z]/i);
        assert.doesNotMatch(safe, /\$\{|\{\{|\]\(|https?:\/\//i);
        assert.ok(safe.isWellFormed());
        assert.equal(safe, safe.trim());
      }),
      { numRuns: 2000 },
    );
  });

  it('is never longer than asked for, in what a reader counts as characters and on the wire', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 50 }), (text, max) => {
        const safe = plainText(text, max);
        assert.ok([...graphemes.segment(safe)].length <= max, safe);
        assert.ok(safe.length <= Math.max(64, max * 4) + 1);
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same when made safe twice', () => {
    fc.assert(
      fc.property(hostile, (text) => assert.equal(plainText(plainText(text)), plainText(text))),
      { numRuns: 2000 },
    );
  });

  it('leaves ordinary text, addresses and emoji as they are', () => {
    for (const text of [
      'Town Hall recap – what we heard (Q4)',
      'internal_communications+news@northwind.example',
      'שלום לכולם',
      'می\u200Cخواهم',
      'Party 🎉 👩‍👩‍👧‍👦 🏳️‍🌈 ❤️',
      'a < b and 3 > 2',
      'C:\\Temp\\x',
      'private \uE000 use',
      '5 * 3 = 15',
    ]) {
      assert.equal(plainText(text), text);
    }
  });

  it('makes the links of strangers dead and keeps our own', () => {
    assert.equal(
      mailText('see https://evil.example and HTTP://B.example'),
      'see hxxps://evil.example and hxxP://B.example',
    );
    assert.equal(ownText('see https://learn.microsoft.com/x'), 'see https://learn.microsoft.com/x');
  });

  it('never cuts a character in half', () => {
    const family = '👩‍👩‍👧‍👦';
    assert.equal(plainText(`${family}${family}${family}`, 2), `${family}…`);
    assert.equal(plainText('abcdef', 4), 'abc…');
    assert.equal(plainText('abcd', 4), 'abcd');
  });

  it('takes away towers of marks that would cover other lines', () => {
    assert.ok(plainText(`Z${'\u0301'.repeat(500)}algo`).length <= 10);
  });

  it('is made in time that grows with what is shown, not with what was sent', () => {
    const started = performance.now();
    plainText('<'.repeat(2_000_000));
    plainText('\u0301'.repeat(2_000_000));
    plainText(`${'['.repeat(500_000)}${']('.repeat(500_000)}`);
    assert.ok(performance.now() - started < 500);
  });

  it('in headings holds nothing that a client could read as Markdown', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        assert.doesNotMatch(headingText(text), /[*_`~[\]\\]|^\s*(?:[#>]|[-+]\s|\d+[.)]\s)/);
      }),
      { numRuns: 2000 },
    );
  });

  it('to copy keeps its lines and loses only what cannot be seen', () => {
    assert.equal(codeText('a\r\n\tb\u202Ec\u0000\u200B d'), 'a\n  bc d');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of PowerShell
    const command = "Set-X -Name '**a** <b> ${c}'";
    assert.equal(codeText(command), command);
  });

  it('links nowhere but to https addresses without a password in them', () => {
    assert.equal(
      httpsLink('https://security.microsoft.com/quarantine?a=b'),
      'https://security.microsoft.com/quarantine?a=b',
    );
    for (const bad of [
      'javascript:alert(1)',
      'http://x.example',
      'https://u:p@x.example/',
      'https://u@x.example',
      '//x',
      '',
      'data:text/html,x',
    ]) {
      assert.equal(httpsLink(bad), null, bad);
    }
  });
});
