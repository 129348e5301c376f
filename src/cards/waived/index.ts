import type { AdaptiveCard } from '../adaptive-card.ts';
import { actionBar, type ButtonData } from '../buttons.ts';
import { mailText, plainText } from '../escape.ts';
import { expand } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import { formatDate, formatDateTime, type Localised } from '../format.ts';
import template from './template.json' with { type: 'json' };

export interface WaivedData extends Localised {
  findingKey: string;
  findingTitle: string;
  reason: string;
  by: string;
  /** ISO 8601 time */
  at: string;
  /** `YYYY-MM-DD` */
  until: string;
  /** Whom the answer is about, when they were named: every button asks for them again. */
  carry?: ButtonData;
}

/** Confirms a waiver and offers to change it. */
export function waivedCard(data: WaivedData): AdaptiveCard {
  const until = formatDate(data.until, data);
  const about = { ...data.carry, finding: data.findingKey };
  return expand(template, {
    finding: plainText(data.findingTitle, 150) || 'Finding',
    facts: [
      { label: 'Reason', value: plainText(data.reason, 500) || 'none given' },
      { label: 'By', value: `${mailText(data.by, 80)}, ${formatDateTime(data.at, data)}` },
      { label: 'Until', value: until },
    ],
    fallbackText: fallbackText(`Waived until ${until}: ${data.findingTitle}`, data.reason),
    ...actionBar([
      { title: 'Change the waiver', verb: 'policy.waive', data: about },
      { title: 'Withdraw it', verb: 'policy.waive', data: { ...about, withdraw: 'yes' } },
      { title: 'Back to the finding', verb: 'policy.gaps', data: about },
    ]),
  });
}
