import type { Value } from '../../gaps/baselines/baseline.ts';
import { baselines } from '../../gaps/baselines/index.ts';
import { tagSettings } from '../../gaps/quarantine-tags.ts';
import { type PolicyType, policyTypeFacts } from '../../policies/policy-types.ts';
import type { Recipe } from '../fix.ts';
import { type Argument, command, comment } from '../powershell.ts';
import type { Situation } from '../situation.ts';
import { inPresetWizard, leavePreset } from './preset.ts';

/** Sets one value of a policy, or of another object, back to what Microsoft recommends; for a preset in its wizard. */
export function setValue(situation: Situation): Recipe {
  if (situation.policy?.preset) return presetValue(situation);
  const { policy, object, setting, current, wanted } = situation;
  const target = policy ? policyTypeFacts[policy.type] : null;
  const cmdlet = target?.setCmdlet ?? object?.set;
  const name = policy?.name ?? object?.identity ?? null;
  const link = target?.portal ?? object?.link ?? 'https://security.microsoft.com/threatpolicy';
  if (cmdlet === undefined || setting === undefined) return { steps: [], powershell: [], rollback: [], link };
  const change = (value: Argument | undefined) =>
    value === undefined
      ? comment(`The former value of ${setting} is not known; note it before the change.`)
      : command(cmdlet, { ...(name === null ? {} : { Identity: name }), [setting]: value });
  return {
    link,
    steps: [
      `Open ${link}`,
      name === null ? `Find the setting for ${setting}` : `Open “${name}” and find the setting for ${setting}`,
      `Set it to ${shown(wanted)} and save`,
    ],
    powershell: [change(wanted)],
    rollback: [change(current)],
  };
}

function presetValue(situation: Situation): Recipe {
  const { current, wanted } = situation;
  const [had, keep] = [entriesOf(current), entriesOf(wanted)];
  const gone = had.filter((entry) => !keep.includes(entry)).join(', ');
  return inPresetWizard(situation, `Remove ${gone}`, `Add ${gone} again`) ?? leavePreset(situation);
}

function entriesOf(value: Argument | undefined): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A custom policy for one group with one other value, and the group taken out of the preset that would win over it. */
export function scopedPolicy(situation: Situation): Recipe {
  const group = situation.group ?? '<the group that gets the campaigns>';
  const name = 'ContactMonkey campaigns';
  const setting = situation.setting ?? 'BulkThreshold';
  const wanted = situation.wanted ?? '<value>';
  const type = situation.policy?.type ?? 'antiSpam';
  const facts = policyTypeFacts[type];
  const noun = facts.policyCmdlet.replace('Get-', '');
  const ruleNoun = facts.ruleCmdlet.replace('Get-', '');
  const preset = facts.presetRuleCmdlet.replace('Get-', 'Set-');
  const level = situation.policy?.preset;
  const leave = level
    ? [command(preset, { Identity: `${capital(level)} Preset Security Policy`, ExceptIfSentToMemberOf: [group] })]
    : [];
  return {
    link: facts.portal,
    steps: [
      `Open ${facts.portal} and create a custom ${facts.label} for ${group}`,
      `Set ${setting} to ${shown(wanted)} and every other value as in Microsoft’s ${capital(level ?? 'standard')} table`,
      ...(level ? [`Exclude ${group} from the ${level} preset, which would win over the custom policy`] : []),
    ],
    powershell: [
      command(`New-${noun}`, { Name: name, ...unlikeDefault(type, level ?? 'standard'), [setting]: wanted }),
      command(`New-${ruleNoun}`, { Name: name, [facts.policyProperty]: name, SentToMemberOf: [group], Priority: 0 }),
      ...leave,
    ],
    rollback: [
      command(`Remove-${ruleNoun}`, { Identity: name, Confirm: false }),
      command(`Remove-${noun}`, { Identity: name, Confirm: false }),
      ...(level ? [comment(`Then take ${group} off the exceptions of the ${level} preset again.`)] : []),
    ],
    warning: level
      ? 'ExceptIfSentToMemberOf replaces the exceptions that are there: name them again beside the group.'
      : 'Lists of the policy that applies to them now, such as blocked senders, are not copied.',
  };
}

/** The values of one of Microsoft's levels that a new policy would not have by itself, quarantine policies included. */
function unlikeDefault(type: PolicyType, level: 'standard' | 'strict'): Record<string, Value> {
  const values: Record<string, Value> = {};
  for (const { setting, values: at } of baselines[type].settings) {
    const wanted = at[level];
    if (wanted !== undefined && wanted !== (at.default ?? at.builtIn)) values[setting] = wanted;
  }
  for (const { type: of, setting, tags } of tagSettings) {
    const wanted = tags[level];
    if (of === type && wanted !== undefined && wanted !== (tags.default ?? tags.builtIn)) values[setting] = wanted;
  }
  return values;
}

export function dynamicDelivery(situation: Situation): Recipe {
  return setValue({
    ...situation,
    setting: 'Action',
    wanted: 'DynamicDelivery',
    current: situation.current ?? 'Block',
  });
}

export function shown(value: Argument | undefined): string {
  if (value === undefined) return 'the recommended value';
  if (value === null) return 'nothing';
  if (typeof value === 'object')
    return 'add' in value || 'remove' in value ? 'the changed list' : value.join(', ') || 'nothing';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return String(value);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
