import { affectedPerCard, affectedRecipientsCard } from '../../cards/affected-recipients/index.ts';
import { mailText } from '../../cards/escape.ts';
import { affectsWords } from '../../cards/finding-words.ts';
import { findGaps } from '../../defender/gaps/evaluate.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { AskedCheck } from '../policies/asked-check.ts';
import type { CheckedFinding } from '../policies/policy-check.ts';
import { readAt } from '../policies/sources.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { audienceOf } from '../shared/audience.ts';

/** The people a finding touches, by name for the asker alone; in a channel by group only. */
export function affectedAnswer(
  finding: CheckedFinding,
  check: AskedCheck,
  request: QuestionRequest,
  deps: QuestionDeps,
): Answer {
  const reader = { locale: request.asker.locale, timeZone: request.asker.timeZone };
  const audience = audienceOf(request);
  const names = audience === 'channel' ? [] : namesOf(finding, check, request, deps);
  const after = one(request.entities, 'page');
  const start = after === null ? 0 : names.findIndex((name) => name > after);
  const page = start < 0 ? [] : names.slice(start, start + affectedPerCard);
  const { count, of, groups, others } = finding.affects;
  const card = affectedRecipientsCard({
    ...reader,
    audience,
    findingKey: finding.key,
    findingTitle: finding.title,
    count,
    of,
    groups,
    others,
    recipients: page.map((address) => ({ address, cursorAfter: address })),
    more: start >= 0 && start + page.length < names.length,
    couldNot: [],
    asOf: check.takenAt,
    carry: check.carry,
  });
  const shares = groups.map((group) => `${group.group} (${group.count} of ${group.of})`).join(', ');
  const list = page.length > 0 ? `\n${page.map((address) => `- ${mailText(address, 100)}`).join('\n')}` : '';
  return {
    text: `“${finding.title}” affects ${affectsWords(finding.affects, false, reader)}.${shares === '' ? '' : ` By group: ${shares}.`}${list}`,
    card,
    sources: [readAt(check)],
    couldNot: [],
    remember: { subject: { kind: 'finding', key: finding.key } },
    ...(page.length > 0 ? { audience: 'askerOnly' as const } : {}),
  };
}

/** A finding names a few people as examples; here all of them are wanted. */
function namesOf(finding: CheckedFinding, check: AskedCheck, request: QuestionRequest, deps: QuestionDeps): string[] {
  const whole = findGaps(check.snapshot, {
    ...(check.audience.addresses === null ? {} : { recipients: check.audience.addresses }),
    sender: deps.profile,
    now: request.now,
    examples: Number.POSITIVE_INFINITY,
  });
  const same = whole.findings.find(({ key }) => key === finding.key);
  return [...new Set(same?.affects.examples ?? finding.affects.examples)].sort((a, b) => (a < b ? -1 : 1));
}
