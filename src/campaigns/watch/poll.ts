import { randomUUID } from 'node:crypto';
import type { SenderProfile } from '../../contactmonkey/sender-profile.ts';
import type { NotRead } from '../../defender/reading.ts';
import type { TenantReader } from '../../microsoft365/tenant-reader.ts';
import {
  changeCampaigns,
  copiesWantingLook,
  copiesWantingSteps,
  heldAfterwards,
  readCampaigns,
  runningCampaigns,
  watchState,
} from '../../store/campaigns.ts';
import type { Database } from '../../store/database.ts';
import { ownDomains } from '../own-domains.ts';
import type { CampaignFact } from '../test-campaign/facts.ts';
import { keepPoll, type OnFacts } from './keep-poll.ts';
import { readTenant } from './read-tenant.ts';
import { nextPollIn, type Tempo, usualTempo } from './tempo.ts';

/** Exchange keeps held mail for 30 days at most (Microsoft Learn, quarantine-about, 2026-07-17). */
const heldForMs = 30 * 86_400_000;

/** What watching the campaigns of one tenant needs of the outside. */
export interface CampaignWatchDeps {
  tenant: TenantReader;
  profile: SenderProfile;
  database: Database;
  onFacts: OnFacts;
  tempo?: Tempo;
  newId?: () => string;
}

export interface PollResult {
  facts: CampaignFact[];
  /** When the next poll is due, in milliseconds from now. */
  nextInMs: number;
  /** What could not be read. */
  notRead: NotRead[];
}

/**
 * Looks once at a tenant for all its campaigns and keeps what it finds, with the facts, in one transaction. What cannot be read is
 * told in the result and makes the watch blind after some polls; only faults of ours or of the database reject.
 */
export async function pollCampaigns(deps: CampaignWatchDeps, now: Date, signal?: AbortSignal): Promise<PollResult> {
  const { tenant, profile, database, tempo = usualTempo, newId = randomUUID } = deps;
  const { tenantId } = tenant;
  const before = await readCampaigns(database, tenantId, async (t) => ({
    ...(await watchState(t)),
    running: await runningCampaigns(t),
    wanted: await copiesWantingSteps(t, tempo.details),
    unread: await copiesWantingLook(t, tempo.looks),
    afterwards: await heldAfterwards(t, new Date(now.getTime() - heldForMs)),
  }));
  const read = await readTenant({ tenant, profile, tempo, now, ...before, ...(signal ? { signal } : {}) });
  const domains = await ownDomains(tenant, profile, now, signal);
  const poll = { tenantId, profile, domains, tempo, now, newId, onFacts: deps.onFacts };
  const { facts, running } = await changeCampaigns(database, tenantId, (t) => keepPoll(t, read, poll));
  const nextInMs = read.failed.length > 0 ? tempo.quickMs : nextPollIn(running, now, tempo);
  return { facts, nextInMs, notRead: [...read.failed, ...read.gaps] };
}
