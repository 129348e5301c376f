import { findingCard } from '../../cards/finding/index.ts';
import type { AskedCheck } from '../policies/asked-check.ts';
import { findingText } from '../policies/finding-text.ts';
import type { CheckedFinding } from '../policies/policy-check.ts';
import { readAt } from '../policies/sources.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { audienceOf } from '../shared/audience.ts';
import { messageAnswer } from '../shared/message-answer.ts';

/** The page of one finding. */
export function findingAnswer(finding: CheckedFinding, check: AskedCheck, request: QuestionRequest): Answer {
  const reader = { locale: request.asker.locale, timeZone: request.asker.timeZone };
  const audience = audienceOf(request);
  return {
    text: findingText(finding, audience === 'personal', reader),
    card: findingCard({
      ...reader,
      audience,
      finding,
      waiver: finding.waiver,
      couldNot: [],
      asOf: check.takenAt,
      carry: check.carry,
    }),
    sources: [readAt(check), ...finding.sources.map(({ title, url, date }) => `${title}, ${date}, ${url}`)],
    couldNot: [],
    remember: { subject: { kind: 'finding', key: finding.key } },
  };
}

/** The tenant changed, or the finding does not touch the people who were asked about. */
export function findingGone(check: AskedCheck): Answer {
  return messageAnswer({
    title: 'No longer found',
    tone: 'info',
    paragraphs: [
      `That finding is not among what I find now for ${check.audience.words}: the setting was changed, or it does not touch these people.`,
    ],
    buttons: [{ title: 'Check our policies', verb: 'policy.gaps', data: { ...check.carry } }],
    sources: [readAt(check)],
  });
}
