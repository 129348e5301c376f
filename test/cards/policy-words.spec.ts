import assert from 'node:assert/strict';
import { quarantineCountCard } from '../../src/cards/quarantine-count/index.ts';
import { quarantineWhyCard } from '../../src/cards/quarantine-why/index.ts';
import { policyWords } from '../../src/cards/words.ts';
import { cardText } from '../support/questions.ts';

const wireName = 'Standard Preset Security Policy1770804300483';
const reader = { locale: 'en-GB', timeZone: 'UTC', asOf: '2026-11-21T09:00:00Z', couldNot: [] };

describe('names of policies on cards', () => {
  it('are those of the portal for the preset policies, whose wire names end in a number', () => {
    assert.equal(policyWords(wireName), 'Standard preset');
    assert.equal(policyWords('Strict Preset Security Policy1700000000001'), 'Strict preset');
    assert.equal(policyWords('strict preset security policy'), 'Strict preset');
    assert.equal(policyWords('Built-In Protection Policy'), 'Built-in protection');
  });

  it('stay as they are for policies that only look like a preset', () => {
    for (const name of ['Strict Preset Security Policy for Finance', 'My Standard Preset Security Policy1', 'Default'])
      assert.equal(policyWords(name), name);
  });

  it('are made harmless, since anybody who makes a policy names it', () => {
    assert.doesNotMatch(policyWords('<at>all</at> [x](https://evil.example)'), /<at>|\]\(|https:/);
  });

  it('are short in the cause and whole in its evidence', () => {
    const card = quarantineWhyCard({
      ...reader,
      audience: 'personal',
      message: {
        identity: 'a\\b',
        subject: 'Town hall',
        sender: 'news@contoso.com',
        ours: 'yes',
        receivedAt: '2026-11-20T09:00:00Z',
        expiresAt: null,
        reason: 'Bulk',
        reasonText: 'Bulk',
        releaseStatus: 'NotReleased',
        releaseStatusText: 'NOTRELEASED',
        recipients: 3,
      },
      path: { path: 'unknown', certainty: 'unknown', evidence: [] },
      causes: [
        {
          component: 'anti-spam',
          policy: wireName,
          setting: 'BulkThreshold',
          certainty: 'certain',
          explanation: 'The bulk complaint level reached the threshold.',
          evidence: [...Array.from({ length: 9 }, (_, row) => `fact ${row}`), `quarantine: policy "${wireName}"`],
        },
      ],
      canHelp: null,
      cannotHelp: null,
      links: [],
    });
    const shown = cardText(card);
    assert.match(card.fallbackText ?? '', /Anti-spam policy → Standard preset → BulkThreshold/);
    assert.equal(shown.split(wireName).length - 1, 1, shown);
  });

  it('are one bar for the policies of one preset', () => {
    const shown = cardText(
      quarantineCountCard({
        ...reader,
        filters: '',
        filterEntities: {},
        period: { label: 'last week', from: '2026-11-09T00:00:00Z', to: '2026-11-16T00:00:00Z' },
        total: 9,
        complete: true,
        previous: null,
        byReason: [{ reason: 'Bulk', text: 'Bulk', count: 9 }],
        byPolicy: [
          { policy: wireName, count: 5 },
          { policy: 'Standard Preset Security Policy1770804300999', count: 4 },
        ],
        byDay: [{ day: '2026-11-10', count: 9 }],
      }),
    );
    assert.equal(shown.split('Standard preset').length - 1, 1, shown);
  });
});
