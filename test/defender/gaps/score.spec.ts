import assert from 'node:assert/strict';
import { findGaps } from '../../../src/defender/gaps/evaluate.ts';
import { parseSnapshot } from '../../../src/defender/snapshot.ts';
import { defaultWith, now, sender } from '../../support/gap-tenant.ts';
import { untouchedTenant } from '../../support/microsoft-baselines.ts';

const bypass = (count: number) => ({
  'Get-TransportRule': Array.from({ length: count }, (_, place) => ({
    Name: `Bypass ${place}`,
    Guid: `${place}`,
    State: 'Enabled',
    Mode: 'Enforce',
    SetSCL: -1,
    SenderDomainIs: [`partner${place}.com`],
  })),
});
const scored = (changes: object) => {
  const tenant = parseSnapshot({ ...untouchedTenant('Default'), ...changes });
  const { score, scoreExplained } = findGaps(tenant, { recipients: ['anna@contoso.com'], sender, now });
  return { score: score ?? Number.NaN, lost: scoreExplained.lost };
};

describe('The score', () => {
  it('tells a tenant with common faults from one that is worse', () => {
    const common = { ...bypass(3), ...defaultWith('Get-HostedContentFilterPolicy', { MarkAsSpamWebBugsInHtml: 'On' }) };
    const worse = { ...common, ...bypass(12) };
    assert.ok(scored(common).score >= 30, `${scored(common).score}`);
    assert.ok(scored(worse).score < scored(common).score);
    assert.ok(scored(worse).score > 0);
  });

  it('falls with every further gap, and the points of the gaps add up to what is missing', () => {
    let before = 100;
    for (const count of [1, 2, 3, 5, 8]) {
      const { score, lost } = scored(bypass(count));
      assert.ok(score < before);
      before = score;
      const sum = lost.map(({ points }) => points).reduce((total, points) => total + points, 0);
      assert.ok(Math.abs(100 - score - sum) < 1);
    }
  });
});
