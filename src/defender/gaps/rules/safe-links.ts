import { baselineRule } from '../baseline-rule.ts';
import { safeLinksBaseline } from '../baselines/safe-links.ts';
import { bothPaths } from '../rule.ts';

export const safeLinks = baselineRule(
  {
    id: 'safe-links',
    title: 'Safe Links',
    area: 'safe-links',
    kind: 'opening',
    paths: bothPaths,
    licence: 'defender',
    severityBasis: 'Safe Links protects the click; it holds no mail back.',
    sources: ['recommended', 'safeLinks', 'guide'],
  },
  'safeLinks',
  safeLinksBaseline.settings,
);
