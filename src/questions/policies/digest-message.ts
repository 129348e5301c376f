import { gapsSummaryCard } from '../../cards/gaps-summary/index.ts';
import type { PolicyDigest } from '../../policy-watch/digest.ts';
import type { OutgoingMessage } from '../../store/outbox.ts';

/** The posted summary. It is read by many, so it names no people; times are those of the subscription. */
export function digestMessage(
  { check, subscription, changes, endingWaivers }: PolicyDigest,
  now: Date,
): OutgoingMessage {
  const worst = check.findings.filter(({ status, waiver }) => status === 'gap' && waiver === null);
  const score = check.score === null ? 'no score' : `score ${check.score} of 100`;
  const waivers = endingWaivers.length === 0 ? '' : ` ${endingWaivers.length} waivers end within two weeks.`;
  const changed =
    changes?.report == null
      ? null
      : {
          since: (subscription.toldUpTo ?? now).toISOString(),
          opened: changes.report.findings.opened.length,
          closed: changes.report.findings.closed.length,
        };
  const summary = `Policies for ContactMonkey: ${score}, ${worst.length} gaps.${waivers}`;
  const card = gapsSummaryCard({
    locale: 'en-GB',
    timeZone: subscription.timeZone,
    audience: 'channel',
    score: check.score,
    scoreExplained: `${check.scoreExplained.sentence}${waivers}`,
    counts: { ...check.counts, gap: worst.length },
    waived: check.waived,
    licence: check.licence.because,
    people: check.audience.sentence,
    worst,
    changed,
    links: [],
    couldNot: check.couldNot,
    asOf: (check.snapshotTakenAt ?? now).toISOString(),
  });
  return { summary, card, text: summary, short: summary };
}
