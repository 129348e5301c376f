import assert from 'node:assert/strict';
import { readDomainFacts } from '../../../src/microsoft365/dns/domain-facts.ts';
import { createFixedDns } from '../../../src/microsoft365/dns/fixed-lookup.ts';
import { mailAtMicrosoft365 } from '../../../src/microsoft365/dns/mail-at-microsoft365.ts';
import { createDnsLookup, isHostName } from '../../../src/microsoft365/dns/resolver-lookup.ts';
import { whyNot } from '../support/tenant.ts';
import { type DnsServer, startDnsServer } from './dns-server.ts';

const spf = 'v=spf1 include:spf.protection.outlook.com -all';

describe('DNS facts of a domain', () => {
  let server: DnsServer;
  const lookup = () => createDnsLookup({ servers: [server.address], timeoutMs: 100, tries: 1 });

  before(async () => {
    server = await startDnsServer(
      {
        'contoso.com': {
          TXT: [['google-site-verification=abc'], ['v=spf1 include:', 'spf.protection.outlook.com -all']],
          MX: [
            [20, 'backup.contoso.com'],
            [0, 'contoso-com.mail.protection.outlook.com'],
          ],
        },
        '_dmarc.contoso.com': { TXT: [['v=DMARC1; p=quarantine']] },
        'selector1._domainkey.contoso.com': { CNAME: 'selector1-contoso-com._domainkey.contoso.onmicrosoft.com' },
        's1._domainkey.contoso.com': { TXT: [['k=rsa; p=MIIB']] },
      },
      { silent: ['slow.example'], broken: ['broken.example'] },
    );
  });
  after(() => server.close());

  it('are SPF, DMARC, mail exchangers by preference, and keys, with null for what is not there', async () => {
    const { facts, notRead } = await readDomainFacts(lookup(), 'contoso.com');
    assert.deepEqual(facts, {
      spf,
      dmarc: 'v=DMARC1; p=quarantine',
      mx: ['0 contoso-com.mail.protection.outlook.com', '20 backup.contoso.com'],
      dkim: {
        selector1: 'selector1-contoso-com._domainkey.contoso.onmicrosoft.com',
        selector2: null,
        s1: 'k=rsa; p=MIIB',
        s2: null,
      },
    });
    assert.deepEqual(notRead, []);
  });

  it('are "none" for a domain that does not exist', async () => {
    const { facts } = await readDomainFacts(lookup(), 'nowhere.example');
    assert.deepEqual([facts.spf, facts.dmarc, facts.mx], [null, null, []]);
  });

  it('are not known, and no "none", where a server is silent or broken', async () => {
    const { facts, notRead } = await readDomainFacts(lookup(), 'slow.example');
    assert.ok(!('spf' in facts) && !('mx' in facts) && facts.dmarc === null);
    assert.ok(notRead.every(({ kind }) => kind === 'timedOut'));
    const why = await whyNot(lookup().texts('broken.example'));
    assert.equal(why.kind, 'badAnswer');
    assert.match(why.sentence, /TXT record of broken\.example/);
  });

  it('are not asked for a text that is no host name', async () => {
    const before = server.asked.length;
    for (const name of ['10.0.0.1', 'a b.example', 'x', '-.-', `${'a'.repeat(64)}.example`, 'münchen.example']) {
      assert.ok(!isHostName(name), name);
      assert.equal((await whyNot(lookup().texts(name))).kind, 'refused');
    }
    assert.equal(server.asked.length, before);
  });

  it('are given up when the caller gives up', async () => {
    const controller = new AbortController();
    const asking = createDnsLookup({ servers: [server.address], timeoutMs: 60_000, tries: 1 });
    const facts = readDomainFacts(asking, 'slow.example', controller.signal);
    controller.abort(new Error('enough'));
    await assert.rejects(facts, /enough/);
  });

  it('come from a simulated tenant in the same shape', async () => {
    const mx = ['0 contoso-com.mail.protection.outlook.com'];
    const dns = createFixedDns({ 'contoso.com': { spf, dmarc: null, mx, dkim: { s1: 's1.example' } } });
    const { facts } = await readDomainFacts(dns, 'contoso.com');
    const dkim = { selector1: null, selector2: null, s1: 's1.example', s2: null };
    assert.deepEqual(facts, { spf, dmarc: null, mx, dkim });
    assert.deepEqual((await readDomainFacts(dns, 'other.example')).facts.mx, []);
  });
});

describe('Whether mail comes straight to Microsoft 365', () => {
  const here = { mx: ['0 a.mail.protection.outlook.com'] };
  const elsewhere = { mx: ['10 mx.gateway.example', '20 a.mail.protection.outlook.com'] };

  it('is told by the hosts that are tried first', () => {
    assert.equal(mailAtMicrosoft365(['a.example'], { 'a.example': here }), true);
    assert.equal(mailAtMicrosoft365(['a.example'], { 'a.example': { mx: ['0 a.o-v1.mx.microsoft.'] } }), true);
    assert.equal(mailAtMicrosoft365(['a.example'], { 'a.example': elsewhere }), false);
    const spoofed = { mx: ['0 mail.protection.outlook.com.evil.example'] };
    assert.equal(mailAtMicrosoft365(['a.example'], { 'a.example': spoofed }), false);
  });

  it('is no when one domain stands behind another gateway, and not known when one could not be looked up', () => {
    const domains = ['a.example', 'b.example'];
    assert.equal(mailAtMicrosoft365(domains, { 'a.example': here, 'b.example': elsewhere }), false);
    assert.equal(mailAtMicrosoft365(domains, { 'a.example': here, 'b.example': {} }), null);
    assert.equal(mailAtMicrosoft365(domains, { 'a.example': here, 'b.example': { mx: [] } }), true);
    assert.equal(mailAtMicrosoft365([], {}), null);
  });
});
