import assert from 'node:assert/strict';
import { isFromMicrosoft365, readAuthenticationResults } from '../../../src/defender/headers/authentication-results.ts';

describe('readAuthenticationResults', () => {
  it('reads several signatures, stray domains and comments with semicolons', () => {
    const results = readAuthenticationResults(
      'spf=softfail (sender IP is 203.0.113.9) smtp.mailfrom=bounce@em.contoso.example; fabrikam.example; ' +
        'dkim=pass (signature was verified; rsa) header.d=contoso.example;dkim=fail (no key) header.d=esp.example; ' +
        'dmarc=pass action=none header.from=contoso.example;compauth=pass reason=100',
    );

    assert.deepEqual(results, {
      authservId: null,
      spf: { result: 'softfail', mailFromDomain: 'em.contoso.example', ip: '203.0.113.9' },
      dkim: [
        { result: 'pass', domain: 'contoso.example' },
        { result: 'fail', domain: 'esp.example' },
      ],
      dmarc: { result: 'pass', action: 'none', fromDomain: 'contoso.example' },
      compauth: { result: 'pass', reason: '100' },
      arcOverride: false,
    });
  });

  it('takes a reason for that of compauth only where it stands with compauth', () => {
    const { compauth } = readAuthenticationResults(
      'dkim=fail reason="bad signature" header.d=a.example; compauth=fail',
    );

    assert.deepEqual(compauth, { result: 'fail', reason: null });
  });

  it('does not let a comment pass for a result', () => {
    const { dmarc, spf } = readAuthenticationResults(
      'spf=fail (dmarc=pass; compauth=pass reason=100) smtp.mailfrom=a.example',
    );

    assert.equal(dmarc, null);
    assert.equal(spf?.result, 'fail');
  });

  it('reads on behind a parenthesis that nothing closes', () => {
    assert.equal(readAuthenticationResults('spf=pass (never closed; dmarc=fail action=reject').dmarc?.result, 'fail');
  });

  it('gives null for header.d=none and for an envelope sender that is empty', () => {
    const { dkim, spf } = readAuthenticationResults(
      'spf=none smtp.mailfrom=<>; dkim=none (message not signed) header.d=none',
    );

    assert.deepEqual(dkim, [{ result: 'none', domain: null }]);
    assert.equal(spf?.mailFromDomain, null);
  });

  it('sees that a trusted ARC sealer overrode the result', () => {
    assert.equal(
      readAuthenticationResults('dmarc=fail action=none; arc=pass (0 oda=1 ltdi=1); compauth=pass reason=130')
        .arcOverride,
      true,
    );
  });

  it('tells the lines of Microsoft 365 from those of other hosts', () => {
    const from = (line: string) => isFromMicrosoft365(readAuthenticationResults(line));

    assert.equal(from('spf=pass smtp.mailfrom=a.example'), true);
    assert.equal(from('mx.google.com; spf=pass smtp.mailfrom=a.example'), false);
    assert.equal(from('mx1.protection.outlook.com; spf=pass smtp.mailfrom=a.example'), true);
  });
});
