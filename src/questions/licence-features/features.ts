export type Level = 'EOP' | 'P1' | 'P2';

/** Something the product does, what it needs, and what is done without it. */
export interface Feature {
  name: string;
  needs: Level;
  without: string | null;
}

/** Microsoft Learn: mdo-about, advanced-hunting overview and the Exchange Online service description, read 2026-11-21. */
export const features: readonly Feature[] = [
  { name: 'Quarantine: list, why, recipients, preview', needs: 'EOP', without: null },
  { name: 'Message trace and header explanation', needs: 'EOP', without: null },
  { name: 'Anti-spam, anti-malware, spoof and mail flow checks', needs: 'EOP', without: null },
  { name: 'Allow/block list, ZAP and quarantine policies', needs: 'EOP', without: null },
  { name: 'Standard and Strict presets', needs: 'EOP', without: null },
  {
    name: 'Impersonation and phish threshold',
    needs: 'P1',
    without: 'these settings do not exist without it, so they hold nothing',
  },
  { name: 'Safe Links: wrapping, blocked clicks', needs: 'P1', without: 'links are judged at delivery only' },
  {
    name: 'Safe Attachments: detonation, delay',
    needs: 'P1',
    without: 'files are checked by anti-malware only, with no delay',
  },
  {
    name: 'Advanced hunting: exact verdict, policy and bulk level of delivered mail too',
    needs: 'P2',
    without: 'I use headers, the quarantine and the trace, with less detail',
  },
  {
    name: 'Who clicked, and the chain of a blocked link',
    needs: 'P2',
    without: 'only settings and block entries can be told',
  },
  {
    name: 'ZAP of each message (EmailPostDeliveryEvents)',
    needs: 'P2',
    without: 'I compare the trace with the quarantine instead',
  },
  {
    name: 'More than 2,000 allow/block entries of one type',
    needs: 'P2',
    without: 'Plan 1 takes 2,000, without Defender 1,000',
  },
];

/** Plans by their usual names; what is sold changes, so the tenant's own answers count more. */
const plans: readonly [RegExp, Level, string][] = [
  [/\b(?:plan|p) ?2\b|\b[EAG]5\b/i, 'P2', 'holds Defender for Office 365 Plan 2: everything works.'],
  [
    /exchange online plan|\beop\b|exchange online protection|\b(?:E|A|G)1\b|\bF1\b|business (?:basic|standard)/i,
    'EOP',
    'holds no Defender for Office 365: quarantine, trace, headers and the checks of anti-spam, malware, spoof and mail flow work; Safe Links, Safe Attachments and hunting do not exist there.',
  ],
  [
    /\b(?:plan|p) ?1\b|business premium/i,
    'P1',
    'holds Defender for Office 365 Plan 1: everything but advanced hunting works.',
  ],
  [
    /\b(?:E|A|G)3\b/i,
    'P1',
    'holds Plan 1 since July 2026 by Microsoft’s announcement (an older contract may not show it yet): everything but advanced hunting works with Plan 1.',
  ],
  [
    /\bF3\b|frontline/i,
    'EOP',
    'holds no Defender for Office 365 by itself: quarantine, trace and the basic checks work.',
  ],
];

export function planOf(words: string): { level: Level; says: string } | null {
  const found = plans.find(([pattern]) => pattern.test(words));
  return found ? { level: found[1], says: found[2] } : null;
}
