import { baselineRule } from '../baseline-rule.ts';
import { asfSettings } from '../baselines/asf.ts';
import { bothPaths } from '../rule.ts';

export const advancedSpamFilter = baselineRule(
  {
    id: 'advanced-spam-filter',
    title: 'Advanced spam filter options',
    area: 'anti-spam',
    kind: 'stops',
    paths: bothPaths,
    licence: 'EOP',
    severityBasis: 'Weighed by how surely a tracked campaign has what the option looks for.',
    sources: ['asf', 'recommended', 'orca'],
  },
  'antiSpam',
  asfSettings,
);
