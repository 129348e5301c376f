import type { AdaptiveCard } from '../adaptive-card.ts';
import { plainText } from '../escape.ts';
import { expand } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import template from './template.json' with { type: 'json' };

export interface AskAudienceData {
  /** Whom the last answer was for, in words. */
  people: string;
  /** The finding to come back to; null for the summary. */
  findingKey: string | null;
}

/** Sends `policy.gaps` with `audience`: what was typed. */
export function askAudienceCard(data: AskAudienceData): AdaptiveCard {
  const entities = data.findingKey === null ? {} : { finding: data.findingKey };
  return expand(template, {
    now: `The last answer was for ${plainText(data.people, 200) || 'everyone'}.`,
    data: entities,
    submitData: { ...entities, verb: 'policy.gaps' },
    fallbackText: fallbackText('For whom shall I judge the policies?', 'Type: check the policies for all-staff@\u2026'),
  });
}
