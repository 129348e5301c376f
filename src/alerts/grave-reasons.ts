import type { QuarantineReason } from '../defender/quarantined-message.ts';

/**
 * Reasons for which mail is held, the gravest first: the order in which the filters decide (Microsoft Learn,
 * how-policies-and-protections-are-combined, 2025-09-12), then rules of the organisation's own.
 */
const byGravity: readonly string[] = [
  'Malware',
  'SPOMalware',
  'HighConfPhish',
  'Phish',
  'Spam',
  'Bulk',
  'DataLossPrevention',
  'FileTypeBlock',
  'TransportRule',
  'AdminTriggered',
] satisfies QuarantineReason[];

/** Orders two details of cases, the graver first; what is no reason of quarantine comes last. */
export function graverReason(one: string | null, other: string | null): number {
  return placeOf(one) - placeOf(other);
}

function placeOf(detail: string | null): number {
  const place = detail === null ? -1 : byGravity.indexOf(detail);
  return place === -1 ? byGravity.length : place;
}
