import type { NotRead } from '../../defender/reading.ts';
import type { AdaptiveCard } from '../adaptive-card.ts';
import { actionBar, type Button } from '../buttons.ts';
import { plainText } from '../escape.ts';
import { expand } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import { notReadView } from '../not-read-view.ts';
import template from './template.json' with { type: 'json' };

/** A fault of ours, told without details; the log has them under the same reference. */
export interface ErrorData {
  referenceId: string;
  whatHappened: string;
  whatToDo: string;
  couldNot?: NotRead[];
  /** e.g. "Try again" */
  buttons?: Button[];
}

export function errorCard(data: ErrorData): AdaptiveCard {
  return expand(template, {
    referenceId: plainText(data.referenceId, 60),
    whatHappened: plainText(data.whatHappened, 400),
    whatToDo: plainText(data.whatToDo, 400),
    notRead: notReadView(data.couldNot ?? []),
    fallbackText: fallbackText(data.whatHappened, data.whatToDo, `Reference ${data.referenceId}`),
    ...actionBar(data.buttons ?? []),
  });
}
