import { thoroughEffort } from '../../campaigns/campaign-mail.ts';
import type { RecognisedMail } from '../../campaigns/recognition.ts';
import { quarantineCountCard } from '../../cards/quarantine-count/index.ts';
import { reasonBadge } from '../../cards/words.ts';
import type { NotRead } from '../../defender/reading.ts';
import type { QuestionDeps } from '../deps.ts';
import type { Answer, Entities, Question, QuestionRequest } from '../question.ts';
import { dayIn } from '../shared/day-of.ts';
import { countedReasons, mostFirst } from '../shared/group-words.ts';
import { type MailFilters, mailFilters } from '../shared/mail-filters.ts';
import { visitQuarantine } from '../shared/quarantine-search.ts';
import { quarantineSources } from '../shared/sources.ts';
import { openEnds } from '../standard-answers.ts';
import { breakdownInWords, breakdownsAsked } from './breakdown.ts';
import { examples } from './examples.ts';
import { Tally } from './tally.ts';

const REACH_MS = 30 * 86_400_000;

/** How many messages are held, by reason, policy and day, against the same length of time before. */
export const question: Question = {
  intent: 'quarantine.count',
  help: 'How much is held, by reason, policy and day',
  examples,
  answer,
};

interface Counted {
  tally: Tally;
  compared: boolean;
  /** false: there may be more messages that fit than were counted. */
  complete: boolean;
  others: boolean;
  notRead: NotRead[];
}

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const filters = mailFilters(request);
  const { from, to } = filters.query;
  let counted = await count(request, deps, filters, filters.namesMail);
  if (counted.tally.total === 0 && !filters.namesMail && filters.namesSubject) {
    counted = await count(request, deps, filters, true);
  }
  const { tally, compared, complete, notRead } = counted;
  const byReason = countedReasons({ reasons: tally.byReason });
  const previous = compared ? { label: 'in the same time before', total: tally.before } : null;
  const card = quarantineCountCard({
    filters: filters.words.join(', '),
    filterEntities: listEntities(request.entities),
    period: { label: filters.period, from, to },
    total: tally.total,
    complete,
    previous,
    byReason: byReason.map(({ reason, text, messages }) => ({ reason, text, count: messages })),
    byPolicy: mostFirst(tally.byPolicy).map(([policy, messages]) => ({ policy: policy || null, count: messages })),
    byDay: [...tally.byDay].sort(([a], [b]) => a.localeCompare(b)).map(([day, messages]) => ({ day, count: messages })),
    couldNot: notRead,
    asOf: request.now.toISOString(),
    locale: request.asker.locale,
    timeZone: request.asker.timeZone,
  });
  const reasons = byReason.map(({ reason, text, messages }) => `${messages} ${reasonBadge(reason, text).word}`);
  const whose = counted.others ? 'messages' : 'ContactMonkey messages';
  const none =
    counted.others && !filters.namesMail && tally.total > 0 ? 'No ContactMonkey mail fits, other mail does: ' : '';
  const breakdowns = breakdownsAsked(request.text).map((asked) => breakdownInWords(asked, tally, request.asker));
  const least = complete ? '' : none === '' ? 'At least ' : 'at least ';
  return {
    text:
      `${none}${least}${tally.total} ${whose} in quarantine, ${filters.period}` +
      `${reasons.length > 0 ? `: ${reasons.join(', ')}` : ''}.${previous ? ` The same time before: ${tally.before}.` : ''}${breakdowns.join('')}${openEnds(notRead)}`,
    card,
    sources: quarantineSources,
    couldNot: notRead,
    audience: 'everyone',
  };
}

/** One pass counts the period and the one before it, where the quarantine reaches back that far. */
async function count(
  request: QuestionRequest,
  deps: QuestionDeps,
  filters: MailFilters,
  others: boolean,
): Promise<Counted> {
  const { from, to } = filters.query;
  const start = Date.parse(from) - (Date.parse(to) - Date.parse(from));
  const compared = start >= request.now.getTime() - REACH_MS;
  const tally = new Tally(from, dayIn(request.asker.timeZone));
  const wider: MailFilters = compared
    ? { ...filters, query: { ...filters.query, from: new Date(start).toISOString() } }
    : filters;
  const add = ({ message }: RecognisedMail) => tally.add(message);
  const report = await visitQuarantine(request, deps, wider, others, add, thoroughEffort);
  return {
    tally,
    compared,
    complete: filters.withinReach && report.notRead.length === 0,
    others,
    notRead: [...filters.notRead, ...report.notRead],
  };
}

function listEntities(entities: Entities): Entities {
  const { page: _page, item: _item, message: _message, deliver: _deliver, ...filters } = entities;
  return filters;
}
