import type { AdaptiveCard } from '../adaptive-card.ts';
import { actionBar, type Button } from '../buttons.ts';
import { headingText, plainText } from '../escape.ts';
import { expand, fitRows } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import template from './template.json' with { type: 'json' };

/** What can be asked, by field. `say` is a sentence to type, `what` one line on the answer (may be empty). */
export interface HelpData {
  groups: { heading: string; lines: { say: string; what: string }[] }[];
  buttons: Button[];
}

export function helpCard(data: HelpData): AdaptiveCard {
  const lines = data.groups.flatMap((group, index) => group.lines.map((line) => ({ index, line })));
  return fitRows(lines.slice(0, 60), (shown) => {
    const groups = data.groups.map((group, index) => ({
      heading: headingText(group.heading),
      lines: shown.filter((one) => one.index === index).map(({ line }) => lineView(line)),
    }));
    const left = lines.length - shown.length;
    return expand(template, {
      groups: groups.filter((group) => group.lines.length > 0),
      footer: left === 0 ? [] : [{ words: `and ${left} more questions. Ask in your own words.` }],
      fallbackText: fallbackText('You can ask', ...data.groups.map((group) => group.heading)),
      ...actionBar(data.buttons),
    });
  });
}

function lineView(line: { say: string; what: string }) {
  return {
    say: `\u201C${plainText(line.say, 120)}\u201D`,
    what: line.what === '' ? ' ' : ` \u2013 ${plainText(line.what, 160)}`,
  };
}
