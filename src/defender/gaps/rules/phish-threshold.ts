import { baselineRule, pick } from '../baseline-rule.ts';
import { impersonationBaseline } from '../baselines/anti-phish.ts';
import { bothPaths } from '../rule.ts';

export const phishThreshold = baselineRule(
  {
    id: 'phish-threshold',
    title: 'Phish threshold',
    area: 'anti-phishing',
    kind: 'stops',
    paths: bothPaths,
    licence: 'defender',
    severityBasis: 'A higher number is stricter, unlike the bulk threshold.',
    sources: ['recommended', 'antiPhish', 'guide'],
  },
  'antiPhish',
  pick(impersonationBaseline, ['PhishThresholdLevel']),
);
