import type { AdaptiveCard } from '../adaptive-card.ts';
import type { ButtonData } from '../buttons.ts';
import { plainText } from '../escape.ts';
import { expand } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import template from './template.json' with { type: 'json' };

export interface WaiveFormData {
  findingKey: string;
  findingTitle: string;
  /** Days as `YYYY-MM-DD` in the asker's zone. */
  earliest: string;
  latest: string;
  /** What the fields start with: the waiver there is, or a proposal. */
  reason: string;
  until: string;
  /** What was wrong with what was sent before; absent or empty the first time. */
  complaint?: string;
  /** Whom the answer is about, when they were named: every button asks for them again. */
  carry?: ButtonData;
}

/** Sends `policy.waive` with `finding`, `reason` and `until` (`YYYY-MM-DD`); who waives comes from the press itself. */
export function waiveFormCard(data: WaiveFormData): AdaptiveCard {
  const about = { ...data.carry, finding: data.findingKey };
  return expand(template, {
    finding: plainText(data.findingTitle, 150) || 'Finding',
    reason: plainText(data.reason, 500),
    complaint: data.complaint ? [{ words: plainText(data.complaint, 200) }] : [],
    min: data.earliest,
    max: data.latest,
    until: data.until,
    waive: about,
    waiveSubmit: { ...about, verb: 'policy.waive' },
    cancel: about,
    cancelSubmit: { ...about, verb: 'policy.gaps' },
    fallbackText: fallbackText(`Waive: ${data.findingTitle}`, 'This needs a client that shows cards'),
  });
}
