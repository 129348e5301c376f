import { flag } from '../../policies/row.ts';
import { bothPaths, type GapRule } from '../rule.ts';

/** Scanning opens links before people do, which looks like clicks in the campaign's statistics. */
export const clickStatistics: GapRule = {
  facts: {
    id: 'click-statistics',
    title: 'Clicks that nobody made',
    area: 'safe-links',
    kind: 'context',
    paths: bothPaths,
    needs: ['Get-SafeLinksPolicy'],
    types: ['safeLinks'],
    licence: 'defender',
    severityBasis: 'Statistics only; the mail arrives.',
    sources: ['safeLinks', 'ghostClicks'],
  },
  check: (context) => {
    const scanned = context
      .inEffect('safeLinks')
      .filter(({ policy }) => policy !== null && flag(policy.row, 'ScanUrls') === true);
    if (scanned.length === 0) return [];
    return [
      {
        status: 'info',
        setting: 'ScanUrls',
        cohorts: scanned.flatMap(({ cohorts }) => cohorts),
        effect:
          'Safe Links opens links to check them, so a campaign shows clicks that no reader made. Use ContactMonkey’s filter for them, or a custom URL; taking the links out of scanning would cost protection.',
        conflict: 'doNotRewrite',
      },
    ];
  },
};
