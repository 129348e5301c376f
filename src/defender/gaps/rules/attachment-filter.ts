import { fixFor } from '../../fixes/choose.ts';
import type { Situation } from '../../fixes/situation.ts';
import { list } from '../../policies/row.ts';
import { baselineRule, pick } from '../baseline-rule.ts';
import { antiMalwareBaseline, campaignFileTypes, defaultFileTypes } from '../baselines/anti-malware.ts';
import type { GapContext, InEffect } from '../context.ts';
import { bothPaths, type Draft, type GapRule } from '../rule.ts';
import { situationOf } from '../situation-of.ts';

const switches = baselineRule(
  {
    id: 'attachment-filter',
    title: 'Common attachments filter',
    area: 'anti-malware',
    kind: 'opening',
    paths: bothPaths,
    licence: 'EOP',
    severityBasis: 'It judges attachments by their true type, archives included.',
    sources: ['recommended', 'antiMalware', 'orca'],
  },
  'antiMalware',
  pick(antiMalwareBaseline.settings, ['EnableFileFilter', 'FileTypeAction']),
);

/** Adds what the list of types holds: types that campaigns carry, and Microsoft's own that are missing. */
export const attachmentFilter: GapRule = {
  facts: switches.facts,
  check: (context) => [
    ...switches.check(context),
    ...context.inEffect('antiMalware').flatMap((effect) => fileTypes(effect, context)),
  ],
};

function fileTypes(effect: InEffect, context: GapContext): Draft[] {
  const { policy } = effect;
  const listed = policy === null ? null : list(policy.row, 'FileTypes');
  if (policy === null || listed === null) return [];
  const place = {
    policy: { name: policy.name, key: policy.guid ?? policy.name },
    setting: 'FileTypes',
    cohorts: effect.cohorts,
  };
  if (listed.length === 0 && policy.preset !== null) {
    const effect = 'The row of the preset lists no types; Microsoft keeps the list of its presets itself.';
    return [{ ...place, status: 'info', entry: 'empty', actual: [], effect }];
  }
  const types = new Set(listed.map((type) => type.toLowerCase().replace(/^\./, '')));
  const situation: Situation = {
    ...situationOf(context.sender, context),
    policy: { type: 'antiMalware', name: policy.name, preset: policy.preset },
    setting: 'FileTypes',
    current: listed,
  };
  const drafts: Draft[] = [];
  const carried = campaignFileTypes.filter((type) => types.has(type));
  if (carried.length > 0) {
    const wanted = [...new Set([...types, ...defaultFileTypes])].filter((type) => !carried.includes(type)).sort();
    drafts.push({
      ...place,
      status: 'gap',
      kind: 'stops',
      severity: 'medium',
      entry: 'blocks campaign types',
      actual: carried,
      expected: 'Microsoft’s default types only',
      effect: `Mail with ${carried.join(', ')} is stopped; campaigns attach such files, and no file allow overrules it.`,
      cause: { id: 'fileType', situation: { ...situation, wanted } },
    });
  }
  const missing = defaultFileTypes.filter((type) => !types.has(type));
  if (missing.length > 0) {
    const wanted = [...types, ...missing].filter((type) => !carried.includes(type)).sort();
    drafts.push({
      ...place,
      status: 'gap',
      kind: 'opening',
      severity: 'low',
      entry: 'misses default types',
      actual: listed,
      expected: defaultFileTypes,
      effect: `${missing.length} of Microsoft’s ${defaultFileTypes.length} default types are not blocked: ${missing.join(', ')}.`,
      fixes: [fixFor(policy.preset ? 'presetByMicrosoft' : 'recommendedValue', { ...situation, wanted })],
    });
  }
  return drafts;
}
