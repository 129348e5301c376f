import { baselineRule, pick } from '../baseline-rule.ts';
import { antiSpamBaseline } from '../baselines/anti-spam.ts';

export const bulk = baselineRule(
  {
    id: 'bulk-filter',
    title: 'Bulk filter',
    area: 'anti-spam',
    kind: 'stops',
    paths: ['email-delivery'],
    licence: 'EOP',
    severityBasis: 'Every campaign sent by Email Delivery has a bulk level.',
    sources: ['recommended', 'bulk', 'guide'],
  },
  'antiSpam',
  pick(antiSpamBaseline.settings, ['BulkThreshold', 'MarkAsSpamBulkMail', 'BulkSpamAction', 'BulkMovesEnabled']),
);
