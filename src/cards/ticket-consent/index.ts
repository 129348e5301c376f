import type { AdaptiveCard } from '../adaptive-card.ts';
import type { ButtonData } from '../buttons.ts';
import { codeText, headingText, plainText } from '../escape.ts';
import { expand } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import template from './template.json' with { type: 'json' };

export interface TicketConsentData {
  /** `ticket.open` or `ticket.share` */
  verb: string;
  data: ButtonData;
  /** What the sharing is for: null for a new ticket, else its number. */
  forTicket: string | null;
  /** Who asked for it and why, when somebody did. */
  wanted: string | null;
  title: string;
  description: string;
  priority: string;
  parts: { id: string; title: string; personal: boolean; ticked: boolean; lines: { label: string; text: string }[] }[];
  /** What was wrong with what was sent before. */
  complaint: string | null;
}

/**
 * Shows what would leave the tenant, part by part, before it does. Sends `share_<part>` as "true" or "false", and for a new ticket
 * `title`, `description` and `priority`. Nothing is cut: whoever builds it keeps the parts small enough.
 */
export function ticketConsentCard(data: TicketConsentData): AdaptiveCard {
  const isNew = data.forTicket === null;
  return expand(template, {
    heading: isNew ? 'Open a ticket with ContactMonkey' : headingText(`Share more on ${data.forTicket}`),
    intro:
      'This and nothing else is sent to ContactMonkey, word for word. Each ticked part is shared whole; untick what you do not want to share. Parts about people and the text of the mail are left out unless you tick them.',
    wanted: data.wanted === null ? [] : [{ words: plainText(data.wanted, 600) }],
    complaint: data.complaint === null ? [] : [{ words: plainText(data.complaint, 300) }],
    form: isNew
      ? [
          {
            title: plainText(data.title, 120),
            description: codeText(data.description).slice(0, 1_500),
            priority: data.priority,
          },
        ]
      : [],
    parts: data.parts.map((part) => ({
      id: `share_${part.id}`,
      label: `${headingText(part.title, 80)}${part.personal ? ' (personal)' : ''}`,
      value: part.ticked ? 'true' : 'false',
      lines: part.lines.map((line) => ({
        label: `${plainText(line.label, 60)}: `,
        text: plainText(line.text, 420) || '\u2013',
      })),
    })),
    send: [
      {
        title: isNew ? 'Open the ticket' : 'Share this',
        verb: data.verb,
        data: { ...data.data, send: 'yes' },
        submitData: { ...data.data, send: 'yes', verb: data.verb },
      },
    ],
    cancel: [{ verb: data.verb, data: { cancel: 'yes' }, submitData: { cancel: 'yes', verb: data.verb } }],
    fallbackText: fallbackText(
      isNew ? 'Open a ticket with ContactMonkey' : `Share more on ${data.forTicket}`,
      'This needs a client that shows cards',
    ),
  });
}
