import assert from 'node:assert/strict';
import fc from 'fast-check';
import { defaultSenderProfile, parseSenderProfile } from '../../src/contactmonkey/parse-sender-profile.ts';

const problemsOf = (json: unknown) => parseSenderProfile(json).problems;

describe('parseSenderProfile', () => {
  it('reads a whole profile, addresses and names in lower case', () => {
    const { profile, problems } = parseSenderProfile({
      regions: ['EU'],
      senders: [
        { address: 'News@Adventure-Works.example', path: 'email-delivery' },
        { address: 'ceo@adventure-works.example' },
      ],
      sendingIps: ['198.51.100.23', '203.0.113.16/28'],
      dkimDomains: ['em.adventure-works.example'],
      mailFromDomains: ['Bounce.adventure-works.example'],
      trackingHosts: ['links.adventure-works.example'],
      testSubjectPrefix: 'Probe: ',
      audienceGroups: ['all.staff@adventure-works.example'],
      endpoints: [{ value: 'img.adventure-works.example', kind: 'domain', source: 'our CSM', date: '2026-10-02' }],
    });

    assert.deepEqual(problems, []);
    assert.deepEqual(profile, {
      regions: ['eu'],
      senders: [
        { address: 'news@adventure-works.example', path: 'email-delivery' },
        { address: 'ceo@adventure-works.example', path: null },
      ],
      sendingIps: ['198.51.100.23', '203.0.113.16/28'],
      dkimDomains: ['em.adventure-works.example'],
      mailFromDomains: ['bounce.adventure-works.example'],
      trackingHosts: ['tk.cmnky.co', 'links.adventure-works.example'],
      testSubjectPrefix: 'Probe: ',
      audienceGroups: ['all.staff@adventure-works.example'],
      endpoints: [{ value: 'img.adventure-works.example', kind: 'domain', source: 'our CSM', date: '2026-10-02' }],
    });
  });

  it('takes the tracking hosts of all regions when none is named', () => {
    assert.deepEqual(defaultSenderProfile().trackingHosts, [
      'contactmonkey.com',
      'tk.cmnky.co',
      'tkca.cmnky.co',
      'tkau.cmnky.co',
    ]);
    assert.deepEqual(defaultSenderProfile().senders, []);
  });

  it('leaves out what is wrong, tells it in a sentence, and keeps the rest', () => {
    const { profile, problems } = parseSenderProfile({
      senders: [{ address: 'not an address' }, { address: 'ok@adventure-works.example', path: 'pigeon' }],
      sendingIps: ['198.51.100.23', '1.2.3', 'localhost'],
      trackingHosts: ['https://links.adventure-works.example/'],
    });

    assert.deepEqual(profile.senders, [{ address: 'ok@adventure-works.example', path: null }]);
    assert.deepEqual(profile.sendingIps, ['198.51.100.23']);
    assert.equal(problems.length, 5);
    assert.ok(problems.every((problem) => problem.endsWith('.')));
  });

  it('tells a misspelt key', () => {
    assert.match(problemsOf({ sendingIPs: [] }).join(), /"sendingIPs" is not a key/);
  });

  it('refuses ranges and domains that strangers share', () => {
    const { profile, problems } = parseSenderProfile({
      sendingIps: ['0.0.0.0/0', '198.51.0.0/16'],
      dkimDomains: ['sendgrid.net', 'co.uk'],
      mailFromDomains: ['github.io'],
    });

    assert.deepEqual([profile.sendingIps, profile.dkimDomains, profile.mailFromDomains], [[], [], []]);
    assert.equal(problems.length, 5);
  });

  it('keeps the published test marker when the given one would match everything', () => {
    assert.equal(parseSenderProfile({ testSubjectPrefix: ' ' }).profile.testSubjectPrefix, 'CM Test - ');
    assert.equal(problemsOf({ testSubjectPrefix: '' }).length, 1);
  });

  it('never throws, whatever the JSON', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.dictionary(
            fc.constantFrom('regions', 'senders', 'sendingIps', 'dkimDomains', 'endpoints', '__proto__'),
            fc.jsonValue(),
          ),
        ),
        (json) => {
          const { profile } = parseSenderProfile(json);
          assert.ok(profile.trackingHosts.length > 0);
        },
      ),
    );
  });
});
