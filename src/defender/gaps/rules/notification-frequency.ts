import { type Row, text } from '../../policies/row.ts';
import { bothPaths, type Draft, type GapRule } from '../rule.ts';

/** How often people hear of held mail, and whether they can report mistakes: preferences, worth knowing. */
export const notificationFrequency: GapRule = {
  facts: {
    id: 'notification-frequency',
    title: 'How soon people hear of held mail',
    area: 'quarantine',
    kind: 'context',
    paths: bothPaths,
    needs: ['Get-QuarantinePolicy'],
    licence: 'EOP',
    severityBasis: 'A preference, no fault.',
    sources: ['quarantinePolicies'],
  },
  check: (context) => context.rows('Get-QuarantinePolicy').flatMap(judge),
};

function judge(row: Row): Draft[] {
  if (text(row, 'QuarantinePolicyType') !== 'GlobalQuarantinePolicy') return [];
  const frequency = text(row, 'EndUserSpamNotificationFrequency');
  if (frequency === null || !/^(P7D|7\.00:00:00)$/i.test(frequency)) return [];
  return [
    {
      status: 'info',
      policy: { name: text(row, 'Name') ?? 'Global settings' },
      setting: 'EndUserSpamNotificationFrequency',
      actual: frequency,
      expected: 'PT4H or P1D',
      effect:
        'People are told once a week: by then a newsletter is old. Every four hours and daily are the other choices.',
    },
  ];
}
