import assert from 'node:assert/strict';
import { analyseHeaders } from '../../../src/defender/headers/analyse-headers.ts';
import { headerFile, headersOf } from '../../support/mail-evidence.ts';

const report = (value: string) => analyseHeaders(`X-Forefront-Antispam-Report: ${value}\n`).fields;

describe('analyseHeaders', () => {
  it('gives all facts of a whole block', () => {
    assert.deepEqual(headersOf('spoof-of-own-domain.txt').fields, {
      scl: 5,
      sfv: 'SPM',
      cat: 'SPOOF',
      bcl: 2,
      dir: 'INB',
      ipv: 'NLI',
      cip: '198.51.100.23',
      ctry: 'US',
      sfty: '9.11',
      spf: 'pass',
      dkim: [{ result: 'fail', domain: 'sendgrid.example' }],
      dmarc: { result: 'fail', action: 'none' },
      compauth: { result: 'fail', reason: '601' },
      fromDomain: 'adventure-works.example',
      mailFromDomain: 'em.adventure-works.example',
      networkMessageId: '692166ca-14c6-d949-4c3a-0685df234670',
    });
  });

  it('gives null for every fact that is absent', () => {
    const analysis = analyseHeaders('Subject: nothing of Defender\n');

    assert.deepEqual([...new Set(Object.values(analysis.fields))], [null]);
    assert.equal(analysis.untrusted, false);
  });

  it("takes no fact from another tenant's -Untrusted stamps", () => {
    const analysis = headersOf('untrusted-only.txt');

    assert.equal(analysis.untrusted, true);
    assert.equal(analysis.fields.cat, null);
    assert.equal(analysis.fields.bcl, null);
  });

  it('reads the own stamps where both are there', () => {
    const { fields, untrusted } = headersOf('untrusted-beside-trusted.txt');

    assert.deepEqual([fields.cat, fields.dir, fields.bcl, untrusted], ['BULK', 'INB', 7, false]);
  });

  it('stops at the first blank line of a whole message', () => {
    const { fields, customSpam } = headersOf('whole-message.eml');

    assert.equal(fields.cat, 'NONE');
    assert.deepEqual(customSpam, []);
  });

  it('reads a field after stray (null) texts', () => {
    assert.equal(headersOf('stray-nulls.txt').fields.sfv, 'SKI');
    assert.equal(report('UIP:(null);(null);(null)SFV:SKI').sfv, 'SKI');
    assert.equal(report('CTRY:(null);SFV:NSPM').ctry, null);
  });

  it('reads pairs with blanks and folds between them, which costs other analysers every field after the first', () => {
    const { fields } = headersOf('spaced-pairs.txt');

    assert.deepEqual([fields.cat, fields.sfv, fields.dir, fields.ipv], ['BULK', 'SPM', 'INB', 'NLI']);
  });

  it('keeps an IPv6 address whole, and an invalid one as text', () => {
    assert.equal(report('CIP:2001:db8::25;SFV:SPM').cip, '2001:db8::25');
    assert.equal(report('CIP:311.0.113.400;SFV:SPM').cip, '311.0.113.400');
  });

  it('reads SCL and BCL as numbers and gives null for what is none', () => {
    assert.equal(report('SCL:-1;').scl, -1);
    assert.equal(report('SCL:high;').scl, null);
    assert.equal(report('SCL:;').scl, null);
    assert.equal(analyseHeaders('X-Microsoft-Antispam: BCL:9;\n').fields.bcl, 9);
  });

  it('cuts codes and texts of absurd length', () => {
    const { cat, cip } = report(`CAT:${'X'.repeat(50_000)};CIP:${'9'.repeat(50_000)}`);

    assert.deepEqual([cat?.length, cip?.length], [100, 1_000]);
  });

  it('keeps the first of a doubled field and of a doubled header, and tells of the second header', () => {
    const analysis = headersOf('doubled-report.txt');

    assert.equal(report('SFV:SPM;SFV:NSPM').sfv, 'SPM');
    assert.equal(analysis.fields.cat, 'SPM');
    assert.match(analysis.oddities.join(), /2 times, and they differ/);
  });

  it('keeps unknown fields and codes and calls them unknown', () => {
    const analysis = analyseHeaders(
      'X-Forefront-Antispam-Report: CAT:QRPH;NEWFIELD:7;SFV:SPM;\nAuthentication-Results: compauth=pass reason=888\n',
    );

    assert.equal(analysis.fields.cat, 'QRPH');
    assert.deepEqual(analysis.unknown, [
      { field: 'NEWFIELD', value: '7' },
      { field: 'CAT', value: 'QRPH' },
      { field: 'compauth reason', value: '888' },
    ]);
  });

  it("lets the topmost line of Microsoft 365 win over another host's and over ARC", () => {
    const { fields, authenticationStamp, arc } = headersOf('gateway-in-front.txt');

    assert.deepEqual(
      [fields.spf, fields.dmarc, fields.compauth?.reason],
      ['pass', { result: 'pass', action: 'none' }, '100'],
    );
    assert.deepEqual(authenticationStamp, { authservId: null, byMicrosoft365: true });
    assert.deepEqual(arc, { results: 1, chainValidation: 'none', override: false });
  });

  it('does not take a line that the sender put below the own one', () => {
    assert.equal(headersOf('forged-below-own.txt').fields.compauth?.reason, '601');
  });

  it('names the gateway and the true sender that Enhanced Filtering found', () => {
    const { enhancedFiltering } = headersOf('gateway-in-front.txt');

    assert.match(enhancedFiltering.originalSender ?? '', /198\.51\.100\.23/);
    assert.match(enhancedFiltering.skipListed ?? '', /198\.51\.100\.23/);
  });

  it('decodes subject and sender for display, and takes the From domain from the real address', () => {
    const { subject, from, fields } = headersOf('encoded-words.txt');

    assert.equal(subject, 'Mitteilungen für alle – November');
    assert.equal(from, 'Persönlich@vorstand.example <news@adventure-works.example>');
    assert.equal(fields.fromDomain, 'adventure-works.example');
  });

  it('lists what rules left behind', () => {
    const analysis = headersOf('skipped-by-rule.txt');

    assert.deepEqual(analysis.transportRules, [{ header: 'X-ETR', value: 'campaign mail' }]);
    assert.deepEqual(analysis.skipped, ['Safe Links']);
  });

  it('reads what the mailbox did', () => {
    assert.deepEqual(headersOf('junked-by-mailbox.txt').mailboxDelivery, {
      destination: 'J',
      userRule: false,
      junkRule: true,
      authenticated: true,
      reason: 'ExclusiveSettings',
    });
  });

  it('reads an indented block as chat windows paste it, with a byte order mark, and with bare carriage returns', () => {
    const raw = headerFile('bulk.txt');
    const indented = raw
      .split('\n')
      .map((line) => `    ${line}`)
      .join('\n');

    for (const variant of [indented, `\uFEFF${raw}`, raw.replaceAll('\n', '\r'), raw.replaceAll('\n', '\r\n')]) {
      assert.deepEqual(analyseHeaders(variant).fields, analyseHeaders(raw).fields);
    }
  });

  it('tells lines that are no header field, and reads on', () => {
    const analysis = analyseHeaders('here is the header you asked for\nX-Microsoft-Antispam: BCL:4;\n');

    assert.equal(analysis.fields.bcl, 4);
    assert.match(analysis.oddities.join(), /1 line is no header field/);
  });

  it('takes SPF from Received-SPF only where Microsoft 365 wrote it', () => {
    const by = (host: string) => analyseHeaders(`Received-SPF: SoftFail (${host}: domain of x.example)\n`).fields.spf;

    assert.equal(by('protection.outlook.com'), 'softfail');
    assert.equal(by('mx.attacker.example'), null);
  });

  it('gives no network message id that is no GUID', () => {
    const id = (value: string) =>
      analyseHeaders(`X-MS-Exchange-Organization-Network-Message-Id: ${value}\n`).fields.networkMessageId;

    assert.equal(id('7C0E4D1A-9B52-4F3E-8A61-02D5F4C7BE19'), '7c0e4d1a-9b52-4f3e-8a61-02d5f4c7be19');
    assert.equal(id("x' or 1 eq 1"), null);
  });
});
