import type { SenderProfile } from '../../contactmonkey/sender-profile.ts';
import {
  campaignsById,
  copiesOfMessages,
  copyKeys,
  expectedRecipients,
  forgetCampaigns,
  type KeptCopy,
  newestCampaigns,
  runningCampaigns,
  saveCampaign,
  saveCopies,
  saveWatchState,
  standsOf,
  type TenantTransaction,
  watchState,
} from '../../store/campaigns.ts';
import { type Campaign, isSameMail, referenceOf } from '../test-campaign/campaign.ts';
import { factsOfCampaign } from '../test-campaign/campaign-facts.ts';
import { joined, nothingSeen } from '../test-campaign/copy-evidence.ts';
import { factsOfCopy } from '../test-campaign/copy-facts.ts';
import type { CampaignFact } from '../test-campaign/facts.ts';
import { advance, patience, type Tally } from '../test-campaign/lifecycle.ts';
import { proofOf, type Send } from '../test-campaign/proof.ts';
import { fatesOf, type Stand, standOf, tallyOf } from '../test-campaign/recipient.ts';
import type { PollReading } from './read-tenant.ts';
import { requestFacts } from './request-facts.ts';
import { route } from './route.ts';
import { sightFacts, stateAfter } from './sight.ts';
import type { Tempo } from './tempo.ts';
import { uncheckedOf } from './unchecked.ts';

/** Takes part in the transaction in which the facts came about: what it writes is kept with them, or nothing is. */
export type OnFacts = (transaction: TenantTransaction, facts: CampaignFact[]) => Promise<void>;

export interface KeepPoll {
  tenantId: string;
  profile: SenderProfile;
  domains: ReadonlySet<string>;
  tempo: Tempo;
  now: Date;
  newId: () => string;
  onFacts: OnFacts;
}

export interface KeptPoll {
  facts: CampaignFact[];
  running: Campaign[];
}

const dayMs = 86_400_000;
/** How long campaigns that are over are kept for reports. */
const keptDays = 180;

/**
 * Writes what a poll brought: copies, campaigns, how far was read and the facts to tell, all in `transaction`. What was read before
 * changes nothing, so that polls may overlap and repeat.
 */
export async function keepPoll(transaction: TenantTransaction, read: PollReading, poll: KeepPoll): Promise<KeptPoll> {
  const { tenantId, profile, tempo, now } = poll;
  const { state } = await watchState(transaction);
  const merged = await mergeCopies(transaction, read, poll);
  const facts = [...merged.facts];
  const campaigns = new Map((await runningCampaigns(transaction)).map((campaign) => [campaign.id, campaign]));
  for (const begun of merged.begun) campaigns.set(begun.id, begun);
  const running: Campaign[] = [];
  const after = stateAfter(state, read, now, tempo);
  const unchecked = uncheckedOf(after);
  for (const campaign of campaigns.values()) {
    const touched = merged.touched.has(campaign.id);
    const moved = await moveOn(transaction, campaign, touched, poll);
    facts.push(...moved.facts.map((fact) => (fact.kind === 'allClear' ? { ...fact, unchecked } : fact)));
    running.push(moved.campaign);
  }
  const byMessage = new Map(merged.copies.map((copy) => [copy.networkMessageId, campaigns.get(copy.campaignId)]));
  const time = now.toISOString();
  const requests = requestFacts(read, state.told, (id) => byMessage.get(id) ?? null, tenantId, time);
  facts.push(...requests.facts, ...sightFacts(tenantId, state, after, now));
  const forgotAt = await forgetOld(transaction, state.forgotAt, now);
  await saveWatchState(transaction, tenantId, { ...after, forgotAt, told: requests.told }, now);
  facts.sort((one, other) => Number(other.kind === 'campaignOpened') - Number(one.kind === 'campaignOpened'));
  if (facts.length > 0) await poll.onFacts(transaction, facts);
  return { facts, running: running.filter(({ state: at }) => at !== 'closed' && at !== 'cancelled') };

  async function mergeCopies(t: TenantTransaction, { observations }: PollReading, { domains, newId }: KeepPoll) {
    const known = await copiesOfMessages(
      t,
      observations.map(({ networkMessageId }) => networkMessageId),
    );
    const open = await runningCampaigns(t);
    const ids = new Set(open.map(({ id }) => id));
    const others = known.filter(({ campaignId }) => !ids.has(campaignId)).map(({ campaignId }) => campaignId);
    const all = [...open, ...(await campaignsById(t, others))];
    const sending = open.filter(({ firstSeenAt }) => isRecent(firstSeenAt, now)).map(({ id }) => id);
    const copies = [...known, ...(await copyKeys(t, sending))];
    const awaited = new Map<string, ReadonlySet<string>>();
    for (const campaign of open) if (campaign.plan !== null) awaited.set(campaign.id, await awaitedBy(t, campaign.id));
    const routed = route(observations, { campaigns: all, copies, profile, domains, newId, awaited });
    const byId = new Map([...all, ...routed.begun].map((campaign) => [campaign.id, campaign]));
    const byKey = new Map<string, KeptCopy>(known.map((copy) => [keyOf(copy), copy]));
    const before = new Map([...byKey].map(([key, copy]) => [key, JSON.stringify(copy.evidence)]));
    for (const { campaignId, observation } of routed.observations) {
      const { networkMessageId, recipient, evidence } = observation;
      const copy = byKey.get(keyOf(observation)) ?? {
        networkMessageId,
        recipient,
        campaignId,
        evidence: nothingSeen,
        told: [],
      };
      byKey.set(keyOf(observation), { ...copy, evidence: joined(copy.evidence, evidence) });
    }
    const changed = [...byKey].filter(([key, copy]) => before.get(key) !== JSON.stringify(copy.evidence));
    const fresh: CampaignFact[] = [];
    const rows: { copy: KeptCopy; stand: Stand }[] = [];
    for (const [, copy] of changed) {
      const campaign = byId.get(copy.campaignId);
      if (campaign === undefined) continue;
      const untold = factsOfCopy(tenantId, referenceOf(campaign), copy).filter(({ key }) => !copy.told.includes(key));
      fresh.push(...untold);
      rows.push({ copy: { ...copy, told: [...copy.told, ...untold.map(({ key }) => key)] }, stand: standOf(copy) });
    }
    await saveCopies(t, tenantId, rows);
    return {
      facts: fresh,
      begun: routed.begun,
      touched: new Set(rows.map(({ copy }) => copy.campaignId)),
      copies: [...byKey.values()],
    };
  }
}

