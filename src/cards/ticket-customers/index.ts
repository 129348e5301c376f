import type { AdaptiveCard } from '../adaptive-card.ts';
import { actionBar, type Button } from '../buttons.ts';
import { headingText, mailText, plainText } from '../escape.ts';
import { expand, fitRows } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import { tones } from '../words.ts';
import template from './template.json' with { type: 'json' };

export interface TicketCustomersData {
  /** Said above all, such as what a press did. */
  notice: string | null;
  summary: string;
  customers: { tenantId: string; name: string | null; csms: string[] }[];
  /** Whom a customer can be given to; the first is the reader. */
  people: { id: string; name: string }[];
  buttons: Button[];
}

/** Who looks after which customer. Sends `customer`, `csm` and `customer_name` with the buttons. */
export function ticketCustomersCard(data: TicketCustomersData): AdaptiveCard {
  const heading = 'Customers';
  return fitRows(data.customers, (rows, leftOut) =>
    expand(template, {
      heading: headingText(heading),
      notice: data.notice === null ? [] : [{ words: plainText(data.notice, 300) }],
      summary: plainText(data.summary, 300),
      rows: rows.map(({ tenantId, name, csms }) => {
        const tone = tones[csms.length === 0 ? 'warning' : 'good'];
        return {
          icon: `${tone.icon} `,
          color: tone.color,
          name: nameOf(name),
          csms: `: ${csms.length === 0 ? 'nobody looks after it' : mailText(csms.join(', '), 200)}`,
          tenant: plainText(tenantId, 60),
        };
      }),
      footer: leftOut === 0 ? [] : [{ words: `${leftOut} more did not fit.` }],
      form:
        rows.length === 0
          ? []
          : [
              {
                customer: rows[0]?.tenantId ?? '',
                customers: rows.map(({ tenantId, name }) => ({ title: choiceOf(name, tenantId), value: tenantId })),
                csm: data.people[0]?.id ?? '',
                csms: data.people.map(({ id, name }, index) => ({
                  title: index === 0 ? `Me (${mailText(name, 60)})` : mailText(name, 60) || 'Somebody',
                  value: id,
                })),
              },
            ],
      fallbackText: fallbackText(heading, data.summary),
      ...actionBar(rows.length === 0 ? [] : data.buttons),
    }),
  );
}

function nameOf(name: string | null): string {
  return name === null ? 'A customer without a name yet' : mailText(name, 80) || 'A customer';
}

function choiceOf(name: string | null, tenantId: string): string {
  return name === null ? plainText(tenantId, 60) : mailText(name, 80) || plainText(tenantId, 60);
}
