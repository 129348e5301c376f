import type { AdaptiveCard } from '../adaptive-card.ts';
import type { ButtonData } from '../buttons.ts';
import { codeCard } from '../code/index.ts';
import { plainText } from '../escape.ts';

export interface FixPowerShellData {
  findingKey: string;
  findingTitle: string;
  fixes: {
    title: string;
    powershell: string;
    rollback: string;
    warning: string | null;
    expiry: string | null;
    verify: { how: string; afterMinutes: number };
    /** Portal address, https. */
    link: string;
  }[];
  /** The held message that the fixes are for; "back" goes to its fixes. */
  message?: string;
  /** Whom the answer is about, when they were named: every button asks for them again. */
  carry?: ButtonData;
}

/** Commands of each fix with the way back; nothing is run by the bot. */
export function fixPowerShellCard(data: FixPowerShellData): AdaptiveCard {
  const warnings = data.fixes.flatMap((fix) => (fix.warning === null ? [] : [fix.warning]));
  return codeCard({
    title: `PowerShell: ${plainText(data.findingTitle, 100)}`,
    intro:
      data.fixes.length === 0
        ? 'There is no command for this finding.'
        : 'Run in Exchange Online PowerShell by an administrator. I run nothing. Read it before you do.',
    warning: [...new Set(warnings)].join(' '),
    blocks: data.fixes.flatMap((fix, index) => [
      { heading: `Fix ${index + 1}: ${fix.title}`, code: fix.powershell, note: noteOf(fix) },
      ...(fix.rollback === '' ? [] : [{ heading: `Undo fix ${index + 1}`, code: fix.rollback }]),
    ]),
    buttons: [
      data.message === undefined
        ? { title: 'Back to the finding', verb: 'policy.gaps', data: { ...data.carry, finding: data.findingKey } }
        : { title: 'Back to the fixes', verb: 'policy.how_to_fix', data: { message: data.message } },
    ],
    links: data.fixes.slice(0, 1).map((fix) => ({ title: 'Open the portal', url: fix.link })),
  });
}

function noteOf(fix: FixPowerShellData['fixes'][number]): string {
  const minutes = fix.verify.afterMinutes;
  const wait = minutes === 0 ? '' : ` Wait ${minutes} minutes first.`;
  return `Check: ${fix.verify.how}${wait}${fix.expiry === null ? '' : ` Expires: ${fix.expiry}`}`;
}
