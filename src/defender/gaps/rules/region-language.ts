import { list } from '../../policies/row.ts';
import { baselineRule, pick } from '../baseline-rule.ts';
import { antiSpamBaseline } from '../baselines/anti-spam.ts';
import type { GapRule } from '../rule.ts';

const compare = baselineRule(
  {
    id: 'region-language',
    title: 'Blocked languages and regions',
    area: 'anti-spam',
    kind: 'stops',
    paths: ['email-delivery'],
    licence: 'EOP',
    severityBasis: 'A blocked language or region catches every campaign in it or from it.',
    sources: ['recommended'],
  },
  'antiSpam',
  pick(antiSpamBaseline.settings, ['EnableLanguageBlockList', 'EnableRegionBlockList']),
);

/** Adds which languages or regions are listed. */
export const regionLanguage: GapRule = {
  facts: compare.facts,
  check: (context) =>
    compare.check(context).map((draft) => {
      const policy = context.policies('antiSpam')?.find(({ name }) => name === draft.policy?.name);
      if (draft.status !== 'gap' || !policy) return draft;
      const property = draft.setting === 'EnableLanguageBlockList' ? 'LanguageBlockList' : 'RegionBlockList';
      const listed = list(policy.row, property) ?? [];
      if (listed.length === 0)
        return { ...draft, severity: 'low', effect: `${draft.effect} The list is empty, so it has no effect yet.` };
      return { ...draft, effect: `${draft.effect} Listed: ${listed.join(', ')}.` };
    }),
};
