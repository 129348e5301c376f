import { baselineRule, pick } from '../baseline-rule.ts';
import { impersonationBaseline } from '../baselines/anti-phish.ts';
import { bothPaths } from '../rule.ts';

export const impersonation = baselineRule(
  {
    id: 'impersonation',
    title: 'Impersonation protection',
    area: 'anti-phishing',
    kind: 'stops',
    paths: bothPaths,
    licence: 'defender',
    severityBasis: 'It touches campaigns in the name of a protected person or a look-alike domain.',
    sources: ['recommended', 'antiPhish'],
  },
  'antiPhish',
  pick(
    impersonationBaseline,
    impersonationBaseline.map(({ setting }) => setting).filter((setting) => setting !== 'PhishThresholdLevel'),
  ),
);
