import type { EvidencePart } from './evidence/part.ts';

export interface MicrosoftRequest {
  /** Number of our ticket; null when there is none. */
  number: string | null;
  tenantId: string;
  parts: Pick<EvidencePart, 'id' | 'title' | 'lines'>[];
  at: Date;
}

/** The order in which a support engineer reads. */
const order = [
  'ids',
  'verdict',
  'policy',
  'header',
  'path',
  'counts',
  'tried',
  'open',
  'sender',
  'recipients',
  'subject',
];
const neverForMicrosoft = new Set(['contact', 'body', 'setup', 'people', 'campaign']);
/** Parts that name people or quote the mail. */
export const personalParts: ReadonlySet<string> = new Set(['sender', 'recipients', 'subject']);

/** A support request to Microsoft as plain text: ids and times first, then what was found and tested, then what is asked. */
export function microsoftRequest({ number, tenantId, parts, at }: MicrosoftRequest): string {
  const place = ({ id }: { id: string }) => (order.includes(id) ? order.indexOf(id) : order.length);
  const sorted = parts.filter(({ id }) => !neverForMicrosoft.has(id)).toSorted((a, b) => place(a) - place(b));
  const sections = sorted.map(({ title, lines }) =>
    [title.toUpperCase(), ...lines.map(({ label, text }) => `- ${label}: ${text}`)].join('\n'),
  );
  return [
    'Product: Microsoft Defender for Office 365 / Exchange Online Protection',
    [
      'ISSUE',
      'Wanted internal newsletters (sent with ContactMonkey) are held or misclassified in our organisation. We ask Microsoft to review the verdict below.',
      `- Tenant id: ${tenantId}`,
      `- Prepared (UTC): ${at.toISOString()}`,
      ...(number === null ? [] : [`- Our reference: ${number}`]),
    ].join('\n'),
    ...sections,
    ...missingOf(sorted),
    [
      'WHAT WE ASK',
      '1. Which filter and which signal gave this verdict?',
      '2. Is it a false positive, and will it be corrected for this sender in our organisation?',
      '3. If not: which change on our side or the sender’s delivers this mail with the smallest opening?',
      '',
      'FROM US, BEFORE IT IS SENT',
      '- Submission id (Actions & submissions > Submissions): (add it; Microsoft asks for one first)',
      '- Reproduced: (yes or no, how often, since when)',
      '- Changed on our side in the last 30 days: (policies, connectors, DNS, or nothing)',
    ].join('\n'),
  ].join('\n\n');
}

/** What Microsoft asks for first and is not there, with where it is found. */
function missingOf(parts: Pick<EvidencePart, 'id' | 'lines'>[]): string[] {
  const has = (id: string, label: RegExp) =>
    parts.some((part) => part.id === id && part.lines.some((line) => label.test(line.label)));
  const missing = [
    ...(has('ids', /network message id/i)
      ? []
      : ['- Network message id: (add it: header X-MS-Exchange-Organization-Network-Message-Id)']),
    ...(has('ids', /received|first seen|date|opened/i) ? [] : ['- When it was received (UTC): (add it)']),
    ...(has('sender', /./) ? [] : ['- Sender, internet message id: (left out here)']),
    ...(has('recipients', /./) ? [] : ['- One affected recipient: (left out here)']),
  ];
  return missing.length === 0 ? [] : [['STILL MISSING', ...missing].join('\n')];
}
