import type { SenderProfile } from '../contactmonkey/sender-profile.ts';
import type { QuarantinedMessage } from '../defender/quarantined-message.ts';
import type { NotRead } from '../defender/reading.ts';
import type { QuarantineQuery, TenantReader } from '../microsoft365/tenant-reader.ts';
import { Candidates } from './candidates.ts';
import { groupKey } from './group-key.ts';
import { type KnownIds, readKnownIds } from './known-ids.ts';
import { lookIntoAll } from './look-into-mail.ts';
import { notLookedInto, partlyRead, searchedBackTo } from './not-looked-at.ts';
import { isOwnAddress, ownDomains } from './own-domains.ts';
import { streamQuarantine } from './quarantine-stream.ts';
import { type RecognisedMail, recognise } from './recognition.ts';
import { vetted } from './vetted.ts';

/**
 * How much may be read for one answer. A page is up to 1,000 messages. `pages` is for all passes together, but everybody's mail
 * gets at least two; looking into a message costs up to two calls.
 */
export interface Effort {
  pages: number;
  lookInto: number;
}

export interface CampaignMailSearch {
  tenant: TenantReader;
  profile: SenderProfile;
  filters: QuarantineQuery & { from: string; to: string };
  /** Mail that was asked for by name is visited even when it is not recognised as ContactMonkey's. */
  includeOthers: boolean;
  now: Date;
  effort: Effort;
  signal?: AbortSignal;
}

export interface SearchReport {
  messagesRead: number;
  /** Mail of other domains that claims to be ContactMonkey's (links, test marker) and is not taken for it. */
  foreignClaims: number;
  notRead: NotRead[];
}

/** For a list: few enough calls that a large quarantine answers before the tenant's pace limit sets in (10 calls in 10 s). */
export const interactiveEffort: Effort = { pages: 8, lookInto: 8 };
/** For counting: patience for completeness. */
export const thoroughEffort: Effort = { pages: 60, lookInto: 8 };
const LEAST_PAGES = 2;

/**
 * Finds the tenant's ContactMonkey mail in quarantine and passes each message to `visit`, holding one page at a time.
 * Campaign senders are asked for by address (complete); everybody else's mail is searched, newest first, for the test marker,
 * tracking links and dedicated IPs as far as the effort goes. What was not looked at is in the report.
 * Rejects with `NotReadError` when the quarantine cannot be read at all.
 */
export async function findCampaignMail(
  search: CampaignMailSearch,
  visit: (mail: RecognisedMail) => void,
): Promise<SearchReport> {
  if (search.includeOthers) return findByName(search, visit);
  const report: SearchReport = { messagesRead: 0, foreignClaims: 0, notRead: [] };
  const senders = search.profile.senders.map((sender) => sender.address.toLowerCase());
  const [ids, domains, pagesUsed] = await Promise.all([
    readKnownIds(search.tenant, search.profile, search.filters, search.now, search.signal),
    ownDomains(search.tenant, search.profile, search.now, search.signal),
    visitKnownSenders(search, senders, visit, report),
  ]);
  const pagesLeft = Math.max(search.effort.pages - pagesUsed, LEAST_PAGES);
  await visitEverybodyElse(search, pagesLeft, new Set(senders), { ids, domains }, visit, report);
  return report;
}

async function findByName(search: CampaignMailSearch, visit: (mail: RecognisedMail) => void): Promise<SearchReport> {
  const { tenant, profile, filters, effort, signal } = search;
  const [ids, domains] = await Promise.all([
    readKnownIds(tenant, profile, filters, search.now, signal),
    ownDomains(tenant, profile, search.now, signal),
  ]);
  const end = await streamQuarantine(
    tenant,
    filters,
    effort.pages,
    (message) => visit({ message, recognition: vetted(recognise(message, ids, profile), message.sender, domains) }),
    signal,
  );
  const notRead = [end.broke ? partlyRead(end) : null, end.cutShort ? searchedBackTo(end) : null];
  return { messagesRead: end.messages, foreignClaims: 0, notRead: notRead.filter((gap) => gap !== null) };
}

async function visitKnownSenders(
  search: CampaignMailSearch,
  senders: string[],
  visit: (mail: RecognisedMail) => void,
  report: SearchReport,
): Promise<number> {
  if (senders.length === 0) return 0;
  const query = { ...search.filters, sender: senders };
  const nothingElse: KnownIds = { linking: null, fromDedicatedIps: null, notRead: [] };
  const end = await streamQuarantine(
    search.tenant,
    query,
    search.effort.pages,
    (message) => visit({ message, recognition: recognise(message, nothingElse, search.profile) }),
    search.signal,
  );
  report.messagesRead += end.messages;
  if (end.broke) report.notRead.push(partlyRead(end));
  if (end.cutShort) report.notRead.push(searchedBackTo(end));
  return end.pages;
}

async function visitEverybodyElse(
  search: CampaignMailSearch,
  pages: number,
  known: ReadonlySet<string>,
  { ids, domains }: { ids: KnownIds; domains: ReadonlySet<string> },
  visit: (mail: RecognisedMail) => void,
  report: SearchReport,
): Promise<void> {
  const { tenant, profile, filters, effort, signal } = search;
  const candidates = new Candidates(profile.testSubjectPrefix);

  const end = await streamQuarantine(
    tenant,
    filters,
    pages,
    (message) => {
      const sender = message.sender.toLowerCase();
      if (known.has(sender)) return;
      const claimed = recognise(message, ids, profile);
      const recognition = vetted(claimed, sender, domains);
      if (recognition.is === 'yes') visit({ message, recognition });
      else if (claimed.is === 'yes') report.foreignClaims += 1;
      else if (!ids.linking && message.reason !== 'SPOMalware' && isOwnAddress(sender, domains))
        candidates.add(message);
    },
    signal,
  );
  report.messagesRead += end.messages;
  if (end.broke) report.notRead.push(partlyRead(end));
  if (end.cutShort) report.notRead.push(searchedBackTo(end));
  if (ids.linking) return;

  const looked = await lookIntoAll(search, candidates.newest(effort.lookInto));
  await visitConfirmed(search, ids, looked.confirmed, visit, report);
  report.notRead.push(...notLookedInto(ids.notRead, looked, candidates.size), ...looked.notRead);
}

/** Second reading of the senders whose mail turned out to be ContactMonkey's, so that nothing had to be kept meanwhile. */
async function visitConfirmed(
  search: CampaignMailSearch,
  ids: KnownIds,
  confirmed: Map<string, RecognisedMail>,
  visit: (mail: RecognisedMail) => void,
  report: SearchReport,
): Promise<void> {
  if (confirmed.size === 0) return;
  const senders = [...new Set([...confirmed.values()].map((mail) => mail.message.sender.toLowerCase()))];
  const visitSame = (message: QuarantinedMessage) => {
    const model = confirmed.get(groupKey(message, search.profile.testSubjectPrefix));
    if (model && recognise(message, ids, search.profile).is !== 'yes')
      visit({ message, recognition: model.recognition });
  };
  const query = { ...search.filters, sender: senders };
  const end = await streamQuarantine(search.tenant, query, search.effort.pages, visitSame, search.signal);
  if (end.broke) report.notRead.push(partlyRead(end));
}
