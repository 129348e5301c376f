import assert from 'node:assert/strict';
import { campaignSenders, sendingIps } from '../../../src/sandbox/company/campaign-senders.ts';
import { causes } from '../../../src/sandbox/company/causes.ts';
import { headerText } from '../../../src/sandbox/company/headers.ts';
import { huntingRows } from '../../../src/sandbox/company/hunting-views.ts';
import { makeCompany } from '../../../src/sandbox/company/make-company.ts';
import { purge } from '../../../src/sandbox/filtering/filter.ts';
import { policyInForce } from '../../../src/sandbox/filtering/policy-in-force.ts';
import type { TenantData, WireRow } from '../../../src/sandbox/tenant-data.ts';
import { testNow } from '../wire.ts';
import { newMail } from './new-mail.ts';

const { news, people } = campaignSenders;

describe('whose lists the simulated company obeys', () => {
  let data: TenantData;
  let company: ReturnType<typeof newMail>;
  beforeEach(() => {
    data = makeCompany({ now: testNow, quarantineSize: 20 });
    company = newMail(data);
  });

  const setDefault = (parameters: object) =>
    company.administrator({ cmdlet: 'Set-HostedContentFilterPolicy', identity: 'Default', parameters });

  it('drops mail of a blocked address without a word, unless the address is allowed too', () => {
    const set = (parameters: object) =>
      company.administrator({ cmdlet: 'Set-HostedConnectionFilterPolicy', parameters });
    set({ IPBlockList: { Add: [`${sendingIps.us.ip}`] } });
    assert.match(company.fate(news, 'sales'), /^deleted blockedIp/);
    set({ IPAllowList: { Add: [`${sendingIps.us.ip}`] } });
    assert.match(company.fate(news, 'sales', { bcl: 9 }), /^delivered/);
  });

  it('weighs the recipient’s own lists more than what the organisation allows and less than what it blocks', () => {
    const { mail } = company.personIn('sales');
    const own = (lists: WireRow) => {
      const row = { Identity: mail, Enabled: true, TrustedSendersAndDomains: [], BlockedSendersAndDomains: [] };
      data.cmdlets['Get-MailboxJunkEmailConfiguration'] = [{ ...row, ...lists }];
    };
    own({ BlockedSendersAndDomains: ['news.alderfinch.example'] });
    setDefault({ AllowedSenderDomains: ['news.alderfinch.example'] });
    assert.match(company.fate(news, 'sales'), /^junk userBlocked/);
    assert.match(headerText(company.sent(news, 'sales').mail), /SFV:BLK/);
    own({ TrustedSendersAndDomains: [people.from] });
    assert.match(company.fate(people, 'sales'), /^delivered userSafe/);
    own({ TrustedSendersAndDomains: ['alderfinch.example'] });
    assert.match(company.fate(people, 'sales'), /^quarantine spoofOwnDomain/);
    own({ TrustedSendersAndDomains: [news.from] });
    company.administrator({
      cmdlet: 'New-TenantAllowBlockListItems',
      parameters: { ListType: 'Sender', Entries: [news.from], Block: true },
    });
    assert.match(company.fate(news, 'sales'), /^quarantine blockedSender/);
  });

  it('runs no rule with an exception that it does not understand', () => {
    const rule = { Name: 'Odd', SenderDomainIs: ['news.alderfinch.example'], DeleteMessage: true };
    const exception = { ExceptIfHeaderContainsMessageHeader: 'X-CM', ExceptIfHeaderContainsWords: ['ok'] };
    company.administrator({ cmdlet: 'New-TransportRule', parameters: { ...rule, ...exception } });
    assert.match(company.fate(news, 'sales'), /^delivered/);
    company.administrator({ cmdlet: 'New-TransportRule', parameters: { ...rule, Name: 'Plain' } });
    assert.match(company.fate(news, 'sales'), /^deleted heldByRule Plain/);
  });

  it('takes remote pictures for spam where the option says so, and puts marked spam into junk', () => {
    setDefault({ IncreaseScoreWithImageLinks: 'On', SpamAction: 'AddXHeader' });
    const { mail } = company.sent(news, 'sales', { bcl: 0 });
    assert.equal(mail.cause.outcome, 'junk');
    assert.match(headerText(mail), /X-CustomSpam: Image links to remote sites/);
  });

  it('names the same bulk complaint level everywhere', () => {
    const { mail } = company.sent(news, 'finance', { bcl: 5 });
    assert.deepEqual([mail.cause.key, mail.cause.header.bcl, mail.bcl], ['bulk7', 5, 5]);
  });

  it('moves phishing that was found later to where its action says, and leaves it with other actions', () => {
    const { mail } = company.sent(news, 'sales', { bcl: 1 });
    const after = (PhishSpamAction: string) => {
      setDefault({ PhishSpamAction });
      return purge(mail, { data, policyOf: policyInForce(data), now: testNow });
    };
    assert.equal(after('Quarantine')?.cause.outcome, 'zapped');
    assert.equal(after('AddXHeader'), null);
    const found = after('MoveToJmf');
    assert.equal(found?.cause.outcome, 'zappedToJunk');
    const moved = { ...mail, cause: found?.cause ?? causes.zapped, movedAt: testNow };
    const [row] = huntingRows('EmailPostDeliveryEvents', moved, found?.policy ?? company.sent(news, 'sales').policy);
    assert.deepEqual(
      [row?.Action, row?.ActionType, row?.DeliveryLocation],
      ['Moved to junk folder', 'Phish ZAP', 'Junk folder'],
    );
  });
});
