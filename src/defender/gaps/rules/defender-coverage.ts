import { fixFor } from '../../fixes/choose.ts';
import type { Fix } from '../../fixes/fix.ts';
import { list } from '../../policies/row.ts';
import type { GapContext } from '../context.ts';
import { bothPaths, type Draft, type GapRule } from '../rule.ts';

/** People whom neither a preset nor a custom policy nor Built-in protection covers. */
export const defenderCoverage: GapRule = {
  facts: {
    id: 'defender-coverage',
    title: 'People without Safe Links or Safe Attachments',
    area: 'presets',
    kind: 'opening',
    paths: bothPaths,
    needs: ['Get-ATPBuiltInProtectionRule', 'Get-SafeLinksPolicy', 'Get-SafeAttachmentPolicy'],
    types: ['safeLinks', 'safeAttachments'],
    licence: 'defender',
    severityBasis: 'Their links and files are not looked at, whoever sends them.',
    sources: ['presets', 'precedence', 'orca'],
  },
  check: (context) => [
    ...uncovered('safeLinks', 'Safe Links', context),
    ...uncovered('safeAttachments', 'Safe Attachments', context),
  ],
};

function uncovered(type: 'safeLinks' | 'safeAttachments', name: string, context: GapContext): Draft[] {
  const cohorts = context.uncovered(type);
  if (cohorts.length === 0) return [];
  const built = context.rows('Get-ATPBuiltInProtectionRule').length > 0;
  return [
    {
      status: 'gap',
      severity: 'medium',
      policy: { name: 'Built-In Protection Policy' },
      setting: built ? 'ExceptIf' : null,
      entry: type,
      actual: 'no policy',
      expected: 'Built-in protection or better',
      cohorts,
      effect: built
        ? `Exceptions of Built-in protection leave these people without ${name}.`
        : `There is no Built-in protection rule, so no ${name} policy covers these people.`,
      fixes: fixesFor(context),
    },
  ];
}

function fixesFor(context: GapContext): Fix[] {
  const exceptions = exceptionsOf(context);
  if (exceptions.length === 0) return [fixFor('presetByMicrosoft', {})];
  return exceptions.map(([setting, current]) =>
    fixFor('closeOpening', { object: builtInRule, setting, current, wanted: [] }),
  );
}

const builtInRule = {
  set: 'Set-ATPBuiltInProtectionRule',
  identity: 'ATP Built-In Protection Rule',
  link: 'https://security.microsoft.com/presetSecurityPolicies',
};

function exceptionsOf(context: GapContext): [setting: string, entries: string[]][] {
  const settings = ['ExceptIfSentTo', 'ExceptIfSentToMemberOf', 'ExceptIfRecipientDomainIs'];
  return context.rows('Get-ATPBuiltInProtectionRule').flatMap((row) =>
    settings.flatMap((setting): [string, string[]][] => {
      const entries = list(row, setting) ?? [];
      return entries.length === 0 ? [] : [[setting, entries]];
    }),
  );
}
