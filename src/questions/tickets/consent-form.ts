import { cardBytes, maxCardBytes } from '../../cards/expand.ts';
import { ticketConsentCard } from '../../cards/ticket-consent/index.ts';
import type { Evidence, EvidencePart } from '../../tickets/evidence/part.ts';
import type { Priority } from '../../tickets/ticket.ts';
import type { Offer } from '../../tickets/ticket-room.ts';
import { many, one } from '../entities.ts';
import type { Answer, QuestionRequest } from '../question.ts';
import { words } from '../standard-answers.ts';

export interface FormState {
  verb: 'ticket.open' | 'ticket.share';
  /** Number of the ticket that more evidence is for. */
  forTicket: string | null;
  wanted: string | null;
  title: string;
  description: string;
  priority: Priority;
  /** Ids of ticked parts; null for the first showing. */
  ticked: string[] | null;
  /** A ticket is wished for although there is one about the same thing. */
  again?: boolean;
  complaint: string | null;
}

/** Room that a form leaves for what people write into it, in bytes. */
const spare = 6_000;

/** The form that shows all that would be sent. Text for a terminal says the same. */
export function consentForm(offer: Offer, state: FormState): Answer {
  const parts = offer.parts.map((part) => ({
    ...part,
    ticked: state.ticked === null ? !part.personal : state.ticked.includes(part.id),
  }));
  const shown = parts.map(
    ({ title, personal, lines }) =>
      `${title}${personal ? ' (personal, left out unless ticked)' : ''}:\n${lines.map((line) => `- ${line.label}: ${line.text}`).join('\n')}`,
  );
  const text = ['This would be sent to ContactMonkey, and nothing else. Nothing was sent yet.', ...shown].join('\n\n');
  const card = ticketConsentCard({
    ...state,
    title: state.title || offer.title,
    data: state.again ? { draft: offer.draftId, again: 'yes' } : { draft: offer.draftId },
    parts,
  });
  return words(text, { card, audience: 'askerOnly' });
}

/** Ids of the parts whose box is ticked. */
export function tickedParts(request: QuestionRequest, parts: readonly EvidencePart[]): string[] {
  const listed = new Set(many(request.entities, 'share'));
  return parts
    .filter(({ id }) => one(request.entities, `share_${id}`)?.toLowerCase() === 'true' || listed.has(id))
    .map(({ id }) => id);
}

/**
 * Evidence that a form can show in full: lines that do not fit are taken from the longest part and said to be left out. What a form
 * cannot show is not shared.
 */
export function showable(evidence: Evidence): Evidence {
  let parts = evidence.parts;
  while (bytesOf(evidence.title, parts) > maxCardBytes - spare) {
    const longest = parts.reduce((a, b) => (weight(b) > weight(a) ? b : a));
    if (longest.lines.length <= 1) return { ...evidence, parts: parts.filter((part) => part !== longest) };
    parts = parts.map((part) => (part === longest ? shorter(part) : part));
  }
  return { ...evidence, parts };
}

const leftOutLabel = 'Not shared';

function shorter(part: EvidencePart): EvidencePart {
  const lines = part.lines.filter(({ label }) => label !== leftOutLabel);
  const kept = lines.slice(0, Math.floor(lines.length * 0.75));
  const note = { label: leftOutLabel, text: 'more lines that did not fit on the form' };
  return { ...part, lines: lines.length <= 1 ? lines : [...kept, note] };
}

function weight({ lines }: EvidencePart): number {
  return lines.length <= 2 ? 0 : JSON.stringify(lines).length;
}

function bytesOf(title: string, parts: EvidencePart[]): number {
  return cardBytes(
    ticketConsentCard({
      verb: 'ticket.open',
      data: {},
      forTicket: null,
      wanted: null,
      title,
      description: '',
      priority: 'normal',
      complaint: null,
      parts: parts.map((part) => ({ ...part, ticked: false })),
    }),
  );
}
