import assert from 'node:assert/strict';
import { decodeEncodedWords, decodeMailBytes } from '../../../src/defender/headers/mail-text.ts';

describe('decodeEncodedWords', () => {
  it('joins words whose characters are split between them', () => {
    assert.equal(decodeEncodedWords('=?utf-8?B?w6TD?= =?utf-8?B?tsO8?='), 'äöü');
  });

  it('keeps plain text and the blanks around it', () => {
    assert.equal(decodeEncodedWords('Re: =?iso-8859-1?Q?Caf=E9?= at noon'), 'Re: Café at noon');
    assert.equal(decodeEncodedWords('no words here'), 'no words here');
  });

  it('leaves a word in an unknown charset as it is written', () => {
    assert.equal(decodeEncodedWords('=?klingon?Q?Qapla=27?='), '=?klingon?Q?Qapla=27?=');
  });

  it('reads a language tag behind the charset', () => {
    assert.equal(decodeEncodedWords('=?utf-8*de?Q?Gr=C3=BC=C3=9Fe?='), 'Grüße');
  });
});

describe('decodeMailBytes', () => {
  const text = 'X-CustomSpam: Web bug – geprüft';

  it('reads UTF-8, and UTF-16 as PowerShell and Outlook write it', () => {
    assert.equal(decodeMailBytes(Buffer.from(text)), text);
    assert.equal(decodeMailBytes(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])), text);
    assert.equal(
      decodeMailBytes(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()])),
      text,
    );
  });

  it('reads bytes that are not UTF-8 as Windows-1252', () => {
    assert.equal(decodeMailBytes(Uint8Array.from([0x66, 0xfc, 0x72, 0x80])), 'für€');
  });
});
