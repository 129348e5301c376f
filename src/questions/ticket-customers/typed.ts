import type { Customer } from '../../store/customers.ts';
import type { Person } from '../../tickets/ticket.ts';
import { isPlainOrder } from '../shared/plain-order.ts';

export interface TypedChange {
  customer: string;
  csm: string;
  name: null;
  wanted: boolean;
}

const takes = /\b(?:assign|give|hand|put|take(?: over)?|takes|claim|look after|make)\b/i;
const leaves = /\b(?:remove|unassign|drop|take .+ off|no longer|stop looking after|leave)\b/i;
const asks = /^\s*(?:who|which|what|list|show|is|are|does|do)\b/i;
const oneself = /\b(?:me|myself|i|mine|my)\b/i;

/** The customer that a sentence names; null when it names none that is known. */
export function typedName(text: string, customers: readonly Customer[]): Customer | null {
  const said = spaced(text);
  const found = customers.filter(({ name, tenantId }) => said.includes(spaced(name ?? tenantId)));
  return found.toSorted((a, b) => (b.name ?? '').length - (a.name ?? '').length)[0] ?? null;
}

/** "assign Contoso to me", "remove Lee from Contoso": the change, a sentence for what is missing, or null when nothing is to change. */
export function changeTyped(text: string, customers: readonly Customer[], me: Person): TypedChange | string | null {
  const wanted = !leaves.test(text);
  if (asks.test(text) || (wanted && !takes.test(text))) return null;
  if (!isPlainOrder(text, 'ticket.customers'))
    return 'I am not sure that you want to change who looks after a customer, so nothing was changed. Choose below.';
  const customer = typedName(text, customers);
  if (customer === null) return 'Which customer? Choose it below. Nothing was changed.';
  if (customer.name === null) return 'Give the customer a name below and press Assign. Nothing was changed.';
  const people = new Map(customers.flatMap(({ csms }) => csms).map((csm) => [csm.id, csm]));
  const said = spaced(text);
  const meant = [...people.values()].filter(
    ({ id, name }) => id !== me.id && said.includes(spaced(name.split(' ')[0] ?? name)),
  );
  const [other, second] = meant;
  if (second) return 'Whom do you mean? Choose the person below. Nothing was changed.';
  if (other) return { customer: customer.tenantId, csm: other.id, name: null, wanted };
  if (!oneself.test(text) && /\b(?:to|by)\s+\p{L}/iu.test(text))
    return 'I know nobody of that name who looks after a customer. They can take it themselves. Nothing was changed.';
  return { customer: customer.tenantId, csm: me.id, name: null, wanted };
}

/** Lower case, between blanks, so that a name is found as a whole word. */
function spaced(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}-]+/gu) ?? [];
  return ` ${words.join(' ')} `;
}
