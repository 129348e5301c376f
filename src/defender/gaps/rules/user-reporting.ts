import { flag } from '../../policies/row.ts';
import { bothPaths, type Draft, type GapRule } from '../rule.ts';

/** Whether readers' "not junk" reports reach Microsoft, which is how wrong verdicts are learned from. */
export const userReporting: GapRule = {
  facts: {
    id: 'user-reporting',
    title: 'Reports of wrong verdicts',
    area: 'quarantine',
    kind: 'context',
    paths: bothPaths,
    needs: ['Get-ReportSubmissionPolicy'],
    licence: 'EOP',
    severityBasis: 'It changes later verdicts only.',
    sources: ['reporting'],
  },
  check: (context) =>
    context.rows('Get-ReportSubmissionPolicy').flatMap((row): Draft[] => {
      const drafts: Draft[] = [];
      const place = { status: 'info', policy: { name: 'User reported settings' } } as const;
      if (flag(row, 'EnableReportToMicrosoft') === false) {
        const effect =
          'What readers report as “not junk” does not reach Microsoft, so wrong verdicts on campaigns are not learned from.';
        drafts.push({ ...place, setting: 'EnableReportToMicrosoft', actual: false, expected: true, effect });
      }
      if (flag(row, 'DisableQuarantineReportingOption') === true) {
        const effect = 'People who release a campaign from quarantine are not asked whether to report the mistake.';
        drafts.push({ ...place, setting: 'DisableQuarantineReportingOption', actual: true, expected: false, effect });
      }
      return drafts;
    }),
};
