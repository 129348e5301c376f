import { baselineRule, pick } from '../baseline-rule.ts';
import { spoofBaseline } from '../baselines/anti-phish.ts';
import { antiSpamBaseline } from '../baselines/anti-spam.ts';
import { bothPaths, type GapRule, type RuleFacts } from '../rule.ts';

const facts: Omit<RuleFacts, 'needs'> = {
  id: 'safety-tips',
  title: 'Warnings that readers see',
  area: 'anti-phishing',
  kind: 'opening',
  paths: bothPaths,
  licence: 'EOP',
  severityBasis: 'Warnings do not change delivery.',
  sources: ['recommended', 'antiPhish'],
};
const inAntiSpam = baselineRule(facts, 'antiSpam', pick(antiSpamBaseline.settings, ['InlineSafetyTipsEnabled']));
const inAntiPhish = baselineRule(
  facts,
  'antiPhish',
  pick(spoofBaseline, ['EnableFirstContactSafetyTips', 'EnableUnauthenticatedSender', 'EnableViaTag']),
);

export const safetyTips: GapRule = {
  facts: { ...facts, needs: [...inAntiSpam.facts.needs, ...inAntiPhish.facts.needs], types: ['antiSpam', 'antiPhish'] },
  check: (context) => [...inAntiSpam.check(context), ...inAntiPhish.check(context)],
};
