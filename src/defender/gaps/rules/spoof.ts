import { baselineRule, pick } from '../baseline-rule.ts';
import { spoofBaseline } from '../baselines/anti-phish.ts';

export const spoof = baselineRule(
  {
    id: 'spoof-protection',
    title: 'Spoof protection and DMARC',
    area: 'anti-phishing',
    kind: 'stops',
    paths: ['email-delivery'],
    licence: 'EOP',
    severityBasis: 'Email Delivery sends from outside with your own From address.',
    sources: ['recommended', 'antiPhish'],
  },
  'antiPhish',
  pick(spoofBaseline, [
    'Enabled',
    'EnableSpoofIntelligence',
    'HonorDmarcPolicy',
    'DmarcQuarantineAction',
    'DmarcRejectAction',
    'AuthenticationFailAction',
  ]),
);
