/** A protection that somebody thinks of turning off, and what that gives up. */
export interface ProtectionOff {
  title: string;
  says: string[];
}

const off = /\b(?:turn(?:ing|ed)?|switch(?:ing)?|disabl\w+|without|exclud\w+|off)\b/i;

/** Microsoft Learn: zero-hour-auto-purge (2023-11-16), recommended-settings-for-eop-and-office365 (2026-08-10), safe-attachments-about (2026-07-17), safe-links-about (2026-05-22); ORCA-120, CISA MS.SECURITYSUITE.1.2. */
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
    /safe ?attachments/i,
    {
      title: 'How risky: turning Safe Attachments off',
      says: [
        'Cost 5 of 5. Safe Attachments cannot be turned off for newsletters, only for the people a policy covers: files in all their mail then reach them without being opened in a sandbox first. A mail flow rule with the skip header is narrower and still lets any file of whoever meets the rule in.',
        'Safe Attachments does not quarantine a newsletter for being one; what it costs is the wait for the scan. A link to the file instead of the file takes the wait away, and Dynamic Delivery shows the text meanwhile. Both cost nothing.',
      ],
    },
  ],
  [
    /^(?!.*\b(?:track|url|domain|rewrit|scan)).*safe ?links/i,
    {
      title: 'How risky: turning Safe Links off',
      says: [
        'Cost 5 of 5. Safe Links cannot be turned off for newsletters, only for the people a policy covers: no link in any of their mail is checked when it is clicked. Built-in protection stands behind it unless somebody takes people out of that as well.',
        'A URL entry of the Tenant Allow/Block List for the tracker’s path lets the campaign’s links through, and nothing else.',
      ],
    },
  ],
  [
    /spam filter(?:ing)?|anti-?spam/i,
    {
      title: 'How risky: turning spam filtering off',
      says: [
        'Cost 5 of 5. There is no switch for one newsletter: a mail flow rule or an allowed domain that skips the filter is open to everybody who forges that From address, and high-confidence phish and malware stay held all the same.',
        'Where the campaign is marked for one reason (bulk level, a setting of the advanced filter, missing DKIM), that reason can be taken away by itself.',
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
