import type { QuarantinedMessage, QuarantineReason } from '../../defender/quarantined-message.ts';

const DAY_MS = 86_400_000;

/** What to mind before mail of this kind leaves quarantine. */
const reasonWarnings: Partial<Record<QuarantineReason, string>> = {
  HighConfPhish:
    'Held as high-confidence phishing: only an administrator can release it, recipients can at most request it, and no allow list of yours would have let it through. Look at the headers and links first.',
  Malware:
    'Held as malware: only an administrator can release it. Check the attachment first and consider sending it to Microsoft for another look instead.',
  SPOMalware:
    'A file was found to be malware: it can only be released as a whole, and the file should be checked first.',
  FileTypeBlock: 'Held for the type of an attachment: a release delivers that attachment as well.',
  TransportRule: 'Held by a mail flow rule of yours: the next mail is held again until that rule is changed.',
  DataLossPrevention: 'Held by data loss prevention: ask whoever owns that rule before releasing.',
};

export const strangerWarning =
  'The sender’s domain is not one of yours: this is not your newsletter, and it may be forged. Do not release it unless you know who sent it.';

/** Warnings for releasing these messages, the weightiest first. Sources: Microsoft Learn, quarantine-admin 2024-12-20 and quarantine-about 2026-07-17. */
export function releaseWarnings(messages: QuarantinedMessage[], recipients: number, now: Date): string[] {
  const warnings: string[] = [];
  for (const reason of new Set(messages.map((message) => message.reason))) {
    const warning = reason === null ? undefined : reasonWarnings[reason];
    if (warning) warnings.push(warning);
  }
  const oldest = Math.min(...messages.map((message) => Date.parse(message.receivedAt)));
  const days = Math.floor((now.getTime() - oldest) / DAY_MS);
  if (days >= 1) {
    warnings.push(
      `Released mail arrives as new: ${recipients} ${recipients === 1 ? 'recipient sees' : 'recipients see'} a newsletter that is ${days} ${days === 1 ? 'day' : 'days'} old on top of the inbox. Consider releasing only what is still of use.`,
    );
  }
  if (messages.some((message) => message.releaseStatus === 'Released' || message.systemReleased)) {
    warnings.push(
      'Part of it was released before: who has it already is skipped, a message goes to each recipient once.',
    );
  }
  warnings.push('A release does not change why the next campaign is held, and it cannot be taken back.');
  return warnings;
}

/** Who may let these messages out, from their quarantine policy. */
export function whoMayRelease(messages: QuarantinedMessage[]): string {
  const everyRecipient = messages.every((message) => message.recipientMay.release);
  const request = messages.some((message) => message.recipientMay.requestRelease);
  const admins =
    'a Quarantine Administrator or Security Administrator (Entra role or the same right in Defender unified RBAC)';
  if (everyRecipient) return `Each recipient may release their own copy, and ${admins} may release it for all.`;
  if (request) return `Recipients may request the release; ${admins} decides.`;
  return `Only ${admins} may release it; recipients cannot.`;
}
