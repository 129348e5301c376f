import assert from 'node:assert/strict';
import fc from 'fast-check';
import { attribute } from '../../../src/defender/attribution/attribute.ts';
import { analyseHeaders } from '../../../src/defender/headers/analyse-headers.ts';
import { explainHeaderCode, explainHeaderText } from '../../../src/defender/headers/explain-header-code.ts';
import { decodeEncodedWords, decodeMailBytes } from '../../../src/defender/headers/mail-text.ts';
import { headerFile } from '../../support/mail-evidence.ts';

const names = [
  'X-Forefront-Antispam-Report',
  'X-Forefront-Antispam-Report-Untrusted',
  'X-Microsoft-Antispam',
  'X-Microsoft-Antispam-Mailbox-Delivery',
  'Authentication-Results',
  'ARC-Authentication-Results',
  'X-CustomSpam',
  'From',
  'Subject',
  'Received-SPF',
  'X-MS-Exchange-Organization-AuthAs',
];
const fragments = [
  ...[
    'CAT:SPOOF;',
    'SFV:',
    ';;',
    '(null)',
    'spf=pass ',
    'dkim=',
    'header.d=',
    'dmarc=fail action=',
    'compauth=fail reason=',
  ],
  ...[
    '=?utf-8?B?',
    '?=',
    '"',
    '(',
    ')',
    '\\',
    '<',
    '>',
    '@',
    '\t',
    '\u0000',
    '\u202e',
    '\r\n ',
    '__proto__',
    'constructor:',
  ],
];
const hostileValue = fc
  .array(fc.oneof(fc.constantFrom(...fragments), fc.string({ maxLength: 12 })), { maxLength: 30 })
  .map((parts) => parts.join(''));
const hostileBlock = fc
  .array(fc.tuple(fc.constantFrom(...names), hostileValue), { maxLength: 12 })
  .map((fields) => fields.map(([name, value]) => `${name}: ${value}`).join('\r\n'));

describe('Hostile header text', () => {
  it('never makes the analysis or the attribution throw, and always gives an answer of the promised shape', () => {
    fc.assert(
      fc.property(fc.oneof(hostileBlock, fc.string({ unit: 'binary', maxLength: 400 })), (raw) => {
        const headers = analyseHeaders(raw);
        const { path, causes } = attribute({ headers });

        assert.equal(Object.keys(headers.fields).length, 16);
        assert.ok(['own-mailbox', 'email-delivery', 'unknown'].includes(path.path));
        assert.ok(causes.length > 0 && causes.every(({ explanation }) => explanation !== ''));
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes no verdict from any -Untrusted stamp', () => {
    fc.assert(
      fc.property(hostileValue, (value) => {
        const flat = value.replaceAll(/[\r\n]/g, '');
        const { fields } = analyseHeaders(
          `X-Forefront-Antispam-Report-Untrusted: ${flat}\nX-Microsoft-Antispam-Untrusted: ${flat}`,
        );

        assert.deepEqual([fields.cat, fields.sfv, fields.scl, fields.bcl, fields.dir], [null, null, null, null, null]);
      }),
    );
  });

  it('reads the facts however the report is ordered and folded', () => {
    const pairs = ['CIP:203.0.113.4', 'CTRY:DE', 'SCL:5', 'SFV:SPM', 'CAT:BULK', 'DIR:INB', 'IPV:NLI', 'H:mx.example'];
    const seams = fc.array(fc.constantFrom(';', '; ', ';\r\n ', ';\n\t', ';;', ' ; '), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(fc.shuffledSubarray(pairs, { minLength: 8 }), seams, (shuffled, between) => {
        const raw = `X-Forefront-Antispam-Report: ${shuffled.map((pair, at) => pair + between[at]).join('')}\r\n`;
        const { cip, ctry, scl, sfv, cat, dir, ipv } = analyseHeaders(raw).fields;

        assert.deepEqual([cip, ctry, scl, sfv, cat, dir, ipv], ['203.0.113.4', 'DE', 5, 'SPM', 'BULK', 'INB', 'NLI']);
      }),
    );
  });

  const megabyte = 1_000_000;
  const floods: Record<string, string> = {
    'one field of a megabyte': `X-Forefront-Antispam-Report: ${'A'.repeat(megabyte)}`,
    'a report of empty items': `X-Forefront-Antispam-Report: ${';'.repeat(megabyte)}`,
    'stray nulls': `X-Forefront-Antispam-Report: ${'(null)'.repeat(megabyte / 6)}SFV:SPM`,
    'blanks before a colon': `X-Forefront-Antispam-Report: CAT${' '.repeat(megabyte)}:SPM`,
    'open parentheses': `Authentication-Results: ${'('.repeat(megabyte)}`,
    'comments in comments': `Authentication-Results: ${'('.repeat(megabyte / 2)}${')'.repeat(megabyte / 2)}`,
    'many statements': `Authentication-Results: ${'spf=pass;'.repeat(megabyte / 9)}`,
    'many authentication lines': 'Authentication-Results: spf=pass smtp.mailfrom=a.example\n'.repeat(megabyte / 57),
    'empty fields': 'a:\n'.repeat(megabyte / 3),
    'folded lines': `Subject: x\n${' y\n'.repeat(megabyte / 3)}`,
    'encoded words that never end': `Subject: ${'=?utf-8?B?'.repeat(megabyte / 10)}`,
    'encoded words': `Subject: ${'=?utf-8?Q?=41?= '.repeat(megabyte / 16)}`,
    'quotes in From': `From: ${'"a@b.example" '.repeat(megabyte / 14)}`,
    'lines without a colon': 'not a header\n'.repeat(megabyte / 13),
  };
  for (const [what, raw] of Object.entries(floods)) {
    it(`takes time in proportion to its length: ${what}`, () => {
      const start = performance.now();
      attribute({ headers: analyseHeaders(raw) });

      assert.ok(performance.now() - start < 1_500, `${what} took ${Math.round(performance.now() - start)} ms`);
    });
  }

  it('does not look at the body, however large', () => {
    const raw = `${headerFile('bulk.txt')}\n${'X-Forefront-Antispam-Report: CAT:MALW\n'.repeat(100_000)}`;

    assert.equal(analyseHeaders(raw).fields.cat, 'BULK');
  });

  it('never makes decoding or explaining throw', () => {
    fc.assert(
      fc.property(fc.oneof(hostileValue, fc.string()), fc.uint8Array({ maxLength: 200 }), (text, bytes) => {
        decodeEncodedWords(text);
        decodeMailBytes(bytes);
        assert.notEqual(explainHeaderCode(text, text).meaning, '');
        assert.notEqual(explainHeaderText(text).field, undefined);
      }),
    );
  });
});
