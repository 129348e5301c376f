import assert from 'node:assert/strict';
import { campaignSenders } from '../../../src/sandbox/company/campaign-senders.ts';
import { headerText } from '../../../src/sandbox/company/headers.ts';
import { huntingRows } from '../../../src/sandbox/company/hunting-views.ts';
import { traceItems } from '../../../src/sandbox/company/mail-views.ts';
import { makeCompany } from '../../../src/sandbox/company/make-company.ts';
import { testNow } from '../wire.ts';
import { newMail } from './new-mail.ts';

const { euRoom, news, leader } = campaignSenders;
const policy = 'Office365 AntiPhish Default';
const domain = 'alderfinch-eu.example';

describe('what the simulated company does with a sender who proves nothing', () => {
  let company: ReturnType<typeof newMail>;
  beforeEach(() => {
    company = newMail(makeCompany({ now: testNow, quarantineSize: 20 }));
    company.administrator(
      {
        cmdlet: 'Remove-TenantAllowBlockListItems',
        parameters: { ListType: 'Url', Entries: ['tk.cmnky.co/*'] },
      },
      {
        cmdlet: 'Set-AntiPhishPolicy',
        identity: policy,
        parameters: {
          AuthenticationFailAction: 'MoveToJmf',
          DmarcQuarantineAction: 'Quarantine',
          DmarcRejectAction: 'Reject',
        },
      },
    );
  });

  const table = [
    { spoof: true, honor: true, none: 'junk', quarantine: 'quarantine', reject: 'rejected' },
    { spoof: true, honor: false, none: 'junk', quarantine: 'junk', reject: 'junk' },
    { spoof: false, honor: true, none: 'delivered', quarantine: 'quarantine', reject: 'rejected' },
    { spoof: false, honor: false, none: 'delivered', quarantine: 'junk', reject: 'junk' },
  ];
  for (const { spoof, honor, ...outcomes } of table) {
    it(`follows the DMARC record with spoof intelligence ${spoof ? 'on' : 'off'} and Honor DMARC ${honor ? 'on' : 'off'}`, () => {
      company.administrator({
        cmdlet: 'Set-AntiPhishPolicy',
        identity: policy,
        parameters: { EnableSpoofIntelligence: spoof, HonorDmarcPolicy: honor },
      });
      for (const [asked, outcome] of Object.entries(outcomes)) {
        company.dns({ [domain]: { dmarc: `v=DMARC1; p=${asked}` } });
        assert.equal(company.sent(euRoom, 'sales').cause.outcome, outcome, asked);
      }
    });
  }

  it('refuses with a reply that names the domain, and keeps nothing', () => {
    company.dns({ [domain]: { dmarc: 'v=DMARC1; p=reject' } });
    const { mail, policy: acted } = company.sent(euRoom, 'sales');
    const [item] = traceItems(mail, acted);
    assert.equal(item?.status, 'Failed');
    const [, step] = item?.details() ?? [];
    assert.equal(step?.Event, 'Fail');
    assert.match(String(step?.Detail), /550 5\.7\.509 .*sending domain alderfinch-eu\.example does not pass DMARC/);
    const [event] = huntingRows('EmailEvents', mail, acted);
    assert.deepEqual([event?.DeliveryAction, event?.DeliveryLocation], ['Blocked', 'Failed']);
    assert.match(headerText(mail), /dmarc=fail action=reject/);
  });

  it('says in the header that it kept what was to be refused', () => {
    company.dns({ [domain]: { dmarc: 'v=DMARC1; p=reject' } });
    company.administrator({
      cmdlet: 'Set-AntiPhishPolicy',
      identity: policy,
      parameters: { DmarcRejectAction: 'Quarantine' },
    });
    const { mail } = company.sent(euRoom, 'sales');
    assert.equal(mail.cause.outcome, 'quarantine');
    assert.match(headerText(mail), /dmarc=fail action=oreject/);
  });

  it('asks the record of the domain above where there is none, and follows that of a domain that is not its own', () => {
    company.dns({
      'news.alderfinch.example': { dkim: {} },
      'alderfinch.example': { dmarc: 'v=DMARC1; p=none; sp=reject' },
    });
    assert.match(company.fate(news, 'sales'), /^rejected spoofDmarcReject/);
    company.dns({ 'alderfinch-news.example': { dkim: {}, dmarc: 'v=DMARC1; p=reject' } });
    assert.match(company.fate(leader, 'sales'), /^rejected spoofDmarcReject/);
    assert.equal(company.sent(leader, 'sales').cause.authentication?.reason, '000');
    company.dns({ 'alderfinch-news.example': { dmarc: 'v=DMARC1; p=none' } });
    assert.match(company.fate(leader, 'sales'), /^delivered/);
  });

  it('lets through what is on the list of allowed pairs, and treats a blocked pair as spoofing though it proves itself', () => {
    const pair = { SendingInfrastructure: 'sendgrid.net', SpoofType: 'Internal' };
    company.dns({ [domain]: { dmarc: 'v=DMARC1; p=reject' } });
    company.administrator(
      {
        cmdlet: 'New-TenantAllowBlockListSpoofItems',
        parameters: { ...pair, SpoofedUser: domain, Action: 'Allow' },
      },
      {
        cmdlet: 'New-TenantAllowBlockListSpoofItems',
        parameters: { ...pair, SpoofedUser: 'news.alderfinch.example', Action: 'Block' },
      },
    );
    assert.match(company.fate(euRoom, 'sales'), /^delivered/);
    assert.match(company.fate(news, 'sales', { bcl: 0 }), /^junk spoofBlocked Office365 AntiPhish Default/);
  });
});
