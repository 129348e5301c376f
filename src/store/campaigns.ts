import { type Selectable, sql, type Transaction } from 'kysely';
import type { Campaign, CampaignPlan } from '../campaigns/test-campaign/campaign.ts';
import { type CopyEvidence, nothingSeen } from '../campaigns/test-campaign/copy-evidence.ts';
import type { CampaignState, Transition } from '../campaigns/test-campaign/lifecycle.ts';
import type { OutcomeKind } from '../campaigns/test-campaign/outcome.ts';
import type { Copy, ExpectedRecipient, Stand } from '../campaigns/test-campaign/recipient.ts';
import { newWatchState, type WatchState } from '../campaigns/watch/watch-state.ts';
import type { Database } from './database.ts';
import { jsonText, storable } from './json-text.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { CampaignsTable } from './tables/campaigns.ts';
import type { Tables } from './tables.ts';
import { inTenant } from './tenant-scope.ts';

/** One transaction over the rows of one tenant. */
export type TenantTransaction = Transaction<Tables>;

/** A copy as it is kept, with the keys of the facts that were handed out of it. */
export interface KeptCopy extends Copy {
  campaignId: string;
  told: string[];
}

const over = ['closed', 'cancelled'];
/** Values in one statement stay far below the 65,535 parameters that PostgreSQL takes. */
const batch = 500;

/** Runs `work` while nobody else changes campaigns of the tenant; all it writes is kept, or nothing. */
export async function changeCampaigns<T>(
  database: Database,
  tenantId: string,
  work: (transaction: TenantTransaction) => Promise<T>,
): Promise<T> {
  return inTenant(database.kysely, tenantId, async (t) => {
    await oneAtATime(t, tenantId, 'campaigns');
    return work(t);
  });
}

/** Reads campaigns of the tenant in one transaction. */
export async function readCampaigns<T>(
  database: Database,
  tenantId: string,
  work: (transaction: TenantTransaction) => Promise<T>,
): Promise<T> {
  return inTenant(database.kysely, tenantId, work);
}

export async function saveCampaign(t: TenantTransaction, tenantId: string, campaign: Campaign): Promise<void> {
  const row = {
    name: storable(campaign.name),
    sender: campaign.sender === null ? null : storable(campaign.sender),
    subject: campaign.subject === null ? null : storable(campaign.subject),
    is_test: campaign.isTest,
    found_by: campaign.foundBy,
    state: campaign.state,
    first_seen_at: campaign.firstSeenAt,
    created_at: campaign.createdAt,
    plan: campaign.plan === null ? null : jsonText(campaign.plan),
    transitions: jsonText(campaign.transitions),
    told: jsonText(campaign.told),
  };
  await t
    .insertInto('campaigns')
    .values({ tenant_id: tenantId, id: campaign.id, ...row })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(row))
    .execute();
}

/** Campaigns in which something can still change, oldest first. */
export async function runningCampaigns(t: TenantTransaction): Promise<Campaign[]> {
  const rows = t.selectFrom('campaigns').selectAll().where('state', 'not in', over);
  return (await rows.orderBy('created_at').orderBy('id').execute()).map(campaignOf);
}

/** The newest campaigns by when they began or are planned, at most `most`. */
export async function newestCampaigns(t: TenantTransaction, most: number): Promise<Campaign[]> {
  const rows = t.selectFrom('campaigns').selectAll().orderBy('created_at', 'desc').orderBy('id').limit(most);
  return (await rows.execute()).map(campaignOf);
}

/** Removes campaigns that are over and began before a time, with everything that was seen of them. */
export async function forgetCampaigns(t: TenantTransaction, before: Date): Promise<void> {
  const old = t.selectFrom('campaigns').select('id').where('state', 'in', over).where('created_at', '<', before);
  await t.deleteFrom('campaign_copies').where('campaign_id', 'in', old).execute();
  await t.deleteFrom('campaign_recipients').where('campaign_id', 'in', old).execute();
  await t.deleteFrom('campaigns').where('state', 'in', over).where('created_at', '<', before).execute();
}

export async function campaignsById(t: TenantTransaction, ids: readonly string[]): Promise<Campaign[]> {
  const found: Campaign[] = [];
  for (const part of batches([...new Set(ids)])) {
    const rows = await t.selectFrom('campaigns').selectAll().where('id', 'in', part).execute();
    found.push(...rows.map(campaignOf));
  }
  return found;
}

