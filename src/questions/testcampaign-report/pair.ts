import { isSameMail } from '../../campaigns/test-campaign/campaign.ts';
import type { CampaignSummary } from '../../campaigns/watch/campaign-room.ts';
import type { SenderProfile } from '../../contactmonkey/sender-profile.ts';

type Kept = CampaignSummary['campaign'];

/** The newest earlier test with the same sender and subject; null when there is none. */
export function testBefore(campaign: Kept, newest: readonly CampaignSummary[], profile: SenderProfile): Kept | null {
  const earlier = newest
    .map((summary) => summary.campaign)
    .filter(
      (other) =>
        other.id !== campaign.id &&
        other.firstSeenAt !== null &&
        other.firstSeenAt < (campaign.firstSeenAt ?? '') &&
        isSameMail(other, campaign, profile),
    )
    .sort((a, b) => (b.firstSeenAt ?? '').localeCompare(a.firstSeenAt ?? ''));
  return earlier[0] ?? null;
}

/** The newest of `found` that has a test before it, with that one; null when each stands alone. */
export function newestPair(
  found: readonly CampaignSummary[],
  newest: readonly CampaignSummary[],
  profile: SenderProfile,
): { before: Kept; after: Kept } | null {
  for (const { campaign } of found) {
    const before = testBefore(campaign, newest, profile);
    if (before !== null) return { before, after: campaign };
  }
  return null;
}

/** Whether a sentence asks if something changed between two tests. */
export function asksToCompare(text: string): boolean {
  return words.test(text) || fix.test(text);
}

const words =
  /\bcompar(?:e|ed|es|ing|ison)\b|\bside by side\b|\bnext to (?:each other|the)\b|\bversus\b|\bvs\b|\b(?:better|worse)\b|\bimprov(?:e|ed|ement)\b|\bbefore and after\b|\bdifference between\b|\bnow that\b/i;
const fix =
  /\b(?:did|does|do|has|have|is|was)\b[^.?!]*\b(?:fix(?:ed|es)?|change[ds]?|changing|raising|lowering|adjust(?:ed|ments?)?|mend(?:ed)?)\b[^.?!]*(?:\b(?:work|works|worked|help|helps|helped|effect|enough|solve[ds]?)\b|\?|$)|\bdid (?:it|that|this) (?:work|help)\b/i;
