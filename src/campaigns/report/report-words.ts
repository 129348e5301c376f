import { formatDateTime, type Localised } from '../../cards/format.ts';
import type { CampaignReport } from './build-report.ts';
import type { Comparison } from './compare-fates.ts';

/** The result of a test in a sentence. */
export function verdictWords({ passed, people }: Pick<CampaignReport, 'passed' | 'people'>): string {
  if (passed === true) return `Passed: all ${people} got it.`;
  if (passed === false) return 'Not passed.';
  return people === 0 ? 'Nothing was seen yet.' : 'Not decided yet: the fate of some copies is open.';
}

const verdicts: Record<Comparison['verdict'], string> = {
  fixed: 'The fix worked: everybody who had trouble then gets it now.',
  partly: 'It changed in part: some get it now, others still do not.',
  same: 'Nothing became better.',
  worse: 'It became worse.',
  good: 'It was good then and still is.',
  notComparable: 'The two cannot be compared: nobody with a known fate got both.',
};

/** Did the change between two tests help? In a few sentences, with numbers. */
export function comparisonWords(comparison: Comparison, reader: Localised): string {
  const { before, both, better, worse, stillBad } = comparison;
  const when = before.at === null ? 'the test before' : `the test of ${formatDateTime(before.at, reader)}`;
  if (both === 0) return `${verdicts.notComparable} (${when})`;
  const numbers = `${both} got both: ${better.length} better, ${worse.length} worse, ${stillBad.length} still with trouble.`;
  return `${verdicts[comparison.verdict]} Compared with ${when}, ${numbers}`;
}
