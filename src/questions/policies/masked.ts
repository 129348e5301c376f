import { withoutAddresses } from '../../cards/escape.ts';
import type { SenderProfile } from '../../contactmonkey/sender-profile.ts';
import type { QuestionRequest } from '../question.ts';
import { audienceOf } from '../shared/audience.ts';
import type { CheckedFinding } from './policy-check.ts';

/** Where others read along, sentences of a finding name no people; who sends the campaigns is no secret. */
export function maskedFor(
  request: Pick<QuestionRequest, 'place'>,
  profile: Pick<SenderProfile, 'senders'>,
): (finding: CheckedFinding) => CheckedFinding {
  if (audienceOf(request) === 'personal') return (finding) => finding;
  const senders = profile.senders.map(({ address }) => address);
  const mask = (text: string) => withoutAddresses(shielded(text, senders)).replaceAll(shield, '@');
  return (finding) => ({
    ...finding,
    effect: mask(finding.effect),
    severityBasis: mask(finding.severityBasis),
    actual: typeof finding.actual === 'string' ? mask(finding.actual) : finding.actual,
  });
}

const shield = '\uE000';

function shielded(text: string, senders: readonly string[]): string {
  let safe = text;
  for (const sender of senders) {
    const pattern = new RegExp(`(?<![\\w.+-])${sender.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`, 'gi');
    safe = safe.replaceAll(pattern, (found) => found.replace('@', shield));
  }
  return safe;
}
