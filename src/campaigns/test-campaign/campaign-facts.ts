import { type Campaign, referenceOf } from './campaign.ts';
import type { CampaignFact } from './facts.ts';
import type { Tally } from './lifecycle.ts';
import { countFates, type Fate, isAllClear } from './recipient.ts';

/**
 * What the campaign as a whole gives reason to tell, at any time the same keys. `fates` is null when they were not counted: then
 * nothing new is said of them.
 */
export function factsOfCampaign(
  tenantId: string,
  campaign: Campaign,
  tally: Tally,
  fates: readonly Fate[] | null,
): CampaignFact[] {
  const about = { tenantId, campaign: referenceOf(campaign) };
  const key = (kind: string) => `${kind}|${campaign.id}`;
  const reached = (state: string) => campaign.transitions.find(({ to }) => to === state)?.at ?? null;
  const facts: CampaignFact[] = [];
  const sentAt = reached('sent');
  if (sentAt !== null) {
    const { foundBy } = campaign;
    facts.push({ ...about, kind: 'campaignOpened', key: key('opened'), at: sentAt, foundBy, expected: tally.expected });
  }
  const overdueAt = reached('overdue');
  const plannedFor = campaign.plan?.plannedFor ?? null;
  if (overdueAt !== null && plannedFor !== null) {
    facts.push({ ...about, kind: 'overdue', key: key('overdue'), at: overdueAt, plannedFor, missing: tally.expected });
  }
  const settledAt = reached('settled');
  if (settledAt === null || fates === null) return facts;
  const { missing } = tally;
  facts.push({ ...about, kind: 'settled', key: key('settled'), at: settledAt, outcomes: countFates(fates), missing });
  if (missing > 0 && plannedFor !== null) {
    facts.push({ ...about, kind: 'overdue', key: key('missing'), at: settledAt, plannedFor, missing });
  }
  if (isAllClear(fates)) {
    const recipients = fates.filter(({ kind }) => kind !== 'expanded').length;
    facts.push({ ...about, kind: 'allClear', key: key('allClear'), at: settledAt, recipients, clears: [] });
  }
  return facts;
}
