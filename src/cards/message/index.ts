import type { NotRead } from '../../defender/reading.ts';
import type { AdaptiveCard } from '../adaptive-card.ts';
import { actionBar, type Button, type Link } from '../buttons.ts';
import { headingText, ownText, plainText } from '../escape.ts';
import { expand, fitRows } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import { notReadView } from '../not-read-view.ts';
import { type Tone, tones } from '../words.ts';
import template from './template.json' with { type: 'json' };

/** One line of a section: a plain sentence, or a value with its label. `mark` puts a sign in front, e.g. a bullet. */
export interface MessageLine {
  label?: string;
  text: string;
  mark?: 'bullet' | Tone;
}

/** A titled text for answers that have no card of their own. Texts are plain, never Markdown; each is one paragraph. */
export interface MessageData {
  title: string;
  tone?: Tone;
  paragraphs: string[];
  sections?: { heading: string; lines: MessageLine[] }[];
  buttons?: Button[];
  links?: Link[];
  /** Where it comes from, e.g. "Microsoft Learn, quarantine-about, 2026-07-17". */
  sources?: string[];
  couldNot?: NotRead[];
}

const maxLines = 60;
const maxParagraphBytes = 8000;

export function messageCard(data: MessageData): AdaptiveCard {
  const lines = (data.sections ?? []).flatMap((section, index) => section.lines.map((line) => ({ index, line })));
  return fitRows(lines.slice(0, maxLines), (shown) => expand(template, view(data, shown, lines.length - shown.length)));
}

function view(data: MessageData, shown: { index: number; line: MessageLine }[], leftOut: number) {
  const sections = (data.sections ?? []).map((section, index) => ({
    heading: headingText(section.heading),
    lines: shown.filter((one) => one.index === index).map((one) => lineView(one.line)),
  }));
  const footer = [
    ...(leftOut > 0 ? [{ words: `${leftOut} more lines did not fit on this card.` }] : []),
    ...(data.sources?.length ? [{ words: `Source: ${ownText(data.sources.join('; '), 300)}` }] : []),
  ];
  const tone = data.tone === undefined ? '' : `${tones[data.tone].icon} `;
  return {
    title: `${tone}${headingText(data.title) || 'Answer'}`,
    paragraphs: fittingParagraphs(data.paragraphs).map((text) => ({ text })),
    sections: sections.filter((section) => section.lines.length > 0),
    footer,
    notRead: notReadView(data.couldNot ?? []),
    fallbackText: fallbackText(data.title, data.paragraphs[0]),
    ...actionBar(data.buttons ?? [], data.links),
  };
}

/** Whole paragraphs up to a third of the card. */
function fittingParagraphs(paragraphs: string[]): string[] {
  const fitting: string[] = [];
  let bytes = 0;
  for (const text of paragraphs) {
    const safe = plainText(text, 600);
    bytes += Buffer.byteLength(safe);
    if (safe === '') continue;
    if (bytes > maxParagraphBytes) return [...fitting, 'More was written than fits on this card.'];
    fitting.push(safe);
  }
  return fitting;
}

function lineView(line: MessageLine) {
  const mark =
    line.mark === undefined ? null : line.mark === 'bullet' ? { icon: '\u2022', color: 'Default' } : tones[line.mark];
  return {
    runs: [
      ...(mark === null ? [] : [{ text: `${mark.icon} `, color: mark.color, isSubtle: false }]),
      ...(line.label === undefined
        ? []
        : [{ text: `${plainText(line.label, 80)}: `, color: 'Default', isSubtle: true }]),
      { text: plainText(line.text, 500) || '\u2013', color: 'Default', isSubtle: false },
    ],
  };
}
