import assert from 'node:assert/strict';
import { administration } from '../../../src/sandbox/administration/administration.ts';
import { makeCompany } from '../../../src/sandbox/company/make-company.ts';
import type { TenantData } from '../../../src/sandbox/tenant-data.ts';
import { testNow } from '../wire.ts';

describe('an administrator of the simulated company', () => {
  let company: TenantData;
  let apply: ReturnType<typeof administration>['apply'];
  beforeEach(() => {
    company = makeCompany({ now: testNow, quarantineSize: 20 });
    ({ apply } = administration(company, () => testNow));
  });

  const antiSpam = (parameters: object) =>
    apply({ set: [{ cmdlet: 'Set-HostedContentFilterPolicy', identity: 'Default', parameters }] });
  const list = (parameters: object, cmdlet = 'New-TenantAllowBlockListItems') =>
    apply({ set: [{ cmdlet, parameters: { ListType: 'Sender', Entries: ['x.example'], ...parameters } }] });
  const inDays = (days: number) => new Date(testNow + days * 86_400_000).toISOString();

  it('is refused values that Exchange does not take', () => {
    assert.throws(() => antiSpam({ BulkThreshold: 99 }), /from 1 to 9/);
    assert.throws(() => antiSpam({ BulkThreshold: '' }), /from 1 to 9/);
    assert.throws(() => antiSpam({ SpamAction: 'NoAction' }), /it takes AddXHeader/);
    assert.throws(() => antiSpam({ markasspamspfrecordhardfail: 'Test' }), /it takes On, Off/);
    assert.deepEqual(antiSpam({ BulkThreshold: '9', BulkSpamAction: 'quarantine' }), []);
    const row = company.cmdlets['Get-HostedContentFilterPolicy']?.find(({ Name }) => Name === 'Default');
    assert.deepEqual([row?.BulkThreshold, row?.BulkSpamAction], [9, 'Quarantine']);
  });

  it('is refused allow entries that never end or last too long, and blocks that last too long', () => {
    assert.throws(() => list({ Allow: true, NoExpiration: true }), /NoExpiration is not to be had/);
    assert.throws(() => list({ Allow: true, ExpirationDate: inDays(31) }), /within 30 days/);
    assert.throws(() => list({ Block: true, ExpirationDate: inDays(91) }), /within 90 days/);
    list({ Allow: true, ExpirationDate: inDays(29) });
    assert.throws(() => list({ NoExpiration: true }, 'Set-TenantAllowBlockListItems'), /NoExpiration is not to be had/);
    list({ Entries: ['y.example'], Block: true, NoExpiration: true });
  });

  it('is refused a pair that lets anybody write as anybody', () => {
    const parameters = { SpoofedUser: '*', SendingInfrastructure: '*', SpoofType: 'External', Action: 'Allow' };
    const call = { cmdlet: 'New-TenantAllowBlockListSpoofItems', parameters };
    assert.throws(() => apply({ set: [call] }), /anybody write as anybody/);
  });

  it('hears what was taken and decides nothing about mail', () => {
    assert.deepEqual(antiSpam({ MarkAsSpamJavaScriptInHtml: 'On', BulkThreshold: 8 }), [
      'MarkAsSpamJavaScriptInHtml decides nothing about new mail here.',
    ]);
    assert.match(antiSpam({ MarkAsSpamWebBugsInHtml: 'Test' })[0] ?? '', /test mode/);
    assert.match(antiSpam({ BulkSpamAction: 'Redirect' })[0] ?? '', /nobody else gets it/);
    assert.match(list({ ListType: 'FileHash', Entries: ['ab'], Block: true })[0] ?? '', /FileHash .* decide nothing/);
    assert.deepEqual(list({ Block: true }), []);
    const others = apply({
      set: [{ cmdlet: 'Set-TransportConfig', parameters: {} }],
      dns: { 'alderfinch.example': { spf: 'v=spf1 -all', dmarc: 'v=DMARC1; p=reject' } },
    });
    assert.deepEqual(others, [
      'TransportConfig decides nothing about new mail here.',
      'The spf record of alderfinch.example decides nothing about new mail here.',
    ]);
  });

  it('hears that a rule is not run, or changes nothing', () => {
    const rule = (parameters: object) => apply({ set: [{ cmdlet: 'New-TransportRule', parameters }] });
    const unknown = { ExceptIfHeaderContainsMessageHeader: 'X-CM', ExceptIfHeaderContainsWords: ['ok'] };
    assert.match(
      rule({ Name: 'Odd', SenderDomainIs: ['x.example'], ...unknown, DeleteMessage: true })[0] ?? '',
      /“Odd” is not run here: ExceptIfHeaderContainsMessageHeader, ExceptIfHeaderContainsWords/,
    );
    assert.match(
      rule({ Name: 'Mark', SenderDomainIs: ['x.example'], PrependSubject: '!' })[0] ?? '',
      /“Mark” change nothing/,
    );
    assert.deepEqual(rule({ Name: 'Drop', SenderDomainIs: ['x.example'], DeleteMessage: true }), []);
  });
});
