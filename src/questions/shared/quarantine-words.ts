import type { QuarantineReason, ReleaseStatus } from '../../defender/quarantined-message.ts';

/** Words people use for the reasons of Defender; several reasons may hide behind one word. */
const reasonWords: [pattern: RegExp, reasons: QuarantineReason[]][] = [
  [/high[ -]?conf\w*[ -]?phish\w*|hphi?sh/i, ['HighConfPhish']],
  [/phish\w*|spoof\w*|impersonat\w*/i, ['Phish', 'HighConfPhish']],
  [/spam|junk/i, ['Spam']],
  [/bulk|bcl|gr[ae]y ?mail/i, ['Bulk']],
  [/malware|virus\w*|safe ?attachments?/i, ['Malware', 'SPOMalware']],
  [/transport|mail ?flow|\brules?\b|\betr\b/i, ['TransportRule']],
  [/dlp|data ?loss/i, ['DataLossPrevention']],
  [/file ?type|common attachments?|attachment type|\bftbp\b/i, ['FileTypeBlock']],
  [/admin/i, ['AdminTriggered']],
];

const statusWords: [pattern: RegExp, statuses: ReleaseStatus[]][] = [
  [/not[ -]?released|unreleased|still|held|needs? review|open/i, ['NotReleased', 'Requested']],
  [/request\w*|pending|waiting/i, ['Requested']],
  [/approv\w*/i, ['Approved', 'Released', 'PreparingToRelease']],
  [/denied|deny|refused|rejected/i, ['Denied']],
  [/preparing/i, ['PreparingToRelease']],
  [/released|let out|let through/i, ['Released']],
  [/error|failed/i, ['Error']],
];

/** The reasons a word stands for; null when it is no word for a reason. */
export function reasonsOf(word: string): QuarantineReason[] | null {
  return reasonWords.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

/** Whether a word means what anti-phishing policies detect: spoofed or impersonated senders. */
export function meansSpoof(word: string): boolean {
  return /spoof|impersonat/i.test(word);
}

/** The release statuses a word stands for; null when it is no word for one. */
export function statusesOf(word: string): ReleaseStatus[] | null {
  return statusWords.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}
