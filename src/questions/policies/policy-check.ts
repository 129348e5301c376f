import type { ChangeReport } from '../../defender/changes/change.ts';
import type { Finding, GapReport } from '../../defender/gaps/finding.ts';
import type { NotRead } from '../../defender/reading.ts';
import type { TenantSnapshot } from '../../defender/snapshot.ts';

/** Somebody's decision to live with a finding. Times are ISO 8601 UTC. */
export interface Waiver {
  reason: string;
  by: string;
  at: string;
  until: string;
}

/** A finding with the waiver that holds for it at the time of the check. */
export type CheckedFinding = Finding & { waiver: Waiver | null };

export interface CheckRequest {
  now: Date;
  /** For whom to judge. Absent means the people who get the campaigns, as far as known. */
  audience?: { addresses: string[]; words: string } | null;
  /** Read the tenant again even when a snapshot of the last minutes is at hand. */
  refresh?: boolean;
  signal?: AbortSignal;
}

export interface PolicyCheck {
  report: GapReport;
  findings: CheckedFinding[];
  snapshot: TenantSnapshot;
  /** ISO 8601 */
  takenAt: string;
  audience: {
    /** In words: "the 412 members of all-staff@contoso.example". */
    words: string;
    /** Lower-case addresses; null when the audience is everybody the tenant knows of. */
    addresses: string[] | null;
  };
  /** Since the check before, null when there is none. */
  changed: { since: string; opened: number; closed: number } | null;
  couldNot: NotRead[];
}

export interface WaiveRequest {
  findingKey: string;
  findingTitle: string;
  reason: string;
  by: { objectId: string; name: string };
  now: Date;
  /** ISO 8601 */
  until: string;
}

export interface PolicyChanges {
  report: ChangeReport | null;
  couldNot: NotRead[];
}

/** What policy questions need of the tenant. Each method rejects with `NotReadError` when it could not be done. */
export interface PolicyRoom {
  check(request: CheckRequest): Promise<PolicyCheck>;
  /** Differences between the tenant at `since` and at `until` (now when null); `report` is null when there is nothing to compare. */
  changes(since: Date, until: Date | null, request: CheckRequest): Promise<PolicyChanges>;
  waive(request: WaiveRequest): Promise<Waiver>;
  /** False when there was no waiver to withdraw. */
  withdraw(request: Omit<WaiveRequest, 'reason' | 'until'>): Promise<boolean>;
}
