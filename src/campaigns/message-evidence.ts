import type { SenderProfile } from '../contactmonkey/sender-profile.ts';
import { attribute } from '../defender/attribution/attribute.ts';
import type { Attribution } from '../defender/attribution/cause.ts';
import type { Evidence } from '../defender/attribution/evidence.ts';
import { analyseHeaders } from '../defender/headers/analyse-headers.ts';
import type { MessageTraceRow } from '../defender/mail-events.ts';
import type { QuarantinedMessage } from '../defender/quarantined-message.ts';
import { type NotRead, type Reading, reading } from '../defender/reading.ts';
import type { TenantReader } from '../microsoft365/tenant-reader.ts';
import { readActingPolicy } from './acting-policy.ts';

export interface ExplainedMessage {
  message: QuarantinedMessage;
  evidence: Evidence;
  attribution: Attribution;
  notRead: NotRead[];
  /** What was read, by the name of the cmdlet or table. */
  sources: string[];
}

/**
 * Reads all that can be had about one quarantined message (header, hunting rows, trace, the acting policy) and attributes it.
 * Each part that could not be read is a gap of the answer, not its end.
 */
export async function explainMessage(
  tenant: TenantReader,
  profile: SenderProfile,
  message: QuarantinedMessage,
  now: Date,
  signal?: AbortSignal,
): Promise<ExplainedMessage> {
  const id = message.networkMessageId;
  const recipient = message.recipients[0] ?? '';
  const [header, events, postDelivery, details] = await Promise.all([
    reading(() => tenant.quarantine.header(message.identity, signal)),
    reading(() => tenant.hunting.emailEvents([id], signal)),
    reading(() => tenant.hunting.postDeliveryEvents([id], signal)),
    recipient === '' ? null : reading(() => tenant.trace.detail(id, recipient, signal)),
  ]);
  const trace = header.read ? null : await reading(() => traceRows(tenant, message, signal));
  const acting = await readActingPolicy(tenant, message, events.read ? events.value : [], now, signal);

  const evidence: Evidence = {
    quarantined: message,
    ...(header.read ? { headers: analyseHeaders(header.value) } : {}),
    ...(events.read ? { events: events.value } : {}),
    ...(postDelivery.read ? { postDelivery: postDelivery.value } : {}),
    ...(details?.read ? { traceDetails: details.value } : {}),
    ...(trace?.read ? { trace: trace.value } : {}),
    ...(acting.policies ? { policies: acting.policies } : {}),
  };
  const notRead = [
    ...gap(header, 'the header of the message'),
    ...gap(events, 'advanced hunting (EmailEvents)'),
    ...(events.read ? gap(postDelivery, 'advanced hunting (EmailPostDeliveryEvents)') : []),
    ...(details ? gap(details, 'the message trace') : []),
    ...acting.notRead,
  ];
  return { message, evidence, attribution: attribute(evidence, profile), notRead, sources: sourcesOf(evidence) };
}

async function traceRows(tenant: TenantReader, message: QuarantinedMessage, signal?: AbortSignal) {
  const around = Date.parse(message.receivedAt);
  const hour = 3_600_000;
  const query = {
    from: new Date(around - hour).toISOString(),
    to: new Date(around + hour).toISOString(),
    messageTraceId: message.networkMessageId,
  };
  const rows: MessageTraceRow[] = [];
  for await (const page of tenant.trace.pages(query, signal)) {
    rows.push(...page.slice(0, 100));
    break;
  }
  return rows;
}

function gap(part: Reading<unknown>, what: string): NotRead[] {
  return part.read ? part.gaps : [{ ...part.why, what }];
}

function sourcesOf(evidence: Evidence): string[] {
  const parts: [unknown, string][] = [
    [evidence.quarantined, 'Get-QuarantineMessage'],
    [evidence.headers, 'Get-QuarantineMessageHeader'],
    [evidence.events, 'EmailEvents'],
    [evidence.postDelivery, 'EmailPostDeliveryEvents'],
    [evidence.traceDetails, 'Get-MessageTraceDetailV2'],
    [evidence.trace, 'Get-MessageTraceV2'],
    [evidence.policies, 'the policy that acted'],
  ];
  return parts.flatMap(([part, name]) => (part === undefined ? [] : [name]));
}
