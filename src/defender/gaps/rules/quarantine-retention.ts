import { baselineRule, pick } from '../baseline-rule.ts';
import { antiSpamBaseline } from '../baselines/anti-spam.ts';
import { bothPaths } from '../rule.ts';

export const quarantineRetention = baselineRule(
  {
    id: 'quarantine-retention',
    title: 'How long held mail is kept',
    area: 'quarantine',
    kind: 'stops',
    paths: bothPaths,
    licence: 'EOP',
    severityBasis: 'It matters only to mail that is already held.',
    sources: ['recommended', 'quarantinePolicies'],
  },
  'antiSpam',
  pick(antiSpamBaseline.settings, ['QuarantineRetentionPeriod']),
);
