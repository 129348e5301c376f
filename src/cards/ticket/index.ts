import type { AdaptiveCard } from '../adaptive-card.ts';
import { actionBar, type Button } from '../buttons.ts';
import { codeText, headingText, mailText, plainText } from '../escape.ts';
import { expand, fitRows } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import { formatDateTime, type Localised } from '../format.ts';
import { type Tone, tones } from '../words.ts';
import template from './template.json' with { type: 'json' };

/** A ticket as one side may see it. Texts were written by people of both sides. */
export interface TicketCardData extends Localised {
  number: string;
  title: string;
  /** What ContactMonkey calls the customer; null where there is one only. */
  customer: string | null;
  state: string;
  tone: Tone;
  priority: string;
  assignee: string | null;
  /** Who is to do something, since when and until when, in words. */
  waiting: string;
  overdue: boolean;
  /** Said above all, such as why a press changed nothing. */
  notice: string | null;
  evidence: { title: string; lines: { label: string; text: string }[] }[];
  /** Oldest first. */
  thread: { at: string; who: string; text: string; isMessage: boolean }[];
  /** Label of the box for a message; null when nothing can be written. */
  write: string | null;
  /** Words that stand in it already. */
  reply?: string;
  buttons: Button[];
}

type Row = { part: number; label: string; text: string } | { entry: TicketCardData['thread'][number] };

/** So many of the latest happenings are shown whatever else has to go. */
const newestFirst = 8;

/** The newest of the history, all evidence, then what happened before; what does not fit is left to the export. */
export function ticketCard(data: TicketCardData): AdaptiveCard {
  const evidence: Row[] = data.evidence.flatMap((part, index) => part.lines.map((line) => ({ part: index, ...line })));
  const thread: Row[] = data.thread.toReversed().map((entry) => ({ entry }));
  const rowsByWeight = [...thread.slice(0, newestFirst), ...evidence, ...thread.slice(newestFirst)];
  return fitRows(rowsByWeight, (rows, leftOut) => expand(template, view(data, rows, leftOut)));
}

function view(data: TicketCardData, rows: Row[], leftOut: number) {
  const parts = data.evidence.map(({ title }, index) => ({
    title: headingText(title, 80),
    lines: rows.flatMap((row) =>
      'part' in row && row.part === index
        ? [{ label: `${plainText(row.label, 60)}: `, text: plainText(row.text, 420) || '\u2013' }]
        : [],
    ),
  }));
  const thread = rows.flatMap((row) => ('entry' in row ? [entryView(row.entry, data)] : []));
  const facts = [
    ...(data.customer === null ? [] : [{ label: 'Customer', value: plainText(data.customer, 80) }]),
    { label: 'Priority', value: plainText(data.priority, 40) },
    { label: 'Assigned to', value: data.assignee === null ? 'nobody yet' : mailText(data.assignee, 80) },
    { label: 'Waiting', value: `${data.overdue ? '\u26A0 ' : ''}${plainText(data.waiting, 200)}` },
  ];
  return {
    heading: headingText(`${data.number}: ${data.title}`, 150),
    state: [
      { icon: `${tones[data.tone].icon} `, color: tones[data.tone].color, word: plainText(capital(data.state), 60) },
    ],
    notice: data.notice === null ? [] : [{ words: plainText(data.notice, 400) }],
    facts,
    parts: parts.filter(({ lines }) => lines.length > 0),
    thread: thread.toReversed(),
    write:
      data.write === null
        ? []
        : [{ label: plainText(data.write, 80), value: codeText(data.reply ?? '').slice(0, 2_000) }],
    footer: leftOut === 0 ? [] : [{ words: `${leftOut} earlier lines did not fit here; the export holds them all.` }],
    fallbackText: fallbackText(`${data.number}: ${data.title}`, data.state, data.notice ?? data.waiting),
    ...actionBar(data.buttons),
  };
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function entryView({ at, who, text, isMessage }: TicketCardData['thread'][number], reader: Localised) {
  const words = isMessage ? codeText(text).slice(0, 4_000) : text;
  return {
    when: `${formatDateTime(at, reader)}  `,
    who: `${mailText(who, 60)}: `,
    text: plainText(words, 2_000) || '\u2013',
    isSubtle: !isMessage,
  };
}
