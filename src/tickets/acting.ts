import { changeTickets, type KeptTicket } from '../store/tickets.ts';
import { absorb } from './absorb.ts';
import type { TicketAccess } from './access.ts';
import { cleanText } from './clean-text.ts';
import { type Command, type Decision, decide } from './decide.ts';
import { invalid } from './outcomes.ts';
import { readsOnlySentence, severalSentence } from './refusal-words.ts';
import type { TicketRoomOptions } from './room-options.ts';
import type { Actor, Ticket } from './ticket.ts';
import type { Outcome, TicketRef, TicketRoom, TicketView } from './ticket-room.ts';

/** Commands on tickets, one after the other, each with one outcome. */
export function createActing(
  options: TicketRoomOptions,
  { refuse, noSuch, locate, find, mirrorNow }: TicketAccess,
): TicketRoom['act'] {
  const { database } = options;

  async function act(
    actor: Actor,
    ref: TicketRef,
    command: Command,
    seen: number | null,
    now: Date,
  ): Promise<Outcome<TicketView>> {
    const action = `ticket.${command.kind}`;
    if (actor.readsOnly) return refuse(actor, action, readsOnlySentence, now, { ...ref, reason: 'noRole' });
    const found = await locate(actor, ref);
    if (found === 'several') return invalid(severalSentence);
    if (found === null) return noSuch(actor, action, ref, now);
    const other = command.kind === 'merge' ? await locate(actor, refOf(command.into, found.tenantId)) : null;
    if (command.kind === 'merge' && (other === null || other === 'several'))
      return noSuch(actor, action, command.into, now);
    const ids = [found.id, ...(other === null || other === 'several' ? [] : [other.id])];
    const asked = command.kind === 'message' ? { ...command, text: cleanText(command.text) } : command;
    const decision = await changeTickets<Decision>(
      database,
      found.tenantId,
      ids,
      (kept) => {
        const target = kept.find(({ ticket }) => ticket.id === found.id);
        if (!target) return { result: { done: false, late: false, sentence: 'That ticket is gone.' } };
        const into = kept.find(({ ticket }) => ticket.id === ids[1]);
        const decided = decideWith(target, asked, into?.ticket ?? null, actor, seen, now);
        const details = {
          ticket: target.ticket.number,
          side: actor.side,
          actorTenant: actor.tenantId,
          ...detailsOf(asked),
        };
        const by = { id: actor.id, name: actor.name };
        if (!decided.done)
          return {
            result: decided,
            audits: [{ by, at: now, action, outcome: 'refused', details: { ...details, late: decided.late } }],
          };
        const brought = command.kind === 'merge' && into ? absorb(target, into, actor, now) : null;
        return {
          result: decided,
          events: [{ ticketId: found.id, events: decided.events }, ...(brought?.events ?? [])],
          consents: brought?.consents ?? [],
          audits: [{ by, at: now, action, outcome: 'done', details }],
        };
      },
      options.announce?.(found.tenantId),
    );
    if (decision.done) for (const id of ids) await mirrorNow(found.tenantId, id);
    const view = await find(actor, { id: found.id, customerTenant: found.tenantId }, now);
    if (decision.done) return view;
    const { late, sentence } = decision;
    return { done: false, why: late ? 'late' : 'invalid', sentence, view: view.done ? view.value : null };
  }

  return act;
}

function refOf({ id, number }: { id: string; number: string }, customerTenant: string): TicketRef {
  return id === '' ? { number, customerTenant } : { id, customerTenant };
}

function decideWith(
  target: KeptTicket,
  command: Command,
  into: Ticket | null,
  actor: Actor,
  seen: number | null,
  now: Date,
): Decision {
  if (command.kind !== 'merge') return decide(target, command, actor, seen, now);
  if (into === null) return { done: false, late: false, sentence: 'A ticket cannot be merged into itself.' };
  if (into.mergedInto !== null)
    return {
      done: false,
      late: false,
      sentence: `${into.number} was itself merged into ${into.mergedInto.number}. Merge into that one.`,
    };
  if (into.state === 'solved')
    return {
      done: false,
      late: false,
      sentence: `${into.number} is solved, and both would be closed. Reopen it first, or merge it into ${target.ticket.number}.`,
    };
  return decide(target, { kind: 'merge', into: { id: into.id, number: into.number } }, actor, seen, now);
}

function detailsOf(command: Command): Record<string, unknown> {
  if (command.kind === 'message') return { as: command.as, characters: command.text.length };
  if (command.kind === 'assign') return { to: command.to?.id ?? null };
  return command.kind === 'merge' ? { into: command.into.number } : { to: command.to };
}
