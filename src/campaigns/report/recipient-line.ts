import type { SendingPath } from '../../contactmonkey/sender-profile.ts';
import type { Authentication } from '../test-campaign/copy-evidence.ts';
import {
  attachmentsOf,
  authenticationOf,
  blockedLink,
  linksOf,
  type MailboxTime,
  type OutcomeKind,
  outcomeOf,
  pathOf,
  timeToMailbox,
} from '../test-campaign/outcome.ts';
import type { Copy, Fate } from '../test-campaign/recipient.ts';
import type { RecipientSettings } from './person-policies.ts';

/** One recipient's part of the report. null and "unknown" are "not known". */
export interface RecipientLine {
  address: string;
  kind: OutcomeKind;
  place: string | null;
  reason: string | null;
  /** The policy that stopped the copy, by name. */
  policy: string | null;
  expiresAt: string | null;
  /** The held message, as a release is asked with. */
  held: string | null;
  zap: string | null;
  /** When it was moved after delivery. ISO 8601 UTC */
  zappedAt: string | null;
  time: MailboxTime | null;
  links: 'blocked' | 'passed' | 'unknown';
  blockedHost: string | null;
  pressed: number;
  /** Whether Safe Links wraps the tracking links, by the policy that reaches the person. */
  rewritten: 'yes' | 'no' | 'unknown';
  /** Hosts of links in the mail; null when nobody looked. */
  linkHosts: string[] | null;
  attachments: 'listed' | 'none' | 'missing' | 'replaced' | 'delayed' | 'unknown';
  path: SendingPath;
  authentication: Authentication | null;
  /** The anti-spam policy that reaches the person. */
  reachedBy: string | null;
  groups: string[];
  seedBecause: string | null;
}

/** Outcomes that are not where a campaign belongs. */
export const troubleKinds: readonly OutcomeKind[] = [
  'quarantined',
  'junk',
  'rejected',
  'dropped',
  'zapped',
  'released',
];

export function hasTrouble({ kind, links }: Pick<RecipientLine, 'kind' | 'links'>): boolean {
  return troubleKinds.includes(kind) || links === 'blocked';
}

/** What is known of one recipient, by the copy that counts. */
export function recipientLine(
  { address, expected, kind }: Fate,
  copy: Copy | null,
  attached: readonly string[],
  settings: RecipientSettings | null,
): RecipientLine {
  const person = settings?.of(address) ?? null;
  const about = {
    address,
    kind,
    reachedBy: person?.names.antiSpam ?? null,
    groups: settings?.groupsOf(address) ?? [],
    seedBecause: expected?.because ?? null,
  };
  if (copy === null) return { ...unseen, ...about };
  const { evidence } = copy;
  const { place, held, zap, failure, decidedBy } = outcomeOf(evidence);
  const { judged } = evidence;
  const path = pathOf(evidence);
  const rewrites = person?.rewrites(path) ?? null;
  const named = judged?.policyGuid ? (settings?.nameOf(judged.policyGuid) ?? null) : null;
  return {
    ...about,
    place,
    reason: held?.reason ?? failure ?? (judged?.threats.join(', ') || null),
    policy: held?.policy ?? (troubleKinds.includes(kind) ? (named ?? decidedBy) : null),
    expiresAt: held?.expiresAt ?? null,
    held: held?.identity ?? null,
    zap: zap === null ? null : (zap.type ?? 'moved after delivery'),
    zappedAt: zap?.at ?? null,
    time: timeToMailbox(evidence),
    links: linksOf(evidence),
    blockedHost: blockedLink(evidence)?.host ?? null,
    pressed: evidence.clicks.length,
    rewritten: rewrites === null ? 'unknown' : rewrites ? 'yes' : 'no',
    linkHosts: evidence.linkHosts.length > 0 ? evidence.linkHosts : null,
    attachments: attachmentsOf(evidence, attached),
    path,
    authentication: authenticationOf(evidence),
  };
}

const unseen: Omit<RecipientLine, 'address' | 'kind' | 'seedBecause' | 'reachedBy' | 'groups'> = {
  place: null,
  reason: null,
  policy: null,
  expiresAt: null,
  held: null,
  zap: null,
  zappedAt: null,
  time: null,
  links: 'unknown',
  blockedHost: null,
  pressed: 0,
  rewritten: 'unknown',
  linkHosts: null,
  attachments: 'unknown',
  path: 'unknown',
  authentication: null,
};
