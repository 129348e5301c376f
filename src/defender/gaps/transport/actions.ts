import { flag, list, number, type Row, text } from '../../policies/row.ts';

/** What a mail flow rule does that keeps mail from its reader; null when nothing of the kind. */
export function stoppingAction(row: Row): { setting: string; value: unknown; does: string } | null {
  const scl = number(row, 'SetSCL');
  if (flag(row, 'DeleteMessage') === true)
    return { setting: 'DeleteMessage', value: true, does: 'deletes it without a word' };
  if (flag(row, 'Quarantine') === true) return { setting: 'Quarantine', value: true, does: 'quarantines it' };
  const reject = text(row, 'RejectMessageReasonText') ?? text(row, 'RejectMessageEnhancedStatusCode');
  if (reject !== null) return { setting: 'RejectMessageReasonText', value: reject, does: 'rejects it' };
  if (scl !== null && scl >= 5)
    return { setting: 'SetSCL', value: scl, does: `marks it as ${scl === 9 ? 'high-confidence spam' : 'spam'}` };
  const redirect = list(row, 'RedirectMessageTo') ?? [];
  if (redirect.length > 0) return { setting: 'RedirectMessageTo', value: redirect, does: 'sends it to somebody else' };
  const moderators = list(row, 'ModerateMessageByUser') ?? [];
  if (moderators.length > 0 || flag(row, 'ModerateMessageByManager') === true) {
    return { setting: 'ModerateMessageByUser', value: moderators, does: 'holds it until somebody approves' };
  }
  return null;
}

/** Enabled and enforced; rules in audit mode change nothing. */
export function isActive(row: Row, now: number): boolean {
  if (text(row, 'State')?.toLowerCase() === 'disabled') return false;
  const mode = text(row, 'Mode')?.toLowerCase();
  if (mode !== undefined && mode !== 'enforce') return false;
  const from = Date.parse(text(row, 'ActivationDate') ?? '');
  const to = Date.parse(text(row, 'ExpiryDate') ?? '');
  return !(from > now) && !(to <= now);
}

const skipHeaders: Readonly<Record<string, string>> = {
  'x-ms-exchange-organization-skipsafelinksprocessing': 'Safe Links',
  'x-ms-exchange-organization-skipsafeattachmentprocessing': 'Safe Attachments',
};

/** Which protection a rule switches off by a header; null when none. */
export function skippedProtection(row: Row): string | null {
  const header = text(row, 'SetHeaderName')?.toLowerCase() ?? '';
  return text(row, 'SetHeaderValue') === '0' ? null : (skipHeaders[header] ?? null);
}
