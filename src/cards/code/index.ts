import type { AdaptiveCard } from '../adaptive-card.ts';
import { actionBar, type Button, type Link } from '../buttons.ts';
import { codeText, headingText, plainText } from '../escape.ts';
import { expand, fitRows } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import template from './template.json' with { type: 'json' };

/** Commands to copy, in steps. `code` is shown as it stands, in a fixed-width font. */
export interface CodeData {
  title: string;
  intro: string;
  /** What to mind before running it; empty when nothing. */
  warning: string;
  blocks: { heading: string; code: string; note?: string }[];
  /** What somebody might do instead, and why not. */
  refused?: { title: string; why: string }[];
  buttons?: Button[];
  links?: Link[];
}

const mostRefused = 6;

/** A block that does not fit is left out whole and named: half a command must never be copied. */
export function codeCard(data: CodeData): AdaptiveCard {
  return fitRows(data.blocks, (shown) => expand(template, view(data, shown)));
}

function view(data: CodeData, shown: CodeData['blocks']) {
  const missing = data.blocks.slice(shown.length);
  return {
    title: headingText(data.title),
    intro: plainText(data.intro, 500) || 'To be run by an administrator.',
    warning: data.warning === '' ? [] : [{ words: plainText(data.warning, 500) }],
    blocks: shown.map((block) => ({
      heading: headingText(block.heading),
      code: codeText(block.code) || '\u2013',
      note: block.note === undefined ? [] : [{ words: plainText(block.note, 450) }],
    })),
    refused:
      data.refused === undefined || data.refused.length === 0
        ? []
        : [
            {
              rows: data.refused
                .slice(0, mostRefused)
                .map((one) => ({ title: plainText(one.title, 100), why: plainText(one.why, 250) })),
            },
          ],
    footer:
      missing.length === 0
        ? []
        : [
            {
              words: `Too long for a card and left out: ${plainText(missing.map((one) => one.heading).join('; '), 300)}`,
            },
          ],
    fallbackText: fallbackText(data.title, data.intro),
    ...actionBar(data.buttons ?? [], data.links),
  };
}
