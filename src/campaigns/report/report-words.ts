import { formatDateTime, type Localised } from '../../cards/format.ts';
import type { CampaignReport } from './build-report.ts';
import type { Comparison } from './compare-fates.ts';
import type { GuideStep } from './guide-steps.ts';
import type { RecipientLine } from './recipient-line.ts';

/** The result of a test in a sentence. */
export function verdictWords({
  passed,
  people,
  isSoFar,
}: Pick<CampaignReport, 'passed' | 'people' | 'isSoFar'>): string {
  if (isSoFar)
    return `So far all ${people} who were seen got it; it is still arriving, and how many are to get it is not known.`;
  if (passed === true) return `Passed: all ${people} got it.`;
  if (passed === false) return 'Not passed.';
  return people === 0 ? 'Nothing was seen yet.' : 'Not decided yet: the fate of some copies is open.';
}

const verdicts: Record<Comparison['verdict'], string> = {
  fixed: 'The fix worked: everybody who had trouble then gets it now.',
  partly: 'It changed in part: some get it now, of others that is not so or not known.',
  same: 'Nothing became better.',
  worse: 'It became worse.',
  good: 'It was good then and still is.',
  othersBad: 'Those who got both have no trouble, but others have it now.',
  notComparable: 'The two cannot be compared: nobody with a known fate got both.',
};

/** Did the change between two tests help? In one sentence. */
export function changeWords({ verdict }: Pick<Comparison, 'verdict'>): string {
  return verdicts[verdict];
}

/** Did the change between two tests help? In a few sentences, with numbers. */
export function comparisonWords(comparison: Comparison, reader: Localised): string {
  const { before, both, better, worse, stillBad, notAgain, newTrouble } = comparison;
  const when = before.at === null ? 'the test before' : `the test of ${formatDateTime(before.at, reader)}`;

  const rest = [
    notAgain === 0 ? '' : ` ${notAgain} who had trouble then did not get the newer one, or it is not known how.`,
    newTrouble === 0 ? '' : ` ${newTrouble} who did not get it then ${newTrouble === 1 ? 'has' : 'have'} trouble now.`,
  ].join('');
  if (both === 0) return `${verdicts.notComparable} (${when})${rest}`;
  const numbers = `${both} got both: ${better.length} better, ${worse.length} worse, ${stillBad.length} still with trouble.`;
  return `${verdicts[comparison.verdict]} Compared with ${when}, ${numbers}${rest}`;
}

/** A step of the guide with a sign, so that colour is not needed. */
export const stepMarks: Record<GuideStep['result'], { icon: string; word: string }> = {
  passed: { icon: '\u2713', word: 'Passed' },
  failed: { icon: '\u2715', word: 'Failed' },
  open: { icon: '\u25CB', word: 'Not over yet' },
  unknown: { icon: '?', word: 'Not known' },
};

const wrapped = { yes: 'wrapped by Safe Links', no: 'not wrapped', unknown: 'wrapping not known' };
const pressed = { blocked: 'blocked', passed: 'pressed, not blocked', unknown: 'no press seen' };

/** What is known of the links in somebody's copy. Wrapping is told by the policy that reaches the person. */
export function linkWords({ links, blockedHost, rewritten }: RecipientLine): string {
  const press = `${pressed[links]}${blockedHost === null ? '' : ` (${blockedHost})`}`;
  return `${wrapped[rewritten]}; ${press}`;
}

const fileWords: Record<RecipientLine['attachments'], string> = {
  listed: 'with the mail',
  none: 'none seen',
  missing: 'missing',
  replaced: 'replaced',
  delayed: 'delayed',
  unknown: 'not known',
};

export function attachmentWords({ attachments }: Pick<RecipientLine, 'attachments'>): string {
  return fileWords[attachments];
}

/** "SPF pass, DKIM pass, DMARC fail" */
export function authenticationWords({ authentication: auth }: Pick<RecipientLine, 'authentication'>): string {
  if (auth === null) return 'not known';
  const checks = [
    ['SPF', auth.spf],
    ['DKIM', auth.dkim],
    ['DMARC', auth.dmarc],
    ['compauth', auth.compAuth],
  ] as const;
  return checks.map(([name, result]) => `${name} ${result ?? '?'}`).join(', ');
}
