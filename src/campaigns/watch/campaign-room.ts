import { randomUUID } from 'node:crypto';
import type { NotRead } from '../../defender/reading.ts';
import { audit } from '../../store/audit.ts';
import {
  campaignsById,
  changeCampaigns,
  copiesOfCampaign,
  expectedRecipients,
  newestCampaigns,
  readCampaigns,
  saveCampaign,
  saveExpected,
  standsOf,
  watchState,
} from '../../store/campaigns.ts';
import type { Database } from '../../store/database.ts';
import { type Campaign, type CampaignPlan, referenceOf } from '../test-campaign/campaign.ts';
import type { OutcomeCounts } from '../test-campaign/facts.ts';
import { cancel, newLifecycle } from '../test-campaign/lifecycle.ts';
import { type Copy, countFates, type ExpectedRecipient, fatesOf } from '../test-campaign/recipient.ts';
import type { OnFacts } from './keep-poll.ts';
import type { WatchState } from './watch-state.ts';

/** A campaign with how its recipients fared, in numbers. */
export interface CampaignSummary {
  campaign: Campaign;
  counts: OutcomeCounts;
}

/** A campaign with everything that was seen of it. */
export interface CampaignDetails {
  campaign: Campaign;
  expected: ExpectedRecipient[];
  copies: Copy[];
}

/** The test campaigns of one tenant, for whoever asks about them. */
export interface CampaignRoom {
  plan(plan: CampaignPlan, recipients: readonly ExpectedRecipient[], now: Date): Promise<Campaign>;
  /** Newest first. */
  newest(most: number): Promise<CampaignSummary[]>;
  details(id: string): Promise<CampaignDetails | null>;
  /** Null when there is no such campaign, or it is over. */
  cancel(id: string, by: { id: string; name: string }, now: Date): Promise<Campaign | null>;
  /** One campaign, however old; null when there is none. */
  find(id: string): Promise<CampaignSummary | null>;
  /** How the watch fares; `lacks` is what its last look could not read, `polledAt` is null when it never looked. */
  sight(): Promise<{ blind: WatchState['blind']; lacks: NotRead[]; polledAt: Date | null }>;
}

/** `wake` brings the next look at the tenant forward. */
export function createCampaignRoom(room: {
  database: Database;
  tenantId: string;
  wake: () => Promise<void>;
  /** Hears of what people decide, in the transaction of it. */
  onFacts?: OnFacts;
  newId?: () => string;
}): CampaignRoom {
  const { database, tenantId, wake, onFacts, newId = randomUUID } = room;

  async function plan(wish: CampaignPlan, recipients: readonly ExpectedRecipient[], now: Date): Promise<Campaign> {
    const createdAt = now.toISOString();
    const campaign: Campaign = {
      id: newId(),
      name: wish.name,
      sender: wish.sender?.trim().toLowerCase() ?? null,
      subject: wish.subject,
      isTest: true,
      foundBy: 'plan',
      plan: wish,
      firstSeenAt: null,
      createdAt,
      told: [],
      ...newLifecycle(createdAt, `planned by ${wish.createdBy.name}`),
    };
    const people = new Map(recipients.map((one) => [one.address.trim().toLowerCase(), one.because]));
    const expected = [...people].map(([address, because]) => ({ address, because }));
    await changeCampaigns(database, tenantId, async (t) => {
      await saveCampaign(t, tenantId, campaign);
      await saveExpected(t, tenantId, campaign.id, expected);
      const details = { campaign: campaign.id, recipients: expected.length };
      const entry = { at: now, by: wish.createdBy, action: 'testcampaign.plan', outcome: 'done' as const, details };
      await audit(t, tenantId, entry);
    });
    await wake();
    return campaign;
  }

  async function newest(most: number): Promise<CampaignSummary[]> {
    return readCampaigns(database, tenantId, async (t) => {
      const found: CampaignSummary[] = [];
      for (const campaign of await newestCampaigns(t, most)) {
        const [expected, stands] = [await expectedRecipients(t, campaign.id), await standsOf(t, campaign.id)];
        found.push({ campaign, counts: countFates(fatesOf(expected, stands)) });
      }
      return found;
    });
  }

  async function find(id: string): Promise<CampaignSummary | null> {
    return readCampaigns(database, tenantId, async (t) => {
      const [campaign] = await campaignsById(t, [id]);
      if (campaign === undefined) return null;
      const [expected, stands] = [await expectedRecipients(t, id), await standsOf(t, id)];
      return { campaign, counts: countFates(fatesOf(expected, stands)) };
    });
  }

  async function details(id: string): Promise<CampaignDetails | null> {
    return readCampaigns(database, tenantId, async (t) => {
      const [campaign] = await campaignsById(t, [id]);
      if (campaign === undefined) return null;
      return { campaign, expected: await expectedRecipients(t, id), copies: await copiesOfCampaign(t, id) };
    });
  }

  async function cancelCampaign(id: string, by: { id: string; name: string }, now: Date): Promise<Campaign | null> {
    return changeCampaigns(database, tenantId, async (t) => {
      const [campaign] = await campaignsById(t, [id]);
      const life = campaign === undefined ? null : cancel(campaign, by.name, now.toISOString());
      if (campaign === undefined || life === null) return null;
      const cancelled = { ...campaign, ...life };
      await saveCampaign(t, tenantId, cancelled);
      const about = { tenantId, key: `cancelled|${id}`, at: now.toISOString(), campaign: referenceOf(campaign) };
      await onFacts?.(t, [{ ...about, kind: 'campaignCancelled', by: by.name }]);
      await audit(t, tenantId, {
        at: now,
        by,
        action: 'testcampaign.cancel',
        outcome: 'done',
        details: { campaign: id },
      });
      return cancelled;
    });
  }

  async function sight() {
    const { state, polledAt } = await readCampaigns(database, tenantId, watchState);
    return { blind: state.blind, lacks: state.lacks, polledAt };
  }

  return { plan, newest, find, details, cancel: cancelCampaign, sight };
}
