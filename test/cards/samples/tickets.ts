import { type TicketCardData, ticketCard } from '../../../src/cards/ticket/index.ts';
import { type TicketConsentData, ticketConsentCard } from '../../../src/cards/ticket-consent/index.ts';
import { type TicketCustomersData, ticketCustomersCard } from '../../../src/cards/ticket-customers/index.ts';
import { type TicketListData, ticketListCard } from '../../../src/cards/ticket-list/index.ts';
import type { CardSample } from './sample.ts';
import { hostileText, hostileTexts, reader } from './texts.ts';

const at = '2026-11-18T13:05:00Z';
const data = { ticket: 't-1', revision: '4' };

const ticket: TicketCardData = {
  ...reader,
  number: 'CM-1234567',
  title: 'Newsletter held as spam',
  customer: 'Contoso',
  state: 'waiting for customer',
  tone: 'warning',
  priority: 'high',
  assignee: 'Kim Larsen',
  waiting: 'for the customer, 3 hours so far',
  overdue: false,
  notice: null,
  evidence: [{ title: 'Sending path', lines: [{ label: 'Path', text: 'ContactMonkey Email Delivery (likely)' }] }],
  thread: [
    { at, who: 'The customer’s administrator', text: 'opened, priority high', isMessage: false },
    { at, who: 'Kim Larsen', text: 'Which region do you use?', isMessage: true },
  ],
  write: 'Write to ContactMonkey',
  buttons: [
    { title: 'Send message', verb: 'ticket.answer', data },
    { title: 'Solved', verb: 'ticket.state', data: { ...data, to: 'solved' } },
  ],
};

const worstTicket: TicketCardData = {
  ...ticket,
  title: hostileTexts.join(' '),
  customer: hostileText(1),
  assignee: hostileText(2),
  waiting: hostileText(3),
  overdue: true,
  notice: hostileText(4),
  evidence: Array.from({ length: 12 }, (_, part) => ({
    title: hostileText(part),
    lines: Array.from({ length: 24 }, (_, line) => ({ label: hostileText(line), text: hostileText(part + line) })),
  })),
  thread: Array.from({ length: 300 }, (_, index) => ({
    at,
    who: hostileText(index),
    text: hostileText(index + 1).repeat(3),
    isMessage: index % 2 === 0,
  })),
  buttons: Array.from({ length: 9 }, (_, index) => ({ title: hostileText(index), verb: 'ticket.state', data })),
};

const consent: TicketConsentData = {
  verb: 'ticket.open',
  data: { draft: 'd-1' },
  forTicket: null,
  wanted: null,
  title: 'Newsletter held as spam',
  description: '',
  priority: 'normal',
  parts: [
    {
      id: 'path',
      title: 'Sending path',
      personal: false,
      ticked: true,
      lines: [{ label: 'Path', text: 'ContactMonkey Email Delivery (likely)' }],
    },
    {
      id: 'subject',
      title: 'Subject',
      personal: true,
      ticked: false,
      lines: [{ label: 'Subject', text: 'Town Hall' }],
    },
  ],
  complaint: null,
};

const worstConsent: TicketConsentData = {
  ...consent,
  verb: 'ticket.share',
  forTicket: hostileText(0),
  wanted: hostileTexts.join(' '),
  complaint: hostileText(3),
  parts: Array.from({ length: 10 }, (_, part) => ({
    id: `p${part}`,
    title: hostileText(part),
    personal: part % 2 === 0,
    ticked: part % 3 === 0,
    lines: Array.from({ length: 6 }, (_, line) => ({
      label: `L${line}`,
      text: hostileText(part + line).slice(0, 120),
    })),
  })),
};

