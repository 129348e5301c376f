import type { SendingPath } from '../../contactmonkey/sender-profile.ts';
import type { ReleaseStatus } from '../../defender/quarantined-message.ts';

/** A step of Get-MessageTraceDetailV2, its text clipped. */
export interface TraceStep {
  at: string;
  event: string;
  detail: string;
}

/** What the quarantine says of a copy. */
export interface Held {
  identity: string;
  reason: string;
  policy: string | null;
  policyType: string | null;
  quarantinePolicy: string | null;
  expiresAt: string | null;
  status: ReleaseStatus | null;
}

/** Results of the checks of the sender; null is "not known". */
export interface Authentication {
  spf: string | null;
  dkim: string | null;
  dmarc: string | null;
  compAuth: string | null;
}

/** What the header of a held copy says. */
export interface HeaderFacts {
  /** `DIR` of the antispam report, e.g. "INT" for mail within the organisation. */
  direction: string | null;
  authentication: Authentication;
}

/** What EmailEvents says of a copy. */
export interface Judged {
  at: string;
  direction: string | null;
  action: string | null;
  location: string | null;
  latestLocation: string | null;
  policy: string | null;
  /** Tells which policy of that kind it was. */
  policyGuid?: string | null;
  threats: string[];
  authentication: Authentication;
}

/** What happened after delivery. */
export interface Move {
  at: string;
  action: string;
  type: string;
  result: string | null;
  location: string | null;
}

/** A press on a link. Only the host is kept: a tracking link names the person in its path. */
export interface Click {
  at: string;
  host: string;
  action: string;
}

export interface AttachedFile {
  name: string;
  threats: string[];
}

/**
 * Everything ever seen of one message on its way to one recipient. Sets are sorted lists without repeats. Evidence only grows:
 * `joined` in any order and any number of times gives the same.
 */
export interface CopyEvidence {
  /** Earliest time that any row gives for its receipt by Exchange. */
  receivedAt: string | null;
  /** Earliest poll that saw it in a mailbox. */
  seenInMailboxAt: string | null;
  /** Lower-case statuses of the message trace. */
  statuses: string[];
  paths: Exclude<SendingPath, 'unknown'>[];
  steps: TraceStep[];
  held: Held | null;
  judged: Judged | null;
  moves: Move[];
  clicks: Click[];
  files: AttachedFile[];
  /** Hosts of links in the mail, lower case. */
  linkHosts: string[];
  header: HeaderFacts | null;
}

/** How many entries of a set are kept: a flood of rows must not fill the database. */
const most = 20;

export const nothingSeen: Readonly<CopyEvidence> = {
  receivedAt: null,
  seenInMailboxAt: null,
  statuses: [],
  paths: [],
  steps: [],
  held: null,
  judged: null,
  moves: [],
  clicks: [],
  files: [],
  linkHosts: [],
  header: null,
};

/** The order in which a held message goes through its release. A status never steps back. */
const releaseOrder: Record<ReleaseStatus, number> = {
  NotReleased: 1,
  Requested: 2,
  Denied: 3,
  Approved: 4,
  PreparingToRelease: 5,
  Error: 6,
  Released: 7,
};

/** Two pieces of evidence of the same copy as one. */
export function joined(one: CopyEvidence, other: CopyEvidence): CopyEvidence {
  return {
    receivedAt: earlier(one.receivedAt, other.receivedAt),
    seenInMailboxAt: earlier(one.seenInMailboxAt, other.seenInMailboxAt),
    statuses: union(one.statuses, other.statuses),
    paths: union(one.paths, other.paths),
    steps: union(one.steps, other.steps, ({ event }) => (/^(?:deliver|fail|drop|defer)/i.test(event) ? 0 : 1)),
    held: higher(one.held, other.held, ({ status }) => (status === null ? 0 : releaseOrder[status])),
    judged: higher(one.judged, other.judged, ({ at, location }) => (location === null ? 0 : Date.parse(at))),
    moves: newestOf(one.moves, other.moves),
    clicks: union(one.clicks, other.clicks, ({ action }) => (/block|error/i.test(action) ? 0 : 1)),
    files: union(one.files, other.files),
    linkHosts: union(one.linkHosts, other.linkHosts),
    header: higher(one.header, other.header, () => 0),
  };
}

export function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one <= other ? one : other;
}

/** Both sets as one; where it grows too long those of the lowest class stay, and the first as text among equals. */
function union<T>(one: readonly T[], other: readonly T[], classOf: (item: T) => number = () => 0): T[] {
  const all = new Map([...one, ...other].map((item) => [JSON.stringify(item), item]));
  const ordered = [...all].sort(([a, x], [b, y]) => classOf(x) - classOf(y) || (a < b ? -1 : 1));
  return ordered.slice(0, most).map(([, item]) => item);
}

/** The last moves decide what became of a copy. */
function newestOf(one: readonly Move[], other: readonly Move[]): Move[] {
  const all = new Map([...one, ...other].map((item) => [JSON.stringify(item), item]));
  const ordered = [...all].sort(([a, x], [b, y]) => y.at.localeCompare(x.at) || (a < b ? -1 : 1));
  return ordered.slice(0, most).map(([, item]) => item);
}

/** The one of higher rank; among equals whichever comes later as text, so that the order of arrival does not matter. */
function higher<T extends object>(one: T | null, other: T | null, rank: (value: T) => number): T | null {
  if (one === null || other === null) return one ?? other;
  const difference = rank(one) - rank(other);
  if (difference !== 0) return difference > 0 ? one : other;
  return JSON.stringify(one) >= JSON.stringify(other) ? one : other;
}
