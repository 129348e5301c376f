import assert from 'node:assert/strict';
import { campaignSenders } from '../../../src/sandbox/company/campaign-senders.ts';
import { makeCompany } from '../../../src/sandbox/company/make-company.ts';
import { testNow } from '../wire.ts';
import { newMail } from './new-mail.ts';

const { news, people, leader, comms, euNews, euRoom } = campaignSenders;

describe('how the simulated company decides on new mail', () => {
  let fate: ReturnType<typeof newMail>['fate'];
  let administrator: ReturnType<typeof newMail>['administrator'];
  let dns: ReturnType<typeof newMail>['dns'];
  beforeEach(() => {
    ({ fate, administrator, dns } = newMail(makeCompany({ now: testNow, quarantineSize: 20 })));
  });

  it('applies Strict before Standard before custom policies before the default one', () => {
    assert.equal(fate(news, 'finance', { bcl: 5 }), 'quarantine bulk7 Strict Preset Security Policy1770804311207');
    assert.equal(fate(news, 'hr', { bcl: 6 }), 'junk bulk7 Standard Preset Security Policy1770804300483');
    assert.equal(fate(news, 'retail-stores', { bcl: 6 }), 'quarantine bulk7 Retail stores anti-spam');
    assert.equal(fate(news, 'sales', { bcl: 7 }), 'junk bulk7 Default');
    assert.equal(fate(news, 'sales', { bcl: 6 }), 'delivered deliveredBulk');
  });

  it('follows a rule that was switched off, and an exception that was added', () => {
    administrator(
      { cmdlet: 'Disable-HostedContentFilterRule', identity: 'Retail stores anti-spam' },
      {
        cmdlet: 'Set-EOPProtectionPolicyRule',
        identity: 'Strict Preset Security Policy',
        parameters: { ExceptIfSentToMemberOf: ['finance@alderfinch.example'] },
      },
    );
    assert.equal(fate(news, 'retail-stores', { bcl: 6 }), 'delivered deliveredBulk');
    assert.equal(fate(news, 'finance', { bcl: 6 }), 'delivered deliveredBulk');
  });

  it('takes mail of an own domain that it does not prove for spoofing, until the pair is allowed or DNS holds the keys', () => {
    assert.equal(fate(people, 'sales'), 'quarantine spoofOwnDomain Office365 AntiPhish Default');
    assert.match(fate(people, 'hr'), /^junk spoofOwnDomain Standard/);
    administrator({
      cmdlet: 'Remove-TenantAllowBlockListItems',
      parameters: { ListType: 'Url', Entries: ['tk.cmnky.co/*'] },
    });
    assert.match(fate(euRoom, 'sales'), /^quarantine spoofDmarc/);
    administrator({
      cmdlet: 'New-TenantAllowBlockListSpoofItems',
      parameters: {
        SpoofedUser: 'alderfinch.example',
        SendingInfrastructure: 'sendgrid.net',
        SpoofType: 'Internal',
        Action: 'Allow',
      },
    });
    assert.equal(fate(people, 'sales'), 'delivered deliveredBulk');
    assert.match(fate(euRoom, 'sales'), /^quarantine spoofDmarc/);
    dns({ 'alderfinch-eu.example': { dkim: { s1: 's1.domainkey.u1.wl1.sendgrid.net' } } });
    assert.equal(fate(euRoom, 'sales'), 'delivered deliveredBulk');
  });

  it('holds what looks like a protected leader, unless the sender is trusted', () => {
    assert.match(fate(leader, 'executives'), /^quarantine userImpersonation Strict/);
    assert.equal(fate(leader, 'sales'), 'delivered deliveredBulk');
    administrator({
      cmdlet: 'Set-AntiPhishPolicy',
      identity: 'EU offices anti-phish',
      parameters: { ExcludedDomains: { Add: ['alderfinch-news.example'] } },
    });
    assert.match(fate(leader, 'eu-offices'), /^quarantine webBug/);
  });

  it('lets mail from a mailbox of the company through, but not with a blocked link or file type', () => {
    assert.equal(fate(comms, 'finance', { bcl: 9 }), 'delivered deliveredInside');
    assert.match(fate(comms, 'sales', { attachment: 'calendar.ics' }), /^quarantine fileType Company attachment rules/);
    assert.match(fate(euNews, 'sales'), /^quarantine blockedUrl/);
    administrator({
      cmdlet: 'Remove-TenantAllowBlockListItems',
      parameters: { ListType: 'Url', Entries: ['tk.cmnky.co/*'] },
    });
    assert.equal(fate(euNews, 'sales'), 'delivered deliveredBulk');
  });

  it('obeys mail flow rules before it filters for spam, and not those of a kind it does not know', () => {
    assert.match(fate(news, 'sales', { subject: 'CM Test - All staff' }), /^quarantine heldByRule Hold outside mail/);
    administrator(
      { cmdlet: 'Disable-TransportRule', identity: 'Hold outside mail that looks like an all-staff notice' },
      {
        cmdlet: 'New-TransportRule',
        parameters: { Name: 'Bypass', SenderIpRanges: ['198.51.100.0/24'], SetSCL: '-1' },
      },
      {
        cmdlet: 'New-TransportRule',
        parameters: { Name: 'Odd', FromMemberOf: ['x@alderfinch.example'], DeleteMessage: true },
      },
    );
    assert.equal(fate(news, 'retail-stores', { subject: 'CM Test - All staff', bcl: 8 }), 'delivered deliveredBulk');
  });

  it('skips spam filtering for allowed senders and addresses, and lets a block win over an allow', () => {
    const sender = { ListType: 'Sender', Entries: ['news.alderfinch.example'] };
    administrator({ cmdlet: 'New-TenantAllowBlockListItems', parameters: { ...sender, Allow: true } });
    assert.equal(fate(news, 'finance', { bcl: 9 }), 'delivered deliveredBulk');
    administrator({ cmdlet: 'Set-TenantAllowBlockListItems', parameters: { ...sender, Block: true } });
    assert.match(fate(news, 'finance', { bcl: 0 }), /^quarantine blockedSender/);
    administrator(
      { cmdlet: 'Remove-TenantAllowBlockListItems', parameters: sender },
      {
        cmdlet: 'Set-HostedConnectionFilterPolicy',
        identity: 'Default',
        parameters: { IPAllowList: { Add: ['198.51.100.24'] } },
      },
    );
    assert.equal(fate(news, 'finance', { bcl: 9 }), 'delivered deliveredBulk');
  });
});
