import type { AdaptiveCard } from '../adaptive-card.ts';
import { actionBar, type Button, type ButtonData } from '../buttons.ts';
import { headingText, mailText, plainText } from '../escape.ts';
import { expand, fitRows } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import { type Tone, tones } from '../words.ts';
import template from './template.json' with { type: 'json' };

export interface TicketListData {
  title: string;
  summary: string;
  rows: {
    number: string;
    title: string;
    customer: string | null;
    state: string;
    tone: Tone;
    /** Priority, assignee and wait in words. */
    details: string;
    /** What opens the ticket. */
    data: ButtonData;
  }[];
  buttons: Button[];
}

const opened = 4;

/** Tickets in the order given; the first few with a button of their own, the others are opened by their number. */
export function ticketListCard(data: TicketListData): AdaptiveCard {
  return fitRows(data.rows, (rows, leftOut) =>
    expand(template, {
      heading: headingText(data.title),
      summary: plainText(data.summary, 300) || 'Tickets with ContactMonkey.',
      rows: rows.map((row) => ({
        icon: `${tones[row.tone].icon} `,
        color: tones[row.tone].color,
        head: `${plainText(row.number, 20)} ${mailText(row.title, 100)}`,
        customer: row.customer === null ? '' : ` – ${plainText(row.customer, 60)}`,
        details: `${plainText(row.state, 40)}. ${plainText(row.details, 200)}`,
      })),
      footer: leftOut === 0 ? [] : [{ words: `${leftOut} more did not fit. Ask for one by its number.` }],
      fallbackText: fallbackText(data.title, data.summary),
      ...actionBar([
        ...rows.slice(0, opened).map((row) => ({ title: `Open ${row.number}`, verb: 'ticket.status', data: row.data })),
        ...data.buttons,
      ]),
    }),
  );
}
