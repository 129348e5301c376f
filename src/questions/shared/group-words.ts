import type { CampaignGroup } from '../../campaigns/campaign-groups.ts';
import {
  type QuarantinedMessage,
  type QuarantineReason,
  quarantineReasons,
  type ReleaseStatus,
  releaseStatuses,
} from '../../defender/quarantined-message.ts';

/** The newest message of a campaign: the one that "Why?" explains. */
export function newestExample(group: CampaignGroup): QuarantinedMessage {
  const [newest] = [...group.examples].sort((a, b) => b.receivedAt.localeCompare(a.receivedAt));
  if (!newest) throw new Error('a campaign group without a message');
  return newest;
}

export function countedReasons(group: Pick<CampaignGroup, 'reasons'>) {
  return mostFirst(group.reasons).map(([text, messages]) => ({ reason: knownReason(text), text, messages }));
}

export function countedReleases(group: Pick<CampaignGroup, 'releaseStatuses'>) {
  return mostFirst(group.releaseStatuses).map(([text, messages]) => ({ status: knownStatus(text), text, messages }));
}

export function mostFirst(counts: Map<string, number>): [string, number][] {
  return [...counts].sort(([wordA, a], [wordB, b]) => b - a || wordA.localeCompare(wordB));
}

function knownReason(text: string): QuarantineReason | null {
  return quarantineReasons.find((reason) => reason === text) ?? null;
}

function knownStatus(text: string): ReleaseStatus | null {
  return releaseStatuses.find((status) => status === text) ?? null;
}
