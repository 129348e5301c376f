import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { attribute } from '../../src/defender/attribution/attribute.ts';
import { analyseHeaders } from '../../src/defender/headers/analyse-headers.ts';
import { carriedHeaders } from '../../src/questions/tickets/carried-headers.ts';
import { profile } from '../support/questions.ts';

const folder = new URL('../support/headers/', import.meta.url);

describe('Headers as a button carries them', () => {
  it('lead to the same cause with the same evidence as the headers they were taken from', () => {
    for (const name of readdirSync(folder)) {
      const raw = readFileSync(new URL(name, folder), 'utf8');
      const carried = carriedHeaders(raw);
      assert.ok(carried, name);
      const causeOf = (text: string) => attribute({ headers: analyseHeaders(text) }, profile);
      assert.deepEqual(causeOf(carried.join('\n')), causeOf(raw), name);
    }
  });

  it('leave out routing and sealed blobs, and are none when they would not fit', () => {
    const carried = carriedHeaders(
      'Received: from a\r\nSubject: Hi\r\nX-Microsoft-Antispam-Message-Info: abc\r\n\r\nbody',
    );
    assert.deepEqual(carried, ['Subject: Hi']);
    assert.equal(carriedHeaders(`Subject: ${'x'.repeat(1_600)}`), null);
    assert.equal(carriedHeaders('Received: from a'), null);
  });
});