const list: TicketListData = {
  title: 'Open tickets',
  summary: '2 tickets.',
  rows: [
    {
      number: 'CM-1234567',
      title: 'Newsletter held as spam',
      customer: 'Contoso',
      state: 'new',
      tone: 'warning',
      details: 'Priority high, assigned to nobody. Waiting for ContactMonkey, 20 minutes so far.',
      data,
    },
    {
      number: 'CM-7654321',
      title: 'SPF fails since Monday',
      customer: null,
      state: 'waiting for Microsoft',
      tone: 'info',
      details: 'Priority normal, assigned to Kim Larsen.',
      data,
    },
  ],
  buttons: [],
};

const worstList: TicketListData = {
  ...list,
  title: hostileText(0),
  summary: hostileTexts.join(' '),
  rows: Array.from({ length: 200 }, (_, index) => ({
    number: `CM-${1_000_000 + index}`,
    title: hostileText(index),
    customer: hostileText(index + 1),
    state: 'new',
    tone: 'bad' as const,
    details: hostileText(index + 2),
    data,
  })),
};

const customers: TicketCustomersData = {
  notice: 'Contoso is looked after by Kim Larsen now.',
  summary:
    '2 customers. 1 without anybody. A customer’s tickets are shown to those who look after it, and to nobody else.',
  customers: [
    { tenantId: 'c0000000-0000-4000-8000-000000000001', name: 'Contoso', csms: ['Kim Larsen', 'Lee Wood'] },
    { tenantId: 'f0000000-0000-4000-8000-000000000002', name: null, csms: [] },
  ],
  people: [
    { id: 'kim-id', name: 'Kim Larsen' },
    { id: 'lee-id', name: 'Lee Wood' },
  ],
  buttons: [
    { title: 'Assign', verb: 'ticket.customers', data: { do: 'assign' } },
    { title: 'Remove', verb: 'ticket.customers', data: { do: 'remove' } },
    { title: 'Open tickets', verb: 'ticket.list', data: { as: 'contactmonkey' } },
  ],
};

const worstCustomers: TicketCustomersData = {
  ...customers,
  notice: hostileTexts.join(' '),
  customers: Array.from({ length: 300 }, (_, index) => ({
    tenantId: `c0000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    name: index % 5 === 0 ? null : hostileText(index),
    csms: Array.from({ length: index % 4 }, (__, csm) => hostileText(csm)),
  })),
  people: Array.from({ length: 20 }, (_, index) => ({ id: `p${index}`, name: hostileText(index) })),
};

export const ticketSamples: CardSample[] = [
  {
    name: 'ticket-customers-typical',
    build: () => ticketCustomersCard(customers),
    shows: ['Contoso', 'Kim Larsen, Lee Wood', 'A customer without a name yet', 'nobody looks after it', 'Assign'],
  },
  {
    name: 'ticket-customers-empty',
    build: () =>
      ticketCustomersCard({ ...customers, notice: null, summary: '0 customers. Each has somebody.', customers: [] }),
    shows: ['0 customers'],
  },
  { name: 'ticket-customers-worst', build: () => ticketCustomersCard(worstCustomers), shows: ['more did not fit'] },
  {
    name: 'ticket-typical',
    build: () => ticketCard(ticket),
    shows: [
      'CM-1234567',
      'Waiting for customer',
      'Contoso',
      'Which region do you use?',
      'ContactMonkey Email Delivery',
    ],
  },
  { name: 'ticket-worst', build: () => ticketCard(worstTicket), shows: ['earlier lines did not fit'] },
  {
    name: 'ticket-consent-typical',
    build: () => ticketConsentCard(consent),
    shows: ['This and nothing else is sent', 'Sending path', 'Town Hall', 'Subject (personal)', 'Open the ticket'],
  },
  { name: 'ticket-consent-worst', build: () => ticketConsentCard(worstConsent), shows: ['ContactMonkey asks'] },
  {
    name: 'ticket-list-typical',
    build: () => ticketListCard(list),
    shows: ['CM-1234567', 'Contoso', 'SPF fails since Monday', 'Open CM-7654321'],
  },
  { name: 'ticket-list-worst', build: () => ticketListCard(worstList), shows: ['more did not fit'] },
];
