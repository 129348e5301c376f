import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bodyUrls } from '../../src/campaigns/body-urls.ts';
import { cleanEntities, isMailAddress, isQuarantineIdentity } from '../../src/questions/entities.ts';
import { readCursor, writeCursor } from '../../src/questions/quarantine-list/cursor.ts';
import { safeExcerpt } from '../../src/questions/quarantine-preview/safe-excerpt.ts';
import { psQuote } from '../../src/questions/shared/powershell.ts';
import { quarantined } from '../support/quarantined-mail.ts';
import { chat } from '../support/questions.ts';

/** Reads one PowerShell string that is quoted singly, as the language does; null when it does not end where the text ends. */
function unquoted(text: string): string | null {
  const quotes = /['\u2018\u2019\u201a\u201b]/;
  if (!quotes.test(text.charAt(0))) return null;
  let value = '';
  for (let at = 1; at < text.length; at += 1) {
    if (quotes.test(text.charAt(at))) {
      if (!quotes.test(text.charAt(at + 1))) return at === text.length - 1 ? value : null;
      at += 1;
    }
    value += text.charAt(at);
  }
  return null;
}

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom("'", '\u2018', '\u2019', '\u201b', '"', '$', '(', ')', ';', '`', 'a', '\n') }),
);

describe('Hostile input', () => {
  it('never ends a PowerShell string', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const value = unquoted(psQuote(text));
        assert.notEqual(value, null);
        assert.equal(value, text.slice(0, 500).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ''));
      }),
    );
  });

  it('never gets markup through a preview, whatever the body', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '</',
      'script',
      '<style>',
      '<!--',
      '-->',
      '&lt;',
      '&#60;',
      'x',
      ' ',
      '\n',
      '"',
      '=',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const body = `<p>before</p><script>alert(1)</script>${pieces.join('')}`;
        const excerpt = safeExcerpt(body, true);
        assert.match(excerpt, /^before/);
        assert.doesNotMatch(excerpt, /alert/);
        assert.ok(excerpt.length <= 1_501);
      }),
    );
  });

  it('reads a huge body in a moment', () => {
    const started = performance.now();
    for (const body of [
      '<style '.repeat(60_000),
      '<!--'.repeat(100_000),
      '&#'.repeat(200_000),
      'http://'.repeat(60_000),
    ]) {
      safeExcerpt(body, true);
      bodyUrls(body);
    }
    assert.ok(performance.now() - started < 3_000);
  });

  it('never throws on button data, and lets only short strings through', () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        for (const value of Object.values(cleanEntities(data)).flat()) assert.equal(typeof value, 'string');
      }),
    );
  });

  it('takes no identity or address but sound ones', () => {
    const { identity } = quarantined('a');
    assert.equal(isQuarantineIdentity(identity), true);
    for (const text of [
      '',
      identity.split('\\')[0] ?? '',
      `${identity} `,
      `${identity}\n`,
      identity.replace('\\', '/'),
    ]) {
      assert.equal(isQuarantineIdentity(text), false, JSON.stringify(text));
    }
    assert.equal(isMailAddress('o.brien+x@contoso.example'), true);
    for (const text of ["o'brien@contoso.example", 'a b@contoso.example', 'a@b@c.example', '@contoso.example', 'a@']) {
      assert.equal(isMailAddress(text), false, text);
    }
  });

  it('reads back only the cursors it wrote', () => {
    const cursor = { to: '2026-11-20T12:00:00.000Z', offset: 5 };
    assert.deepEqual(readCursor(writeCursor(cursor)), cursor);
    fc.assert(fc.property(fc.string(), (text) => assert.equal(readCursor(text), null)));
  });

  it('lets no control character of a mail into words for a terminal', async () => {
    const subject = 'Weird \u001b[31mred \u001b]0;title\u0007 \u202egnp';
    const town = chat({ messages: [quarantined('a', { subject, sender: 'news@contoso.example' })] });
    for (const text of [
      'what is in quarantine',
      'why was it held',
      'preview the mail Weird',
      'who missed Weird',
      'why 1',
    ]) {
      const { answer } = await town.ask(text);
      assert.doesNotMatch(answer.text, /(?!\n)\p{Cc}|\u202e/u, text);
    }
  });

  it('answers any sentence and any button without a fault', async () => {
    const town = chat({ messages: [quarantined('a'), quarantined('b', { subject: 'x'.repeat(5000) })] });
    const words = fc.constantFrom(
      'why',
      'the second one',
      'quarantine',
      'release',
      'since monday',
      '🐒',
      '<at>',
      '?',
      'all',
      'headers',
      'SFV:',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(words, { maxLength: 8 }), async (parts) => {
        const { answer } = await town.ask(parts.join(' '));
        assert.ok(answer.text.length > 0);
      }),
      { numRuns: 60 },
    );
    const verb = fc.constantFrom(
      'quarantine.list',
      'quarantine.why',
      'quarantine.recipients',
      'message.trace',
      'headers.explain',
      'zap.moved',
      'quarantine.release',
    );
    const key = fc.constantFrom(
      'message',
      'page',
      'item',
      'subject',
      'sender',
      'recipient',
      'date_range',
      'key',
      'header',
      'count',
    );
    await fc.assert(
      fc.asyncProperty(verb, fc.dictionary(key, fc.string()), async (name, data) => {
        const { answer } = await town.press(name, data);
        assert.ok(answer.text.length > 0);
      }),
      { numRuns: 100 },
    );
    assert.deepEqual(town.faults, []);
  });
});
