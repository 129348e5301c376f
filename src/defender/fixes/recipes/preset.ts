import type { Recipe } from '../fix.ts';
import { comment } from '../powershell.ts';
import type { Situation } from '../situation.ts';

const link = 'https://security.microsoft.com/presetSecurityPolicies';

/**
 * Lists that a preset's wizard asks for; every other value of a preset is Microsoft's
 * (Microsoft Learn, preset-security-policies, 2026-07-03).
 */
const wizardPages: Readonly<Record<string, string>> = {
  ExcludedSenders: 'Trusted senders and domains',
  ExcludedDomains: 'Trusted senders and domains',
};

/** Preset values are Microsoft's: only the wizard can be run again. */
export function leavePreset(situation: Situation): Recipe {
  return {
    steps: [
      `Open ${link}`,
      `Check that “${situation.policy?.name ?? 'the preset'}” is on and that nobody changed it with a script`,
      'If the value stays, run “Manage protection settings” through to the end, or open a case with Microsoft',
    ],
    powershell: [comment('The values of a preset cannot be set with PowerShell.')],
    rollback: [comment('Nothing was changed.')],
    link,
  };
}

/** A change to a list that the preset's wizard has a page for; null for settings that it does not ask for. */
export function inPresetWizard(situation: Situation, change: string, undo: string): Recipe | null {
  const page = wizardPages[situation.setting ?? ''];
  const level = situation.policy?.preset === 'strict' ? 'Strict' : 'Standard';
  if (page === undefined) return null;
  return {
    steps: [
      `Open ${link}`,
      `Under ${level} protection select “Manage protection settings” and go on to “${page}”`,
      `${change}, then go through to the end and confirm`,
    ],
    powershell: [comment(`There is no command for it: lists of the ${level} preset are changed in its wizard.`)],
    rollback: [comment(`${undo} on the same page of the wizard.`)],
    link,
  };
}
