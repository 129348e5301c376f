import type { HeaderAnalysis } from '../headers/header-analysis.ts';
import type { EmailEvent, MessageTraceDetail, MessageTraceRow, PostDeliveryEvent } from '../mail-events.ts';
import type { QuarantinedMessage } from '../quarantined-message.ts';

/** A policy object in the shape its Get- cmdlet returns it. */
export type PolicyRow = Readonly<Record<string, unknown>>;

/** Whatever was found out about one message. Leave out what was not read; an empty list means "read, and there is none". */
export interface Evidence {
  headers?: HeaderAnalysis;
  quarantined?: QuarantinedMessage;
  events?: readonly EmailEvent[];
  trace?: readonly MessageTraceRow[];
  traceDetails?: readonly MessageTraceDetail[];
  postDelivery?: readonly PostDeliveryEvent[];
  /** The policies that acted or apply to the recipient, as they are now. */
  policies?: {
    antiSpam?: PolicyRow;
    antiPhish?: PolicyRow;
    antiMalware?: PolicyRow;
    safeAttachments?: PolicyRow;
  };
}

/** A value of a policy row as text; null when the row or the value was not read. */
export function policyValue(row: PolicyRow | undefined, property: string): string | null {
  const value = row?.[property];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** Whether a switch of a policy is on; null when it was not read. Wire forms: true, "True", "On". */
export function policySwitch(row: PolicyRow | undefined, property: string): boolean | null {
  const value = policyValue(row, property)?.toLowerCase();
  if (value === undefined) return null;
  return value === 'true' || value === 'on';
}

/** A list of a policy row in upper case; null when it was not read. */
export function policyList(row: PolicyRow | undefined, property: string): string[] | null {
  const value = row?.[property];
  if (Array.isArray(value)) return value.map((item) => String(item).toUpperCase());
  return typeof value === 'string'
    ? value
        .split(/[,;\s]+/)
        .filter(Boolean)
        .map((item) => item.toUpperCase())
    : null;
}
