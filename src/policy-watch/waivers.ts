import type { Finding, GapReport } from '../defender/gaps/finding.ts';
import { scoreOf } from '../defender/gaps/score.ts';
import type { Database } from '../store/database.ts';
import { addWaiver, listWaivers, type Person, type Waiver, withdrawWaiver } from '../store/waivers.ts';

/** A finding with the waiver that holds for it. */
export interface WatchedFinding extends Finding {
  waiver: Waiver | null;
}

/** A waiver that was refused; the message is a sentence for the person who asked. */
export class WaiverError extends Error {
  override readonly name = 'WaiverError';
}

const dayMs = 86_400_000;
/** A waiver is for looking again, so it ends within a year. */
export const longestWaiverDays = 366;
const longestReason = 1_000;

export interface WaiverWish {
  findingKey: string;
  reason: string;
  by: Person;
  until: Date;
  now: Date;
}

/**
 * Accepts a finding until a date, with a reason and a name; it takes the place of one that holds. Who may do so is decided before.
 * Throws `WaiverError` for a wish without a reason or with an end that is past or more than a year away.
 */
export async function waive(database: Database, tenantId: string, wish: WaiverWish): Promise<Waiver> {
  const { findingKey, by, until, now } = wish;
  const reason = wish.reason.trim();
  if (findingKey.trim() === '') throw new WaiverError('Say which finding to waive.');
  if (reason === '') throw new WaiverError('A waiver needs a reason that others can read later.');
  if (reason.length > longestReason) throw new WaiverError(`Keep the reason under ${longestReason} characters.`);
  if (Number.isNaN(until.getTime())) throw new WaiverError('Say until which day the finding is waived.');
  if (until <= now) throw new WaiverError('That day is over. Choose one that is still to come.');
  if (until.getTime() - now.getTime() > longestWaiverDays * dayMs) {
    throw new WaiverError('A waiver lasts a year at most, so that somebody looks at the finding again.');
  }
  return addWaiver(database, tenantId, { findingKey, reason, by, at: now, until });
}

/** Ends a waiver early; null when none holds for the finding. */
export async function withdraw(
  database: Database,
  tenantId: string,
  withdrawal: { findingKey: string; by: Person; now: Date },
): Promise<Waiver | null> {
  const { findingKey, by, now } = withdrawal;
  return withdrawWaiver(database, tenantId, { findingKey, by, at: now });
}

/** Waivers that hold now and end within so many days, the first to end first. */
export async function endingWaivers(database: Database, tenantId: string, days: number, now: Date): Promise<Waiver[]> {
  const horizon = now.getTime() + days * dayMs;
  const holding = await listWaivers(database, tenantId, { at: now });
  return holding
    .filter(({ until }) => until.getTime() <= horizon)
    .sort((a, b) => a.until.getTime() - b.until.getTime());
}

/** Marks the findings that are waived; they stay where they are. A waived gap takes no points off the score. */
export function applyWaivers(
  report: GapReport,
  waivers: readonly Waiver[],
): Pick<GapReport, 'score' | 'scoreExplained'> & { findings: WatchedFinding[]; waived: number } {
  const byKey = new Map(waivers.map((waiver) => [waiver.findingKey, waiver]));
  const findings = report.findings.map((finding) => ({ ...finding, waiver: byKey.get(finding.key) ?? null }));
  const isWaived = ({ status, waiver }: WatchedFinding) => status === 'gap' && waiver !== null;
  const waived = findings.filter(isWaived).length;
  const counted = findings.map((finding) => (isWaived(finding) ? { ...finding, status: 'info' as const } : finding));
  const { score, scoreExplained } = scoreOf(counted);
  const note = waived === 0 ? '' : ` ${waived} waived ${waived === 1 ? 'gap is' : 'gaps are'} not counted.`;
  return {
    score,
    scoreExplained: { ...scoreExplained, sentence: `${scoreExplained.sentence}${note}` },
    findings,
    waived,
  };
}
