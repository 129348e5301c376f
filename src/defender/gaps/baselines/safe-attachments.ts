import { type BaselineTable, protectiveSwitch } from './baseline.ts';

/** Microsoft's values for Get-SafeAttachmentPolicy; `builtIn` is Built-in protection. */
export const safeAttachmentsBaseline: BaselineTable = {
  source: 'Microsoft Learn, recommended-settings-for-eop-and-office365',
  date: '2026-08-10',
  confidence: 'documented',
  settings: [
    {
      ...protectiveSwitch(
        'Enable',
        'high',
        'Attachments are not detonated for these people, and ZAP lacks its signal. A scoped policy that is off beats Built-in protection.',
      ),
      weaker: {
        severity: 'high',
        effect:
          'Attachments are not detonated for these people, and ZAP lacks its signal. A scoped policy that is off beats Built-in protection.',
        conflict: 'attachmentExceptions',
      },
    },
    {
      setting: 'Action',
      values: { builtIn: 'Block', standard: 'Block', strict: 'Block' },
      scale: ['Allow', 'DynamicDelivery', 'Block'],
      same: { Replace: 'Block' },
      preference: { DynamicDelivery: 'The text arrives at once and the file follows; the verdict is the same.' },
      stricter: { severity: 'low', effect: 'Malicious files are blocked.' },
      weaker: {
        severity: 'high',
        effect: 'Malicious attachments are only watched, not blocked.',
        conflict: 'attachmentExceptions',
      },
    },
    {
      setting: 'Redirect',
      values: { builtIn: false, standard: false, strict: false },
      scale: [false, true],
      stricter: {
        severity: 'low',
        effect:
          'Mail with malicious files is copied to another address; it works with the action Allow (monitor) only.',
      },
      weaker: { severity: 'low', effect: 'Nothing is redirected.' },
    },
    {
      setting: 'EnableBlockingEncryptedAttachments',
      values: { builtIn: false, standard: false, strict: false },
      scale: [false, true],
      stricter: {
        severity: 'medium',
        effect: 'Mail with a password-protected file that cannot be scanned is held.',
        cause: 'encryptedAttachment',
      },
      weaker: { severity: 'low', effect: 'Encrypted files are not held.' },
      optional: true,
    },
  ],
};
