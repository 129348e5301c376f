import type { CampaignGroup } from '../../campaigns/campaign-groups.ts';
import type { QuarantinedMessage } from '../../defender/quarantined-message.ts';
import { type NotRead, NotReadError } from '../../defender/reading.ts';
import type { QuestionDeps } from '../deps.ts';
import { isQuarantineIdentity, one } from '../entities.ts';
import type { QuestionRequest } from '../question.ts';
import { newestExample } from './group-words.ts';
import { mailFilters } from './mail-filters.ts';
import { searchQuarantine } from './quarantine-search.ts';

/** The message a question is about, read now. `group` is its campaign when it was found by searching. */
export interface Target {
  message: QuarantinedMessage;
  group: CampaignGroup | null;
  /** Other campaigns that fit what was asked as well, newest first. */
  alsoFit: CampaignGroup[];
  notRead: NotRead[];
}

export type TargetSearch =
  | { found: Target }
  | { found: null; reason: 'nothingNamed' | 'nothingFits'; asked: string; notRead: NotRead[] };

/**
 * Which message is meant: the one a button names, the n-th of the last list, one found by the words, or the one last spoken of.
 * Ids come from a client and are checked by shape before anything is read.
 */
export async function findTarget(request: QuestionRequest, deps: QuestionDeps): Promise<TargetSearch> {
  const named = one(request.entities, 'message') ?? keyOfMessage(request) ?? listedItem(request);
  if (named !== null) return byIdentity(named, request, deps);
  const filters = mailFilters(request);
  if (filters.words.length > 0) return byWords(request, deps);
  const { subject, listed } = request.conversation;
  if (subject?.kind === 'message') return byIdentity(subject.key, request, deps);
  const only = listed?.kind === 'message' && listed.keys.length === 1 ? listed.keys[0] : undefined;
  if (only !== undefined) return byIdentity(only, request, deps);
  return { found: null, reason: 'nothingNamed', asked: '', notRead: [] };
}

/** What the language found in the last list; other lists (findings, tickets) have keys of other shapes. */
function keyOfMessage(request: QuestionRequest): string | null {
  const key = one(request.entities, 'key');
  return key !== null && isQuarantineIdentity(key) ? key : null;
}

function listedItem(request: QuestionRequest): string | null {
  const item = one(request.entities, 'item');
  const { listed } = request.conversation;
  if (item === null || !/^(?:\d{1,3}|last)$/.test(item)) return null;
  const key = listed?.kind === 'message' ? listed.keys.at(item === 'last' ? -1 : Number(item) - 1) : undefined;
  if (key !== undefined) return key;
  throw new NotReadError({
    what: `number ${item}`,
    kind: 'notAsked',
    sentence: listed
      ? `The last list has no number ${item}.`
      : `I have not listed anything yet that number ${item} could mean.`,
    advice: 'Ask “what is in quarantine” first, or name the subject.',
  });
}

async function byIdentity(identity: string, request: QuestionRequest, deps: QuestionDeps): Promise<TargetSearch> {
  if (!isQuarantineIdentity(identity)) {
    throw new NotReadError({
      what: 'the message',
      kind: 'refused',
      sentence: 'That button does not name a quarantined message.',
      advice: 'Ask “what is in quarantine” for a fresh list.',
    });
  }
  const message = await deps.tenant.quarantine.message(identity, request.signal);
  return { found: { message, group: null, alsoFit: [], notRead: [] } };
}

async function byWords(request: QuestionRequest, deps: QuestionDeps): Promise<TargetSearch> {
  const filters = mailFilters(request);
  const search = await searchQuarantine(request, deps, filters);
  const [group, ...alsoFit] = search.groups;
  const asked = filters.words.join(', ');
  if (!group) return { found: null, reason: 'nothingFits', asked, notRead: search.notRead };
  return { found: { message: newestExample(group), group, alsoFit, notRead: search.notRead } };
}