export async function saveExpected(
  t: TenantTransaction,
  tenantId: string,
  campaignId: string,
  recipients: readonly ExpectedRecipient[],
): Promise<void> {
  for (const part of batches(recipients)) {
    const rows = part.map(({ address, because }) => ({
      tenant_id: tenantId,
      campaign_id: campaignId,
      address: storable(address),
      because: because === null ? null : storable(because),
    }));
    await t
      .insertInto('campaign_recipients')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['tenant_id', 'campaign_id', 'address']).doNothing())
      .execute();
  }
}

export async function expectedRecipients(t: TenantTransaction, campaignId: string): Promise<ExpectedRecipient[]> {
  const rows = t.selectFrom('campaign_recipients').select(['address', 'because']).where('campaign_id', '=', campaignId);
  return rows.orderBy('address').execute();
}

/** Every copy of these messages, whichever campaign they were counted to. */
export async function copiesOfMessages(t: TenantTransaction, messageIds: readonly string[]): Promise<KeptCopy[]> {
  const found: KeptCopy[] = [];
  for (const part of batches([...new Set(messageIds)])) {
    const rows = await t.selectFrom('campaign_copies').selectAll().where('network_message_id', 'in', part).execute();
    found.push(...rows.map(copyOf));
  }
  return found;
}

/** All that was seen of a campaign's copies; `stands` is the short form of it. */
export async function copiesOfCampaign(t: TenantTransaction, campaignId: string): Promise<KeptCopy[]> {
  const rows = t.selectFrom('campaign_copies').selectAll().where('campaign_id', '=', campaignId);
  return (await rows.orderBy('recipient').orderBy('network_message_id').execute()).map(copyOf);
}

export async function standsOf(t: TenantTransaction, campaignId: string): Promise<Stand[]> {
  const columns = [
    'network_message_id',
    'recipient',
    'received_at',
    'kind',
    'known',
    'ever_in_mailbox',
    'link_blocked',
  ] as const;
  const rows = await t.selectFrom('campaign_copies').select(columns).where('campaign_id', '=', campaignId).execute();
  return rows.map((row) => ({
    networkMessageId: row.network_message_id,
    recipient: row.recipient,
    receivedAt: row.received_at?.toISOString() ?? null,
    kind: row.kind as OutcomeKind,
    known: row.known,
    everInMailbox: row.ever_in_mailbox,
    linkBlocked: row.link_blocked,
  }));
}

/** Which copies went to these people in these campaigns. */
export async function copyKeys(
  t: TenantTransaction,
  campaignIds: readonly string[],
): Promise<{ networkMessageId: string; recipient: string; campaignId: string }[]> {
  if (campaignIds.length === 0) return [];
  const rows = t.selectFrom('campaign_copies').select(['network_message_id', 'recipient', 'campaign_id']);
  return (await rows.where('campaign_id', 'in', [...campaignIds]).execute()).map((row) => ({
    networkMessageId: row.network_message_id,
    recipient: row.recipient,
    campaignId: row.campaign_id,
  }));
}

/** The newest copies of running campaigns whose steps were not asked for: failures first, since their reason is told nowhere else. */
export async function copiesWantingSteps(
  t: TenantTransaction,
  most: number,
): Promise<{ networkMessageId: string; recipient: string }[]> {
  const rows = await t
    .selectFrom('campaign_copies as copy')
    .innerJoin('campaigns as campaign', (join) =>
      join.onRef('campaign.tenant_id', '=', 'copy.tenant_id').onRef('campaign.id', '=', 'copy.campaign_id'),
    )
    .select(['copy.network_message_id', 'copy.recipient'])
    .where('campaign.state', 'not in', over)
    .where('copy.kind', 'in', ['rejected', 'delivered', 'junk', 'pending'])
    .where(sql<boolean>`copy.evidence->'steps' = '[]'::jsonb`)
    .orderBy(sql`copy.kind = 'rejected'`, 'desc')
    .orderBy('copy.received_at', 'desc')
    .orderBy('copy.recipient')
    .limit(most)
    .execute();
  return rows.map((row) => ({ networkMessageId: row.network_message_id, recipient: row.recipient }));
}

/** The newest held copies of running campaigns into whose header nobody looked yet. */
export async function copiesWantingLook(
  t: TenantTransaction,
  most: number,
): Promise<{ networkMessageId: string; recipient: string; identity: string }[]> {
  const rows = await t
    .selectFrom('campaign_copies as copy')
    .innerJoin('campaigns as campaign', (join) =>
      join.onRef('campaign.tenant_id', '=', 'copy.tenant_id').onRef('campaign.id', '=', 'copy.campaign_id'),
    )
    .select([
      'copy.network_message_id',
      'copy.recipient',
      sql<string>`copy.evidence->'held'->>'identity'`.as('identity'),
    ])
    .where('campaign.state', 'not in', over)
    .where('copy.kind', '=', 'quarantined')
    .where(sql<boolean>`copy.evidence->'held'->>'identity' is not null`)
    .where(sql<boolean>`copy.evidence->>'header' is null`)
    .orderBy('copy.received_at', 'desc')
    .orderBy('copy.recipient')
    .limit(most)
    .execute();
  return rows.map((row) => ({
    networkMessageId: row.network_message_id,
    recipient: row.recipient,
    identity: row.identity,
  }));
}

