import assert from 'node:assert/strict';
import { fromCampaign } from '../../src/alerts/from-campaign.ts';
import type { CampaignFact } from '../../src/campaigns/test-campaign/facts.ts';

const now = new Date('2026-11-21T09:00:00.000Z');
const campaign = { id: 'c1', name: 'Town Hall', subject: 'CM Test - Town Hall', sender: null, isTest: true };
const base = { tenantId: 't', key: 'k', at: '2026-11-21T08:55:00.000Z' };

describe('Facts of the campaign watch, as alerts take them', () => {
  it('count everybody once: those who were not seen stand among the outcomes already', () => {
    const outcomes = { delivered: 7, quarantined: 2, notSeen: 3 };
    const fact = fromCampaign({ ...base, kind: 'settled', campaign, outcomes, missing: 3 }, now);
    assert.deepEqual(fact.kind === 'settled' && fact.counts, { recipients: 12, inbox: 7, missing: 3 });
  });

  it('count nobody in the inbox of a test that nobody got', () => {
    const fact = fromCampaign({ ...base, kind: 'settled', campaign, outcomes: { notSeen: 4 }, missing: 4 }, now);
    assert.deepEqual(fact.kind === 'settled' && fact.counts, { recipients: 4, inbox: 0, missing: 4 });
  });

  it('take the time of the poll where the fact has none', () => {
    const about = { campaign, recipient: 'a@x.example', networkMessageId: 'n' };
    const fact: CampaignFact = { ...base, at: '', kind: 'recipientJunked', ...about };
    assert.equal(fromCampaign(fact, now).at, now.toISOString());
  });

  it('keep the cause of a blind watch, and call what has no name of its own an outage', () => {
    const blind = (kind: 'throttled' | 'noPermission' | 'unreachable') => {
      const why = { what: 'the message trace', kind, sentence: 'S.', advice: 'A.' };
      const fact = fromCampaign({ ...base, kind: 'watchBlind', why, since: base.at }, now);
      return fact.kind === 'watchBlind' ? fact.cause : null;
    };
    assert.deepEqual(
      [blind('throttled'), blind('noPermission'), blind('unreachable')],
      ['throttled', 'noPermission', 'outage'],
    );
  });
});
