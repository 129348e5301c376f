import { baselineRule, pick } from '../baseline-rule.ts';
import { antiSpamBaseline } from '../baselines/anti-spam.ts';
import { bothPaths } from '../rule.ts';

export const spamActions = baselineRule(
  {
    id: 'spam-actions',
    title: 'What happens to spam and phish',
    area: 'anti-spam',
    kind: 'stops',
    paths: bothPaths,
    licence: 'EOP',
    severityBasis: 'It decides how far from the reader a wrong verdict takes a campaign.',
    sources: ['recommended', 'guide'],
  },
  'antiSpam',
  pick(antiSpamBaseline.settings, [
    'SpamAction',
    'HighConfidenceSpamAction',
    'PhishSpamAction',
    'HighConfidencePhishAction',
    'TestModeAction',
  ]),
);
