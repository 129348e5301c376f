/** Sentences worth trying, by field; those whose question nobody answers are not shown. */
export const helpGroups: { heading: string; lines: { intent: string; say: string }[] }[] = [
  {
    heading: 'Quarantine',
    lines: [
      { intent: 'quarantine.list', say: 'what of ours is in quarantine since Monday?' },
      { intent: 'quarantine.count', say: 'how many were held last week, by reason?' },
      { intent: 'quarantine.why', say: 'why the second one?' },
      { intent: 'quarantine.recipients', say: 'who did not get the town hall mail?' },
      { intent: 'quarantine.preview', say: 'preview number 3' },
      { intent: 'quarantine.release', say: 'how do I release the CEO update?' },
    ],
  },
  {
    heading: 'Mail on its way',
    lines: [
      { intent: 'message.trace', say: 'trace the mail to anna@contoso.com from yesterday' },
      { intent: 'zap.moved', say: 'did ZAP take the newsletter out of inboxes?' },
      { intent: 'testcampaign.status', say: 'did the test land?' },
      { intent: 'headers.explain', say: 'what does SFV:SKQ mean? (or paste headers)' },
    ],
  },
  {
    heading: 'Tests, alerts and tickets',
    lines: [
      { intent: 'testcampaign.start', say: 'start a test, or “propose a seed list”' },
      { intent: 'testcampaign.report', say: 'did the fix work?' },
      { intent: 'notifications.config', say: 'alert here' },
      { intent: 'alert.list', say: 'any alerts?' },
      { intent: 'alert.snooze', say: 'snooze the second one until Monday' },
      { intent: 'ticket.open', say: 'escalate this' },
      { intent: 'ticket.status', say: 'any news on my ticket?' },
      { intent: 'ticket.microsoft_request', say: 'prepare a Microsoft support request' },
    ],
  },
  {
    heading: 'Policies',
    lines: [
      { intent: 'policy.gaps', say: 'are our policies ok for ContactMonkey?' },
      { intent: 'policy.how_to_fix', say: 'how do I fix finding 2?' },
      { intent: 'policy.explain', say: 'which policy applies to anna@contoso.com?' },
      { intent: 'policy.compare_preset', say: 'how far are we from Standard?' },
      { intent: 'safelinks.rewrite', say: 'why are our links rewritten?' },
      { intent: 'safelinks.block', say: 'people see a red page when they click' },
      { intent: 'attachments.delay', say: 'why do attachments come late?' },
      { intent: 'spoof.auth', say: 'is our DKIM right for ContactMonkey?' },
      { intent: 'bulk.bcl', say: 'which bulk threshold lets our mail in?' },
    ],
  },
  {
    heading: 'Allowing, roles and licences',
    lines: [
      { intent: 'allowlist.endpoints', say: 'which domains do we need for the EU region?' },
      { intent: 'allowlist.add', say: 'where do I allow the tracking domain?' },
      { intent: 'allowlist.expiry', say: 'when do our allow entries run out?' },
      { intent: 'security.tradeoff', say: 'how risky is it to allow that IP?' },
      { intent: 'permissions', say: 'which role do I need to release mail?' },
      { intent: 'licence.features', say: 'what works with E3 only?' },
    ],
  },
];
