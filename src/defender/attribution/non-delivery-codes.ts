import type { Component } from './cause.ts';

export interface NonDeliveryCode {
  /** Enhanced status code; `x` stands for any digit. */
  code: string;
  /** Letters the text must also contain, lower case; null when the code is enough. */
  contains: string | null;
  component: Component;
  setting: string | null;
  explanation: string;
  source: string;
  date: string;
  confidence: 'documented' | 'observed';
}

const learn = {
  source: 'Microsoft Learn, non-delivery-reports-in-exchange-online',
  date: '2026-08',
  confidence: 'documented',
} as const;
const seen = {
  source: 'texts of public non-delivery reports; Microsoft does not list this one',
  date: '2026-11',
  confidence: 'observed',
} as const;

/** Refusals by text of the non-delivery report; the first row that fits counts. */
export const nonDeliveryCodes: readonly NonDeliveryCode[] = [
  {
    ...learn,
    code: '5.7.509',
    contains: null,
    component: 'anti-phish',
    setting: 'DmarcRejectAction',
    explanation:
      'The message was refused because it fails DMARC and its From domain asks for rejection. Nothing was kept, so there is nothing to release.',
  },
  {
    ...seen,
    code: '5.7.68',
    contains: null,
    component: 'edge',
    setting: 'RejectDirectSend',
    explanation:
      "The message was refused because it came from outside with one of the organisation's own domains as envelope sender, matched no inbound connector, and Direct Send is blocked.",
  },
  {
    ...seen,
    code: 'x.x.x',
    contains: 'tenantinboundattribution',
    component: 'edge',
    setting: 'RejectDirectSend',
    explanation:
      "The message was refused because it came from outside with one of the organisation's own domains as envelope sender, matched no inbound connector, and Direct Send is blocked.",
  },
  {
    ...learn,
    code: 'x.x.x',
    contains: 'transportrulesrejectmessage',
    component: 'transport-rule',
    setting: 'RejectMessageReasonText',
    explanation: 'A mail flow rule of the organisation rejected the message. Nothing was kept.',
  },
  {
    ...learn,
    code: '5.7.6xx',
    contains: 'bannedsendingip',
    component: 'edge',
    setting: null,
    explanation:
      "Microsoft itself refuses the sending IP address. The sender has it taken off at Microsoft's delist portal; no setting of the tenant does it.",
  },
  {
    ...learn,
    code: '5.7.511',
    contains: null,
    component: 'edge',
    setting: null,
    explanation:
      'Microsoft itself refuses the sender. The sender has to write to the delisting address named in the report.',
  },
  {
    ...learn,
    code: '5.1.8',
    contains: null,
    component: 'outbound-spam',
    setting: 'ActionWhenThresholdReached',
    explanation:
      'The sending mailbox is blocked from sending because it went over the limits of the outbound spam policy or sent what looked like spam.',
  },
  {
    ...learn,
    code: '5.7.705',
    contains: null,
    component: 'outbound-spam',
    setting: null,
    explanation: "The whole organisation went over Microsoft's outbound limits and may not send for now.",
  },
  {
    ...learn,
    code: '5.7.708',
    contains: null,
    component: 'outbound-spam',
    setting: null,
    explanation: 'Mail of this organisation was refused because of the low reputation of the address it leaves by.',
  },
  {
    ...learn,
    code: '5.2.2',
    contains: 'submissionquotaexceeded',
    component: 'outbound-spam',
    setting: 'RecipientLimitInternalPerHour',
    explanation: 'The sending mailbox went over its limit of recipients and may not send for now.',
  },
  {
    ...learn,
    code: '5.4.1',
    contains: 'recipientaddressrejected',
    component: 'edge',
    setting: null,
    explanation:
      'The recipient address does not exist in the organisation, and the domain refuses mail to unknown recipients at its edge.',
  },
];

const status = /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])/g;

/** The row for the text of a refusal; null when it names none of the codes. */
export function nonDeliveryCode(text: string): { row: NonDeliveryCode; code: string } | null {
  const refusal = text.slice(0, 10_000);
  const words = refusal.toLowerCase().replace(/[^a-z]/g, '');
  const codes = [...refusal.matchAll(status)].map(([code]) => code);
  for (const row of nonDeliveryCodes) {
    const code = codes.find((candidate) => fits(row.code, candidate));
    if (code !== undefined && (row.contains === null || words.includes(row.contains))) return { row, code };
  }
  return null;
}

function fits(pattern: string, code: string): boolean {
  if (pattern === 'x.x.x') return true;
  return pattern.length === code.length && [...pattern].every((digit, at) => digit === 'x' || digit === code[at]);
}
