import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { analyseHeaders } from '../../src/defender/headers/analyse-headers.ts';
import { asHeaderBlock, looksLikeHeaders } from '../../src/language/pasted-headers.ts';
import { readHeldOut } from './held-out.ts';

const samples = new URL('../../../shared/samples/headers/', import.meta.url);

describe('telling pasted headers from questions', () => {
  it('knows real header blocks, also when a chat client has folded them into one line', function () {
    if (!existsSync(samples)) {
      process.stdout.write('      skipped: ../shared/samples/headers is absent\n');
      this.skip();
    }
    for (const file of readdirSync(samples).filter((name) => name.endsWith('.txt'))) {
      const text = readFileSync(new URL(file, samples), 'utf8');
      assert.ok(looksLikeHeaders(text), file);
      assert.ok(looksLikeHeaders(`what does this mean? ${text.replace(/\s+/g, ' ')}`), `${file} in one line`);
    }
  });

  it('knows a lone antispam report and lone authentication results', () => {
    assert.ok(looksLikeHeaders('CIP:23.1.1.1;CTRY:US;LANG:en;SCL:5;SRV:;IPV:NLI;SFV:SPM;CAT:SPM;DIR:INB;'));
    assert.ok(
      looksLikeHeaders(
        'spf=pass (sender IP is 1.2.3.4) smtp.mailfrom=a.example; dkim=pass; dmarc=fail action=none; compauth=fail',
      ),
    );
  });

  it('lets questions be questions', () => {
    for (const { text } of readHeldOut()) assert.equal(looksLikeHeaders(text), false, text);
    assert.equal(looksLikeHeaders('what does SFV:SKQ mean; and SCL:5; ?'), false);
    assert.equal(looksLikeHeaders('Subject: is my newsletter held?'), false);
  });
});

describe('pasted text as header lines', () => {
  const report = 'CIP:203.0.113.5;CTRY:US;LANG:en;SCL:5;SRV:;IPV:NLI;SFV:SPM;CAT:PHSH;DIR:INB;';
  const fieldsOf = (text: string) => analyseHeaders(asHeaderBlock(text)).fields;

  it('reads a field behind a question', () => {
    const fields = fieldsOf(`what does this mean: X-Forefront-Antispam-Report: ${report}`);

    assert.deepEqual([fields.cip, fields.sfv, fields.cat, fields.dir], ['203.0.113.5', 'SPM', 'PHSH', 'INB']);
  });

  it('reads the bare value of the antispam report, and bare authentication results', () => {
    assert.deepEqual([fieldsOf(report).cat, fieldsOf(`and this? ${report}`).cip], ['PHSH', '203.0.113.5']);
    const { spf, dmarc, compauth } = fieldsOf(
      'what is spf=fail; dkim=none; dmarc=fail action=quarantine; compauth=fail reason=000',
    );
    assert.deepEqual(
      [spf, dmarc, compauth],
      ['fail', { result: 'fail', action: 'quarantine' }, { result: 'fail', reason: '000' }],
    );
  });

  it('leaves a whole block as it is, and reads the same from one that was folded into a line', function () {
    if (!existsSync(samples)) {
      process.stdout.write('      skipped: ../shared/samples/headers is absent\n');
      this.skip();
    }
    for (const file of readdirSync(samples).filter((name) => name.endsWith('.txt'))) {
      const text = readFileSync(new URL(file, samples), 'utf8');
      const { cat, sfv, scl, dir } = analyseHeaders(text).fields;
      const folded = fieldsOf(`what does this mean? ${text.replace(/\s+/g, ' ')}`);
      assert.deepEqual([folded.cat, folded.sfv, folded.scl, folded.dir], [cat, sfv, scl, dir], file);
    }
  });
});
