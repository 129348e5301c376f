/** A place where ContactMonkey's guide and Microsoft's advice part, and how the ranking of our fixes follows from it. */
export interface GuideConflict {
  guideSays: string;
  microsoftSays: string;
  /** Checks of others that fail a tenant which follows the guide here. */
  faultedBy: string[];
  ourChoice: string;
}

/** The guide: help.contactmonkey.com 25124988134541, read 2026-11-21. Checks: ORCA e815451, ScubaGear 4d34e9a, Microsoft Learn. */
export const guideConflicts = {
  allowedDomains: {
    guideSays: 'Add ContactMonkey’s domains to the anti-spam policies.',
    microsoftSays:
      'Leave the list empty: it is the last resort, skips authentication, and does nothing for people in a preset.',
    faultedBy: [
      'ORCA-109',
      'ORCA-118_1',
      'ORCA-118_3',
      'CISA MS.SECURITYSUITE.6.2',
      'CISA MS.EXO.14.3',
      'Microsoft recommended settings',
    ],
    ourChoice:
      'The list looks at the From address, which is yours and not ContactMonkey’s, so the entry would not even help. Align DKIM, then a spoof pair, then one sender address.',
  },
  trackingDomainsInAntiPhish: {
    guideSays: 'Whitelist the tracking domains in the anti-phishing policies.',
    microsoftSays:
      'Trusted senders and domains there exempt From addresses from impersonation checks; hosts of links are not looked at.',
    faultedBy: ['ORCA-229', 'Microsoft anti-phishing policies'],
    ourChoice:
      'An entry for a tracking host has no effect. For an impersonation verdict trust the one address; for a link use a URL entry.',
  },
  doNotRewrite: {
    guideSays: 'Exclude ContactMonkey’s URLs from Safe Links scanning.',
    microsoftSays:
      'No entry is recommended; listed links are not scanned in mail flow, and the block at click time stays.',
    faultedBy: ['Microsoft recommended settings'],
    ourChoice:
      'No entry. If a link is blocked, submit it and allow the tracker’s path; for ghost clicks use ContactMonkey’s filters or a custom URL.',
  },
  attachmentExceptions: {
    guideSays: 'Adjust attachment scanning for campaign attachments.',
    microsoftSays: 'Turning Safe Attachments off or skipping it with a header is not recommended, and weakens ZAP.',
    faultedBy: ['ORCA-189', 'CISA MS.SECURITYSUITE.1.3', 'Microsoft Safe Attachments'],
    ourChoice: 'Link to the file instead; Dynamic Delivery if the delay is the trouble.',
  },
  zap: {
    guideSays: 'Configure ZAP so that it does not remove delivered campaigns.',
    microsoftSays: 'Keep ZAP on; there is no setting for one sender.',
    faultedBy: ['ORCA-120', 'CISA MS.SECURITYSUITE.1.2', 'Microsoft recommended settings'],
    ourChoice: 'Take the cause of the verdict away: an allow that stops the verdict stops ZAP as well.',
  },
  thresholds: {
    guideSays: 'Lower the sensitivity for internal mail.',
    microsoftSays:
      'Phish threshold 3 or 4 and bulk threshold 6 or 5 are the recommendation; other values mean leaving the preset.',
    faultedBy: ['ORCA-220', 'ORCA-100', 'Microsoft recommended settings'],
    ourChoice:
      'Trust the one sender, or a spoof pair; a custom policy for the people concerned only if that is not enough.',
  },
  bulkFilter: {
    guideSays: 'Adjust the bulk filter for campaigns.',
    microsoftSays: 'The bulk level is rated by sender; a higher threshold lets all bulk mail of that level in.',
    faultedBy: ['ORCA-100', 'Microsoft bulk complaint level'],
    ourChoice: 'One sender entry, or Safe Senders; a higher threshold only in a policy for the people concerned.',
  },
  authenticatedSenders: {
    guideSays: 'Create exceptions for authenticated senders.',
    microsoftSays:
      'A mail flow rule may do so with a condition on Authentication-Results; by domain alone it is a hole.',
    faultedBy: ['ORCA-118_2 (domain alone)', 'Maester MT.1043'],
    ourChoice: 'Exactly that form, in audit mode first, and only after allow entries did not do.',
  },
  internalQuarantine: {
    guideSays: 'Create quarantine exceptions for internal mail.',
    microsoftSays:
      'For mail between your own mailboxes the setting is IntraOrgFilterState; its default acts on high-confidence phish only.',
    faultedBy: ['Microsoft anti-spam protection'],
    ourChoice: 'Leave the default, and submit what was held by mistake.',
  },
  ipAllow: {
    guideSays: 'Whitelist the list of domains and IP addresses.',
    microsoftSays: 'Keep the IP Allow List empty; never for shared addresses.',
    faultedBy: ['ORCA-114', 'CISA MS.SECURITYSUITE.8.1', 'CIS 2.1.12'],
    ourChoice: 'DKIM alignment instead; a spoof pair by DKIM domain where that is not possible.',
  },
} as const satisfies Record<string, GuideConflict>;

export type GuideConflictId = keyof typeof guideConflicts;
