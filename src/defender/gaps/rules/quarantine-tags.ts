import { fixFor } from '../../fixes/choose.ts';
import type { Policy } from '../../policies/policy.ts';
import { policyTypes } from '../../policies/policy-types.ts';
import { text } from '../../policies/row.ts';
import { levelNames } from '../baseline-rule.ts';
import { levelOf } from '../compare.ts';
import type { GapContext, InEffect } from '../context.ts';
import { builtInTags, powersOf, type TagPowers, type TagSetting, tagSettings } from '../quarantine-tags.ts';
import { bothPaths, type Draft, type GapRule } from '../rule.ts';

/** Who may release held mail and whether they are told: the quarantine policy of each verdict against Microsoft's. */
export const quarantineTags: GapRule = {
  facts: {
    id: 'quarantine-policy',
    title: 'Who is told of held mail and may release it',
    area: 'quarantine',
    kind: 'stops',
    paths: bothPaths,
    needs: ['Get-HostedContentFilterPolicy', 'Get-AntiPhishPolicy', 'Get-MalwareFilterPolicy'],
    types: ['antiSpam', 'antiPhish', 'antiMalware', 'safeAttachments'],
    licence: 'EOP',
    severityBasis: 'Held mail that nobody hears of is lost mail.',
    sources: ['recommended', 'quarantinePolicies', 'guide'],
  },
  check: (context) => {
    const tags = tagsOf(context);
    return policyTypes.flatMap((type) =>
      context
        .inEffect(type)
        .flatMap((effect) =>
          tagSettings
            .filter((setting) => setting.type === type && !(setting.defender && context.licence.plan === 'EOP'))
            .flatMap((setting) => judge(effect, setting, tags)),
        ),
    );
  },
};

function tagsOf(context: GapContext): ReadonlyMap<string, TagPowers> {
  const tags = new Map(Object.entries(builtInTags));
  for (const row of context.rows('Get-QuarantinePolicy')) {
    const name = text(row, 'Name') ?? text(row, 'Identity')?.split('\\').pop();
    const powers = powersOf(row);
    if (name && powers) tags.set(name.toLowerCase(), powers);
  }
  return tags;
}

function judge({ policy, cohorts }: InEffect, setting: TagSetting, tags: ReadonlyMap<string, TagPowers>): Draft[] {
  const actual = policy === null ? null : text(policy.row, setting.setting);
  if (policy === null || actual === null) return [];
  const level = levelOf(policy);
  const expected = setting.tags[level];
  if (expected === undefined || expected.toLowerCase() === actual.toLowerCase()) return [];
  const place = {
    policy: { name: policy.name, key: policy.guid ?? policy.name },
    setting: setting.setting,
    actual,
    expected,
    cohorts,
  };
  const given = tags.get(actual.toLowerCase());
  const usual = tags.get(expected.toLowerCase());
  if (given === undefined || usual === undefined) {
    const effect = `Could not check: what the quarantine policy “${actual}” allows was not read.`;
    return [{ ...place, status: 'unknown', effect }];
  }
  const fault = faultOf(given, usual, setting);
  if (fault === null) {
    const same = given.release === usual.release && given.notifies === usual.notifies;
    return same
      ? []
      : [
          {
            ...place,
            status: 'info',
            effect: `People are told more, or may do more, than in ${levelNames[level]}: a choice.`,
          },
        ];
  }
  const others =
    policy.preset === null &&
    (['standard', 'strict'] as const).some((other) => setting.tags[other]?.toLowerCase() === actual.toLowerCase());
  if (others && !fault.kind)
    return [{ ...place, status: 'info', effect: `${fault.effect} Another of Microsoft’s levels has it so.` }];
  if (!inUse(policy, setting)) {
    return [
      {
        ...place,
        status: 'info',
        effect: `${fault.effect} It has no effect while mail that counts as ${setting.what} is not quarantined.`,
      },
    ];
  }
  const situation = {
    policy: { type: policy.type, name: policy.name, preset: policy.preset },
    setting: setting.setting,
    current: actual,
    wanted: expected,
  };
  const mechanism = policy.preset || policy.isBuiltIn ? 'presetByMicrosoft' : 'quarantineNotification';
  return [{ ...place, status: 'gap', ...fault, fixes: [fixFor(mechanism, situation)] }];
}

const ranks = { none: 0, request: 1, release: 2 };

function faultOf(
  given: TagPowers,
  usual: TagPowers,
  setting: TagSetting,
): Pick<Draft, 'effect' | 'severity' | 'kind'> | null {
  if (ranks[given.release] > ranks[usual.release] && usual.release === 'none') {
    const effect = `Recipients may ask for mail held as ${setting.what}, which Microsoft keeps for administrators.`;
    return { effect, severity: 'low', kind: 'opening' };
  }
  if (ranks[given.release] < ranks[usual.release]) {
    const word = given.release === 'none' ? 'can do nothing about' : 'can only ask for';
    return { effect: `Recipients ${word} mail held as ${setting.what}.`, severity: 'medium' };
  }
  if (usual.notifies && !given.notifies) {
    return { effect: `Nobody is told that mail is held as ${setting.what}.`, severity: 'medium' };
  }
  return null;
}

function inUse(policy: Policy, setting: TagSetting): boolean {
  if (setting.usedBy.length === 0) return true;
  return setting.usedBy.some(([property, values]) => {
    const value = policy.row[property];
    return values.includes(typeof value === 'string' ? value.toLowerCase() : value);
  });
}
