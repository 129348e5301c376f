import type { NotRead } from '../../defender/reading.ts';
import type { DomainDns } from '../../defender/snapshot.ts';

/** Something of a snapshot that was not read. `cmdlet` also names groups ("members of x@y") and DNS ("DNS of x"). */
export interface NotReadPart {
  cmdlet: string;
  kind: NotRead['kind'];
  sentence: string;
  advice: string;
}

/**
 * A tenant's configuration at one time, as a snapshot file holds it: a key for each cmdlet that was read, its rows as Exchange
 * returns them. What could not be read has no key and is in `notRead`.
 */
export interface SnapshotFile {
  takenAt: string;
  /** `mxAtMicrosoft365` is absent when not known. */
  domains: { mxAtMicrosoft365?: boolean };
  /** Members by group address, nested groups expanded. */
  groups: Record<string, string[]>;
  /** Absent when DNS was not asked at all. */
  dns?: Record<string, DomainDns>;
  notRead: NotReadPart[];
  [cmdlet: string]: unknown;
}

export function notReadPart(cmdlet: string, why: NotRead): NotReadPart {
  return { cmdlet, kind: why.kind, sentence: why.sentence, advice: why.advice };
}
