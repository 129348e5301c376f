import type { Button } from '../../cards/buttons.ts';
import { countOf } from '../../cards/format.ts';
import { ticketCustomersCard } from '../../cards/ticket-customers/index.ts';
import type { Customer } from '../../store/customers.ts';
import type { Actor } from '../../tickets/ticket.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { words } from '../standard-answers.ts';
import { isAnswer, notDone, type Seat, takeSeat } from '../tickets/seat.ts';
import { examples } from './examples.ts';
import { changeTyped, typedName } from './typed.ts';

/** Who at ContactMonkey looks after which customer, and changes to that. Only they see the customer's tickets. */
export const question: Question = {
  intent: 'ticket.customers',
  help: 'Who looks after which customer',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const seat = await takeSeat(request, deps, 'ticket.customers', 'contactmonkey');
  if (isAnswer(seat)) return seat;
  const { room, actor } = seat;
  const all = await room.customers(actor, request.now);
  if (!all.done) return notDone(all, 'Customers');
  const wish = pressed(request) ?? changeTyped(request.text, all.value, actor);
  if (typeof wish === 'string') return shown(all.value, actor, request, wish);
  return wish === null ? shown(named(all.value, request.text), actor, request, null) : change(seat, wish, request);
}

interface Change {
  customer: string;
  csm: string;
  name: string | null;
  wanted: boolean;
}

function pressed({ entities, asker }: QuestionRequest): Change | null {
  const customer = one(entities, 'customer');
  const does = one(entities, 'do');
  if (customer === null || (does !== 'assign' && does !== 'remove')) return null;
  const name = one(entities, 'customer_name');
  return { customer, csm: one(entities, 'csm') ?? asker.objectId, name, wanted: does === 'assign' };
}

async function change({ room, actor }: Seat, wish: Change, request: QuestionRequest): Promise<Answer> {
  const { customer: customerTenant, csm, name, wanted } = wish;
  const { conversationId } = request;
  const changed = await room.lookAfter(actor, { customerTenant, csm, name, wanted, conversationId }, request.now);
  if (!changed.done) return notDone(changed);
  const { value } = changed;
  const called = value.name ?? 'That customer';
  const { total } = await room.list(actor, {}, request.now);
  const notice = wanted
    ? `${called} is looked after by ${value.csms.map((one) => one.name).join(', ')} now.${csm === actor.id ? ` You see ${countOf(total, 'ticket', 'tickets', request.asker)} of your customers.` : ''}`
    : `${called} is looked after by ${value.csms.map((one) => one.name).join(', ') || 'nobody'} now.`;
  const all = await room.customers(actor, request.now);
  return shown(all.done ? all.value : [value], actor, request, notice);
}

function named(all: Customer[], text: string): Customer[] {
  const customer = typedName(text, all);
  return customer === null ? all : [customer];
}

function shown(customers: Customer[], actor: Actor, request: QuestionRequest, notice: string | null): Answer {
  const free = customers.filter(({ csms }) => csms.length === 0).length;
  const count = countOf(customers.length, 'customer', 'customers', request.asker);
  const summary = `${count}. ${free === 0 ? 'Each has somebody.' : `${free} without anybody.`} A customer’s tickets are shown to those who look after it, and to nobody else.`;
  const others = customers.flatMap(({ csms }) => csms).filter(({ id }) => id !== actor.id);
  const people = [{ id: actor.id, name: actor.name }, ...new Map(others.map((one) => [one.id, one])).values()];
  const buttons: Button[] = [
    { title: 'Assign', verb: 'ticket.customers', data: { do: 'assign' } },
    { title: 'Remove', verb: 'ticket.customers', data: { do: 'remove' } },
    { title: 'Open tickets', verb: 'ticket.list', data: { as: 'contactmonkey' } },
  ];
  const data = {
    notice,
    summary,
    customers: customers.map(({ tenantId, name, csms }) => ({ tenantId, name, csms: csms.map((one) => one.name) })),
    people,
    buttons,
  };
  const lines = data.customers.map(
    ({ tenantId, name, csms }) => `- ${name ?? tenantId}: ${csms.join(', ') || 'nobody looks after it'}`,
  );
  const text = [...(notice === null ? [] : [notice]), summary, ...lines].join('\n');
  return words(text, { card: ticketCustomersCard(data), audience: 'everyone' });
}
