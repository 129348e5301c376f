import { codeCard } from '../../cards/code/index.ts';
import { reading } from '../../defender/reading.ts';
import { openPack } from '../../tickets/consent.ts';
import type { EvidencePart } from '../../tickets/evidence/part.ts';
import { microsoftRequest, personalParts } from '../../tickets/microsoft-request.ts';
import { ticketData } from '../../tickets/ticket-card.ts';
import type { TicketView } from '../../tickets/ticket-room.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { words } from '../standard-answers.ts';
import { gather, subjectAsked } from '../tickets/gather.ts';
import { isAnswer, notDone, takeSeat } from '../tickets/seat.ts';
import { namesPeople } from '../tickets/typed.ts';
import { ticketAsked } from '../tickets/which-ticket.ts';
import { examples } from './examples.ts';

const submissions = 'https://security.microsoft.com/reportsubmission';

/** The text that Microsoft’s engineers ask for, ready to paste: ids, times in UTC, verdicts and what was tried. */
export const question: Question = {
  intent: 'ticket.microsoft_request',
  help: 'Prepare a support request to Microsoft',
  examples,
  async answer(request, deps) {
    const seat = await takeSeat(request, deps, 'ticket.microsoft_request');
    if (isAnswer(seat)) return seat;
    const ref = ticketAsked(request);
    const found = ref === null ? null : await seat.room.find(seat.actor, ref, request.now);
    if (found !== null && !found.done) return notDone(found, 'No such ticket');
    if (found === null && seat.actor.side !== 'customer')
      return words('Name a ticket, such as CM-1234567.', { unanswered: true });
    return prepared(found?.value ?? null, request, deps);
  },
};

async function prepared(view: TicketView | null, request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const subject = view === null ? subjectAsked(request) : (view.whole?.ticket.subject ?? null);
  const fresh = view !== null && view.whole === null ? null : await freshParts(request, deps, subject);
  const people = isNamed(request);
  const all = fresh ?? packParts(view);
  const parts = people ? all : all.filter(({ id }) => !personalParts.has(id));
  const names = parts.some(({ id }) => personalParts.has(id));
  const text = microsoftRequest({
    number: view?.shared.number ?? null,
    tenantId: view?.customerTenant ?? deps.tenant.tenantId,
    parts,
    at: request.now,
  });
  const card = codeCard({
    title: 'Support request to Microsoft',
    intro:
      'Copy it into a new support request in the Microsoft 365 admin center. Report the message as well: Microsoft asks for a submission id first.',
    warning: names ? 'It names the sender and recipients, and quotes the subject.' : '',
    blocks: [{ heading: 'Request', code: text }],
    buttons: [
      ...(view === null
        ? []
        : [
            {
              title: 'Waits for Microsoft now',
              verb: 'ticket.state',
              data: { ...ticketData(view), to: 'waiting-for-microsoft' },
            },
          ]),
      ...(people || !all.some(({ id }) => personalParts.has(id))
        ? []
        : [
            {
              title: 'With sender and recipients',
              verb: 'ticket.microsoft_request',
              data: { ...again(view, subject), people: 'yes' },
            },
          ]),
    ],
    links: [{ title: 'Report to Microsoft', url: submissions }],
  });
  return words(text, { card, audience: 'askerOnly' });
}

/** People are named only where that is asked for. */
function isNamed({ entities, text }: QuestionRequest): boolean {
  return one(entities, 'people') !== null || namesPeople(text);
}

/** The evidence as it is now; null when there is none to be had. */
async function freshParts(request: QuestionRequest, deps: QuestionDeps, subject: { kind: string; key: string } | null) {
  if (subject === null) return null;
  const found = await reading(() => gather(request, deps, subject));
  if (!found.read) return null;
  return found.value.evidence.parts;
}

function packParts(view: TicketView | null): Pick<EvidencePart, 'id' | 'title' | 'lines'>[] {
  return (view?.shared.packs ?? []).flatMap(({ text, sha256 }) => openPack(text, sha256).parts);
}

function again(view: TicketView | null, subject: { kind: string; key: string } | null) {
  if (view !== null) return ticketData(view);
  const data: Record<string, string> = {};
  if (subject !== null) data[subject.kind] = subject.key;
  return data;
}
