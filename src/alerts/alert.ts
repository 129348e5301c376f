import type { FactCampaign } from './fact.ts';
import type { AlertReason, Severity } from './reasons.ts';

/** `reopened` is open again after it was resolved; `escalated` is open and one step further. */
export type AlertState = 'open' | 'acknowledged' | 'snoozed' | 'escalated' | 'resolved' | 'reopened';

/** Somebody who pressed a button, by Entra object id; `null` in its place is the watch itself. */
export interface Person {
  id: string;
  name: string;
}

/** One thing that happened to a case. Entries are only ever added; `revision` is the one that it made. */
export interface HistoryEntry {
  revision: number;
  at: string;
  by: Person | null;
  what:
    | 'opened'
    | 'grew'
    | 'cause'
    | 'acknowledged'
    | 'assigned'
    | 'snoozed'
    | 'woke'
    | 'escalated'
    | 'resolved'
    | 'reopened'
    | 'noted';
  /** A sentence for people. It holds no recipient: it is shown in channels. */
  words: string;
}

/** Who did a thing first, for those who come late. */
export interface Mark {
  by: Person | null;
  at: string;
  revision: number;
}

/** One case: what is wrong, for how many, and how far people have got with it. */
export interface Alert {
  id: string;
  caseKey: string;
  reason: AlertReason;
  severity: Severity;
  campaign: FactCampaign | null;
  /** Of a case that concerns people: that of the worst cause, as `detail` and `example` are. */
  policy: string | null;
  /** What the reason is about: a quarantine reason, a host, an area of the watch, a list entry. */
  detail: string | null;
  /** `NetworkMessageId\recipientGuid` of one message of the case, for those who ask why; null when there is none. */
  example: string | null;
  /** What it comes from, in the order it was found; absent in cases without people and of older versions. See `causesOf`. */
  causes?: Cause[];
  /** Sentences that came with the fact, such as why the watch is blind. */
  notes: string[];
  /** When it stops being of use: the first message that is still held is deleted, the entry expires. ISO 8601. */
  expiresAt: string | null;
  state: AlertState;
  /** Rises by one with each change; whoever writes must have read the one before. */
  revision: number;
  affected: Affected;
  openedAt: string;
  changedAt: string;
  lastTroubleAt: string;
  /** The revision that the last trouble made: a press on an older card did not know of it. */
  troubleRevision: number;
  acknowledged: Mark | null;
  assigned: (Mark & { to: Person }) | null;
  resolved: Mark | null;
  /** Who took it one step further by hand; absent in cases of older versions. */
  escalated?: Mark | null;
  /** The ticket with ContactMonkey that came of it. */
  ticket?: { id: string; number: string } | null;
  snoozedUntil: string | null;
  /** How many steps of escalation were taken since it was opened or reopened. */
  step: number;
  /** When nobody's answer leads to the next step; null when none is due. */
  nextStepAt: string | null;
  /** Trouble up to then is known to be mended: late rows of it do not open the case again. In the tenant's time. */
  provenAt?: string | null;
  /** Good news that did not hold: since when, and what came after it. */
  overturned?: { at: string; words: string } | null;
  /** The moment for which a timer is on its way. */
  timerFor?: string | null;
}

/** One of the things that a case comes from, and whom it concerns: everybody in a case is in one of its causes. */
export interface Cause {
  /** The same for the same policy and detail; short, for buttons. */
  key: string;
  policy: string | null;
  /** A quarantine reason, the code of an answer, a host, where ZAP moved it. */
  detail: string | null;
  example: string | null;
  /** Sentences that came with it, such as the answer of a server. */
  notes: string[];
  /** When the first message of it is deleted. ISO 8601. */
  expiresAt: string | null;
  affected: Affected;
}

/** People concerned: `count` and `cleared` are people; the lists hold `address` or `address|message`, in lower case. */
export interface Affected {
  count: number;
  cleared: number;
  addresses: string[];
  clearedAddresses: string[];
  /** There are more than are kept. */
  more?: boolean;
}

/** A case is over for the moment when nobody needs to look at it. */
export function isOpen(alert: Pick<Alert, 'state'>): boolean {
  return alert.state !== 'resolved';
}

/** Nobody has said yet that they look after it. */
export function isUnattended(alert: Pick<Alert, 'state'>): boolean {
  return alert.state === 'open' || alert.state === 'reopened' || alert.state === 'escalated';
}