async function moveOn(t: TenantTransaction, campaign: Campaign, touched: boolean, poll: KeepPoll) {
  const { tenantId, now } = poll;
  const counts = touched || !['watching', 'closed'].includes(campaign.state);
  const expected = counts ? await expectedRecipients(t, campaign.id) : [];
  const stands = counts ? await standsOf(t, campaign.id) : [];
  const tally = counts ? tallyOf(expected, stands) : onlyTime(campaign);
  const firstSeenAt = tally.firstSeenAt ?? campaign.firstSeenAt;
  const life = advance(campaign, campaign.plan?.plannedFor ?? null, { ...tally, firstSeenAt }, now);
  const moved: Campaign = { ...campaign, ...life, firstSeenAt };
  const found = factsOfCampaign(tenantId, moved, tally, counts ? fatesOf(expected, stands) : null);
  const untold = found.filter(({ key }) => !campaign.told.includes(key));
  const facts = await withCleared(t, moved, untold, poll.profile);
  const next = { ...moved, told: [...campaign.told, ...facts.map(({ key }) => key)] };
  const isSame = !touched && next.state === campaign.state && facts.length === 0;
  if (!isSame) await saveCampaign(t, tenantId, next);
  return { campaign: next, facts };
}

/** Those who were to get it and of whom nothing was seen. */
async function awaitedBy(t: TenantTransaction, campaignId: string): Promise<ReadonlySet<string>> {
  const seen = new Set((await standsOf(t, campaignId)).map(({ recipient }) => recipient));
  const expected = await expectedRecipients(t, campaignId);
  return new Set(expected.map(({ address }) => address).filter((address) => !seen.has(address)));
}

/** Once a day what is long over is removed: it names people. */
async function forgetOld(t: TenantTransaction, forgotAt: string | null, now: Date): Promise<string> {
  if (forgotAt !== null && now.getTime() - Date.parse(forgotAt) < dayMs) return forgotAt;
  await forgetCampaigns(t, new Date(now.getTime() - keptDays * dayMs));
  return now.toISOString();
}

/** A passed test shows that earlier ones with the same sender and subject are mended, for the people who got both. */
async function withCleared(
  t: TenantTransaction,
  campaign: Campaign,
  facts: CampaignFact[],
  profile: SenderProfile,
): Promise<CampaignFact[]> {
  if (!facts.some(({ kind }) => kind === 'allClear')) return facts;
  const sends: Send[] = [];
  for (const other of [campaign, ...(await newestCampaigns(t, 100))]) {
    const { id, firstSeenAt } = other;
    const isEarlier = firstSeenAt !== null && firstSeenAt < (campaign.firstSeenAt ?? '');
    if (other !== campaign && (id === campaign.id || !isEarlier || !isSameMail(other, campaign, profile))) continue;
    const fates = fatesOf(await expectedRecipients(t, id), await standsOf(t, id));
    sends.push({ campaign: id, firstSeenAt: firstSeenAt ?? '', fates });
  }
  const [newest, ...earlier] = sends;
  const proof = newest === undefined ? {} : proofOf(newest, earlier);
  return facts.map((fact) => (fact.kind === 'allClear' ? { ...fact, ...proof } : fact));
}

/** For a campaign that only waits for its end, its copies need not be counted. */
function onlyTime({ firstSeenAt }: Campaign): Tally {
  return { firstSeenAt, firstOutcomeAt: firstSeenAt, seen: 0, expected: null, missing: 0, reachedMailbox: true };
}

/** A second message to the same person is told from the first only while the send may go on. */
function isRecent(firstSeenAt: string | null, now: Date): boolean {
  return firstSeenAt !== null && now.getTime() - Date.parse(firstSeenAt) < 4 * patience.sendingMs;
}

function keyOf({ networkMessageId, recipient }: { networkMessageId: string; recipient: string }): string {
  return `${networkMessageId} ${recipient}`;
}
