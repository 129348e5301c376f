/** A protection that somebody thinks of turning off, and what that gives up. */
export interface ProtectionOff {
  title: string;
  says: string[];
}

const off = /\b(?:turn(?:ing|ed)?|switch(?:ing)?|disabl\w+|without|exclud\w+|off)\b/i;

/** Microsoft Learn: zero-hour-auto-purge (2023-11-16), recommended-settings-for-eop-and-office365 (2026-08-10); ORCA-120, CISA MS.SECURITYSUITE.1.2. */
const protections: readonly [RegExp, ProtectionOff][] = [
  [
    /\bzap\b|auto[ -]?purge/i,
    {
      title: 'How risky: turning ZAP off',
      says: [
        'Cost 5 of 5. ZAP cannot be turned off for one sender, only for everybody a policy covers: phishing and malware that are recognised after delivery then stay in their mailboxes. Microsoft, ORCA and CISA want it on.',
        'It would not keep campaigns in the inbox for long either: the next one gets the same verdict before delivery. Whatever stops the verdict (a URL entry, a spoof pair, DKIM) stops ZAP as well, for this mail alone.',
      ],
    },
  ],
  [
    /spoof intelligence|anti-?spoof/i,
    {
      title: 'How risky: turning spoof intelligence off',
      says: [
        'Cost 5 of 5. Forged From addresses of everybody are no longer recognised. A spoof pair allows one address from one infrastructure and costs hardly anything.',
      ],
    },
  ],
  [
    /honou?r dmarc/i,
    {
      title: 'How risky: not honouring DMARC',
      says: [
        'Cost 4 of 5. Mail that fails DMARC is no longer treated as its domain asks, for every domain there is. Signing the campaigns with DKIM takes the cause away and costs nothing.',
      ],
    },
  ],
];

/** The protection that a question wants to turn off; null when it asks for something else. */
export function protectionOff(text: string): ProtectionOff | null {
  if (!off.test(text)) return null;
  return protections.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
