import { baselineRule, pick } from '../baseline-rule.ts';
import { antiMalwareBaseline } from '../baselines/anti-malware.ts';
import { antiSpamBaseline } from '../baselines/anti-spam.ts';
import { bothPaths, type GapRule, type RuleFacts } from '../rule.ts';

const facts: Omit<RuleFacts, 'needs'> = {
  id: 'zap',
  title: 'Zero-hour auto purge',
  area: 'zap',
  kind: 'opening',
  paths: bothPaths,
  licence: 'EOP',
  severityBasis: 'Turning ZAP off for one sender is not possible; off means off for all mail.',
  sources: ['zap', 'recommended', 'guide'],
};
const inAntiSpam = baselineRule(
  facts,
  'antiSpam',
  pick(antiSpamBaseline.settings, ['PhishZapEnabled', 'SpamZapEnabled']),
);
const inAntiMalware = baselineRule(facts, 'antiMalware', pick(antiMalwareBaseline.settings, ['ZapEnabled']));

export const zap: GapRule = {
  facts: {
    ...facts,
    needs: [...inAntiSpam.facts.needs, ...inAntiMalware.facts.needs],
    types: ['antiSpam', 'antiMalware'],
  },
  check: (context) =>
    [...inAntiSpam.check(context), ...inAntiMalware.check(context)].map((draft) => ({ ...draft, conflict: 'zap' })),
};
