import assert from 'node:assert/strict';
import fc from 'fast-check';
import { campaignKey, campaignSubject, isTestSubject } from '../../src/contactmonkey/campaign-key.ts';

const mail = {
  sender: 'news@adventure-works.example',
  subject: 'Monday digest 46',
  receivedAt: '2026-11-10T07:02:16Z',
};

describe('campaignKey', () => {
  it('is the same for one send, whatever case, spacing, test marker and reply marks', () => {
    for (const subject of [
      'MONDAY  digest 46',
      'CM Test - Monday digest 46',
      'Fwd: RE: Monday digest 46 ',
      '[EXTERNAL] Monday digest 46',
    ]) {
      assert.equal(
        campaignKey({ ...mail, subject, sender: ' News@Adventure-Works.example' }),
        campaignKey(mail),
        subject,
      );
    }
    assert.equal(campaignKey({ ...mail, receivedAt: '2026-11-10T22:59:00+00:00' }), campaignKey(mail));
  });

  it('differs by sender, day, and number or date in the subject', () => {
    const others = [
      { ...mail, sender: 'hr@adventure-works.example' },
      { ...mail, receivedAt: '2026-11-11T00:00:00Z' },
      { ...mail, subject: 'Monday digest 47' },
    ];

    assert.equal(new Set([mail, ...others].map((each) => campaignKey(each))).size, 4);
  });

  it('goes by the marker of the profile', () => {
    assert.equal(campaignSubject('Probe: Digest', 'Probe: '), 'digest');
    assert.equal(isTestSubject('Probe: Digest', 'Probe: '), true);
    assert.equal(isTestSubject('CM Test - Digest', 'Probe: '), false);
  });

  it('never throws, whatever the texts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (subject) => {
        const key = campaignKey({ sender: subject, subject, receivedAt: subject });
        assert.equal(typeof key, 'string');
      }),
    );
  });
});
