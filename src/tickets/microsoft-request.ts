import type { EvidencePart } from './evidence/part.ts';

export interface MicrosoftRequest {
  /** Number of our ticket; null when there is none. */
  number: string | null;
  tenantId: string;
  parts: Pick<EvidencePart, 'id' | 'title' | 'lines'>[];
  /** What was done so far; times ISO 8601 UTC. */
  tried: { at: string; text: string }[];
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
const neverForMicrosoft = new Set(['contact', 'body', 'setup']);

/** A support request to Microsoft as plain text: ids and times first, then what was found and tested, then what is asked. */
export function microsoftRequest({ number, tenantId, parts, tried, at }: MicrosoftRequest): string {
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
    ...(sections.length === 0 ? ['MESSAGE IDS\n- Network message id: (add it)\n- Received (UTC): (add it)'] : sections),
    ...(tried.length === 0
      ? []
      : [['DONE SO FAR (UTC)', ...tried.map((one) => `- ${one.at}: ${one.text}`)].join('\n')]),
    [
      'WHAT WE ASK',
      '1. Which filter and which signal gave this verdict?',
      '2. Is it a false positive, and will it be corrected for this sender in our organisation?',
      '3. If not: which change on our side or the sender’s delivers this mail with the smallest opening?',
      '- Submission id (Actions & submissions > Submissions): (add it)',
      '- Reproduced: (yes or no, how often, since when)',
    ].join('\n'),
  ].join('\n\n');
}
