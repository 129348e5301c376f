/** What allow entries can and cannot do, by kind of cause. Source: Microsoft Learn, how-policies-and-protections-are-combined, 2025-09-12. */
export const allowing = {
  highConfidencePhish:
    'No allow list overrides high confidence phishing: not allowed senders or domains, safe senders, the IP Allow List, mail flow rules nor a sender entry of the Tenant Allow/Block List. What helps is a submission to Microsoft with a URL or file allow made from it, and a sender whose links and host are clean.',
  malware:
    'No allow list overrides a malware verdict, save a file allow made through a submission to Microsoft. Take the attachment out, or share it by a link.',
  fileType:
    'No allow entry and no mail flow rule gets past the common attachments filter. Send another format or a link.',
  safeAttachments:
    'Sender allow lists do not override Safe Attachments; a file allow made through a submission to Microsoft can.',
  phish:
    'A URL or sender allow of the Tenant Allow/Block List can override it, best made through a submission to Microsoft. Excluding the link from Safe Links does not.',
  spoof:
    'A spoofed-sender allow of the Tenant Allow/Block List covers just this pair of sender and infrastructure. The cure is DKIM or SPF that passes for the From domain. Trusted senders of the anti-phishing policy do nothing here.',
  impersonation:
    "Trusted senders and domains of the anti-phishing policy (ExcludedSenders, ExcludedDomains) are made for it. Sender entries of the Tenant Allow/Block List aren't documented to help.",
  bulk: "A sender allow of the Tenant Allow/Block List or the user's Safe Senders override bulk; never allow one of the organisation's own domains.",
  spam: 'A submission to Microsoft with a sender allow of the Tenant Allow/Block List overrides it. Allowing the whole domain opens the door to anyone who writes it into From.',
  asf: 'Switching this one option off cures it and costs nothing: Microsoft itself leaves it off in its Standard and Strict presets. ASF cannot be reported as a false positive.',
  transportRule: 'No allow entry undoes a mail flow rule that quarantines. Change the rule, or give it an exception.',
  userBlocked:
    'A block of the user beats every allow of the organisation. Only the user, or an administrator for that mailbox, can take it away.',
  tenantBlock: 'In the Tenant Allow/Block List a block beats an allow. Remove or edit the block entry.',
  policyBlock:
    'Take the sender off the block list of the policy; a mail flow rule or safe sender entry would only hide the contradiction.',
  connectionBlock: 'Take the address off the IP Block List.',
  intraOrg:
    'Mail inside the organisation is acted on as IntraOrgFilterState says. Report the verdict to Microsoft, and allow the URL if it is the cause.',
  purge:
    'There is no exception for one sender. Whatever makes the verdict go away also stops zero-hour auto purge: submit it to Microsoft and allow the URL or sender where the verdict permits.',
  outbound:
    'Allow lists of recipients have no say in outbound limits. Give the sending mailbox its own outbound policy.',
  mailbox:
    'The tenant filter let it pass, so no tenant allow changes this. Look at the rules and junk settings of the mailbox.',
} as const;

export type AllowingKey = keyof typeof allowing;
