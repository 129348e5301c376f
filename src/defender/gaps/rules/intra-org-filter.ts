import { baselineRule, pick } from '../baseline-rule.ts';
import { antiSpamBaseline } from '../baselines/anti-spam.ts';

export const intraOrgFilter = baselineRule(
  {
    id: 'intra-org-filter',
    title: 'Filtering of mail between own mailboxes',
    area: 'anti-spam',
    kind: 'stops',
    paths: ['own-mailbox'],
    licence: 'EOP',
    severityBasis: 'It is the one spam setting that campaigns from an own mailbox meet.',
    sources: ['recommended', 'guide'],
  },
  'antiSpam',
  pick(antiSpamBaseline.settings, ['IntraOrgFilterState']),
);