/**
 * Mail that is still held though its campaign is closed, received after `since`: whose it is and when the first of it came. Null
 * when there is none.
 */
export async function heldAfterwards(
  t: TenantTransaction,
  since: Date,
): Promise<{ senders: string[]; from: string } | null> {
  const rows = await t
    .selectFrom('campaign_copies as copy')
    .innerJoin('campaigns as campaign', (join) =>
      join.onRef('campaign.tenant_id', '=', 'copy.tenant_id').onRef('campaign.id', '=', 'copy.campaign_id'),
    )
    .select(({ fn }) => ['campaign.sender', fn.min('copy.received_at').as('from')])
    .where('campaign.state', '=', 'closed')
    .where('copy.kind', 'in', ['quarantined', 'zapped'])
    .where('copy.received_at', '>=', since)
    .groupBy('campaign.sender')
    .execute();
  const times = rows.flatMap(({ from }) => (from === null ? [] : new Date(from).toISOString())).sort();
  const senders = rows.flatMap(({ sender }) => sender ?? []).sort();
  return times[0] === undefined || senders.length === 0 ? null : { senders, from: times[0] };
}

export async function saveCopies(
  t: TenantTransaction,
  tenantId: string,
  copies: readonly { copy: KeptCopy; stand: Stand }[],
): Promise<void> {
  for (const part of batches(copies)) {
    const rows = part.map(({ copy, stand }) => ({
      tenant_id: tenantId,
      network_message_id: storable(copy.networkMessageId),
      recipient: storable(copy.recipient),
      campaign_id: copy.campaignId,
      received_at: stand.receivedAt,
      kind: stand.kind,
      known: stand.known,
      ever_in_mailbox: stand.everInMailbox,
      link_blocked: stand.linkBlocked,
      evidence: jsonText(copy.evidence),
      told: jsonText(copy.told),
    }));
    await t
      .insertInto('campaign_copies')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'network_message_id', 'recipient']).doUpdateSet((eb) => ({
          received_at: eb.ref('excluded.received_at'),
          kind: eb.ref('excluded.kind'),
          known: eb.ref('excluded.known'),
          ever_in_mailbox: eb.ref('excluded.ever_in_mailbox'),
          link_blocked: eb.ref('excluded.link_blocked'),
          evidence: eb.ref('excluded.evidence'),
          told: eb.ref('excluded.told'),
        })),
      )
      .execute();
  }
}

/** How the watch of the tenant stands; a fresh state when it never ran. */
export async function watchState(t: TenantTransaction): Promise<{ state: WatchState; polledAt: Date | null }> {
  const row = await t.selectFrom('campaign_watches').selectAll().executeTakeFirst();
  const state = { ...newWatchState, ...(row?.state as Partial<WatchState> | undefined) };
  return { state, polledAt: row?.polled_at ?? null };
}

export async function saveWatchState(
  t: TenantTransaction,
  tenantId: string,
  state: WatchState,
  polledAt: Date | null,
): Promise<void> {
  const row = { state: jsonText(state), polled_at: polledAt };
  await t
    .insertInto('campaign_watches')
    .values({ tenant_id: tenantId, ...row })
    .onConflict((conflict) => conflict.columns(['tenant_id']).doUpdateSet(row))
    .execute();
}

function campaignOf(row: Selectable<CampaignsTable>): Campaign {
  return {
    id: row.id,
    name: row.name,
    sender: row.sender,
    subject: row.subject,
    isTest: row.is_test,
    foundBy: row.found_by,
    state: row.state as CampaignState,
    firstSeenAt: row.first_seen_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    plan: row.plan as CampaignPlan | null,
    transitions: row.transitions as Transition[],
    told: row.told,
  };
}

function copyOf(row: Selectable<Tables['campaign_copies']>): KeptCopy {
  return {
    networkMessageId: row.network_message_id,
    recipient: row.recipient,
    campaignId: row.campaign_id,
    evidence: { ...nothingSeen, ...(row.evidence as unknown as Partial<CopyEvidence>) },
    told: row.told,
  };
}

function batches<T>(items: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < items.length; at += batch) parts.push(items.slice(at, at + batch));
  return parts;
}
