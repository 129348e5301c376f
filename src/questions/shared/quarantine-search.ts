import { type CampaignGroup, CampaignGroups } from '../../campaigns/campaign-groups.ts';
import {
  type CampaignMailSearch,
  findCampaignMail,
  interactiveEffort,
  type SearchReport,
} from '../../campaigns/campaign-mail.ts';
import type { RecognisedMail } from '../../campaigns/recognition.ts';
import type { NotRead } from '../../defender/reading.ts';
import type { QuestionDeps } from '../deps.ts';
import type { QuestionRequest } from '../question.ts';
import type { MailFilters } from './mail-filters.ts';
import { recipientsNamed } from './people-words.ts';

export interface QuarantineSearch {
  groups: CampaignGroup[];
  messages: number;
  /** The search fell back from ContactMonkey mail to all mail that fits the words. */
  others: boolean;
  /** Mail of other domains that claims to be ContactMonkey's; not among the groups. */
  foreignClaims: number;
  notRead: NotRead[];
  /** false: there may be more messages that fit than were found. */
  complete: boolean;
}

/**
 * ContactMonkey mail that fits the filters, summed up by campaign, newest first. Where mail was named (a sender, a recipient,
 * a message id) or no ContactMonkey mail has the subject that was named, everybody's mail that fits.
 */
export async function searchQuarantine(
  request: QuestionRequest,
  deps: QuestionDeps,
  filters: MailFilters,
  effort = interactiveEffort,
): Promise<QuarantineSearch> {
  const first = await collect(request, deps, filters, filters.namesMail, effort);
  if (first.messages > 0 || filters.namesMail || !filters.namesSubject) return first;
  return collect(request, deps, filters, true, effort);
}

/** Passes each message that fits to `visit` while the quarantine streams past. */
export async function visitQuarantine(
  request: QuestionRequest,
  deps: QuestionDeps,
  filters: MailFilters,
  includeOthers: boolean,
  visit: (mail: RecognisedMail) => void,
  effort = interactiveEffort,
): Promise<SearchReport> {
  if (filters.outOfReach) return { messagesRead: 0, foreignClaims: 0, notRead: [] };
  const search: CampaignMailSearch = {
    tenant: deps.tenant,
    profile: deps.profile,
    filters: filters.query,
    includeOthers,
    now: request.now,
    effort,
    ...(request.signal ? { signal: request.signal } : {}),
  };
  const isForThem = filters.people.length > 0 ? await recipientsNamed(filters.people, request, deps) : () => true;
  return findCampaignMail(search, (mail) => {
    if (filters.keep(mail.message) && isForThem(mail.message)) visit(mail);
  });
}

async function collect(
  request: QuestionRequest,
  deps: QuestionDeps,
  filters: MailFilters,
  includeOthers: boolean,
  effort: typeof interactiveEffort,
): Promise<QuarantineSearch> {
  const groups = new CampaignGroups(deps.profile.testSubjectPrefix);
  let messages = 0;
  const count = (mail: RecognisedMail) => {
    messages += 1;
    groups.add(mail);
  };
  const report = await visitQuarantine(request, deps, filters, includeOthers, count, effort);
  const notRead = [...filters.notRead, ...report.notRead, ...(groups.left > 0 ? [tooManyCampaigns(groups.left)] : [])];
  return {
    groups: groups.newestFirst(),
    messages,
    others: includeOthers,
    foreignClaims: report.foreignClaims,
    notRead,
    complete: filters.withinReach && report.notRead.length === 0,
  };
}

function tooManyCampaigns(left: number): NotRead {
  return {
    what: 'some campaigns',
    kind: 'notAsked',
    sentence: `There are too many campaigns to list at once; ${left} messages are counted but not listed.`,
    advice: 'Name a shorter time or a sender.',
  };
}
