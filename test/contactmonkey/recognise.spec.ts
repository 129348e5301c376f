import assert from 'node:assert/strict';
import { parseSenderProfile } from '../../src/contactmonkey/parse-sender-profile.ts';
import { recogniseCampaignMail } from '../../src/contactmonkey/recognise.ts';
import { isTrackerUrl } from '../../src/contactmonkey/tracker-url.ts';

const { profile } = parseSenderProfile({
  senders: [{ address: 'news@adventure-works.example', path: 'email-delivery' }],
  sendingIps: ['198.51.100.23'],
  dkimDomains: ['em.adventure-works.example', 'adventure-works.example'],
  mailFromDomains: ['em.adventure-works.example'],
  trackingHosts: ['links.adventure-works.example'],
});
const nothingKnown = parseSenderProfile({}).profile;

describe('recogniseCampaignMail', () => {
  it('knows a campaign sender, as a claim and not as proof', () => {
    const found = recogniseCampaignMail({ senderAddress: 'NEWS@adventure-works.example' }, profile);

    assert.deepEqual([found.is, found.standing, found.path], ['yes', 'claimed', 'email-delivery']);
  });

  it('knows mail from the dedicated address, as proof', () => {
    const found = recogniseCampaignMail(
      { senderAddress: 'ceo@adventure-works.example', sendingIp: '198.51.100.23' },
      profile,
    );

    assert.deepEqual([found.is, found.standing, found.path], ['yes', 'proven', 'email-delivery']);
  });

  it('never goes by the From domain, nor by a signature or envelope of that same domain', () => {
    const found = recogniseCampaignMail(
      {
        senderAddress: 'payroll@adventure-works.example',
        subject: 'Payslip',
        urls: [],
        dkimDomains: ['adventure-works.example'],
        mailFromDomain: 'adventure-works.example',
      },
      profile,
    );

    assert.equal(found.is, 'no');
  });

  it('knows the test marker, behind tags and reply marks too', () => {
    const found = recogniseCampaignMail({ subject: '[EXTERNAL] Re: CM Test - October recap' }, nothingKnown);

    assert.deepEqual([found.is, found.isTest], ['yes', true]);
    assert.equal(recogniseCampaignMail({ subject: 'About CM Test - runs' }, nothingKnown).isTest, false);
  });

  it('knows a tracking link, on a region host and on the own one', () => {
    for (const url of [
      'https://tk.cmnky.co/api/v1/tracker?cm_session=1',
      'https://links.adventure-works.example/api/v1/read?x',
    ]) {
      assert.equal(recogniseCampaignMail({ urls: [url] }, profile).is, 'yes', url);
    }
    assert.equal(recogniseCampaignMail({ urlHosts: ['www.contactmonkey.com'] }, profile).is, 'yes');
  });

  it('says no only when sender and links were looked at and the senders are known', () => {
    const stranger = { senderAddress: 'offers@fabrikam.example', subject: 'Sale' };

    assert.equal(recogniseCampaignMail({ ...stranger, urls: ['https://fabrikam.example/'] }, profile).is, 'no');
    assert.equal(recogniseCampaignMail(stranger, profile).is, 'unknown');
    assert.equal(recogniseCampaignMail({ ...stranger, urls: [] }, nothingKnown).is, 'unknown');
  });

  it('names what was not looked at', () => {
    assert.deepEqual(
      recogniseCampaignMail(
        { senderAddress: 'a@b.example', subject: 'x', sendingIp: '192.0.2.1', dkimDomains: [] },
        profile,
      ).notLookedAt,
      ['the links in the body'],
    );
  });
});

describe('isTrackerUrl', () => {
  const cases: [url: string, is: boolean][] = [
    ['https://contactmonkey.com/api/v1/tracker?cm_destination=https://intranet.example/', true],
    ['https://WWW.ContactMonkey.com/api/v1/reads_val', true],
    [
      'https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Ftkca.cmnky.co%2Fapi%2Fv1%2Ftracker%3Fx&data=05',
      true,
    ],
    ['https://contactmonkey.com/pricing', false],
    ['https://contactmonkey.com.evil.example/api/v1/tracker', false],
    ['https://contactmonkey.com@evil.example/api/v1/tracker', false],
    ['https://evil.example/?u=https://contactmonkey.com/api/v1/tracker', false],
    ['https://x.tk.cmnky.co/api/v1/tracker', false],
    ['https://contactmonkey.com/api/v1/trackers', false],
    ['javascript:https://contactmonkey.com/api/v1/tracker', false],
    ['not a url', false],
  ];
  for (const [url, is] of cases) {
    it(`${is ? 'takes' : 'does not take'} ${url} for one`, () => {
      assert.equal(isTrackerUrl(url, profile), is);
    });
  }
});
