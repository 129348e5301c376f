import {
  type QuarantinedMessage,
  type QuarantineReason,
  quarantineReasons,
  type ReleaseStatus,
  releaseStatuses,
} from '../../defender/quarantined-message.ts';
import type { Row } from '../tenant-reader.ts';
import { flag, number, text, texts, time } from './cells.ts';

/** Words of the older `Type` column that differ from `QuarantineTypes` by more than spaces and case. */
const otherWords: [word: string, reason: QuarantineReason][] = [
  ['highconfidencephish', 'HighConfPhish'],
  ['filetype', 'FileTypeBlock'],
];

function plain(word: string): string {
  return word.replace(/[\s_-]/g, '').toLowerCase();
}

const reasonsByWord = new Map<string, QuarantineReason>([
  ...quarantineReasons.map((reason): [string, QuarantineReason] => [plain(reason), reason]),
  ...otherWords,
]);
const statusesByWord = new Map(releaseStatuses.map((status) => [plain(status), status]));

function reasonOf(word: string): QuarantineReason | null {
  return reasonsByWord.get(plain(word)) ?? null;
}

function releaseStatusOf(word: string): ReleaseStatus | null {
  return statusesByWord.get(plain(word)) ?? null;
}

/** A row of Get-QuarantineMessage, or null when it lacks an identity or a time of receipt. Unknown words are kept as text. */
export function quarantinedMessage(row: Row): QuarantinedMessage | null {
  const identity = text(row, 'Identity');
  const receivedAt = time(row, 'ReceivedTime');
  if (!identity || !receivedAt) return null;
  const reasonText = texts(row, 'QuarantineTypes').join(', ') || (text(row, 'Type') ?? '');
  const releaseStatusText = text(row, 'ReleaseStatus') ?? '';
  const recipients = texts(row, 'RecipientAddress');
  const direction = text(row, 'Direction')?.toLowerCase();
  return {
    identity,
    networkMessageId: identity.split('\\')[0] ?? identity,
    internetMessageId: text(row, 'MessageId'),
    receivedAt,
    expiresAt: time(row, 'Expires'),
    sender: text(row, 'SenderAddress') ?? '',
    recipients,
    recipientCount: number(row, 'RecipientCount') ?? recipients.length,
    subject: text(row, 'Subject') ?? '',
    sizeBytes: number(row, 'Size'),
    reason: reasonOf(reasonText),
    reasonText,
    policyType: text(row, 'PolicyType'),
    policyName: text(row, 'PolicyName'),
    quarantinePolicy: text(row, 'TagName'),
    releaseStatus: releaseStatusOf(releaseStatusText),
    releaseStatusText,
    direction: direction === 'inbound' ? 'Inbound' : direction === 'outbound' ? 'Outbound' : null,
    releasedBy: texts(row, 'ReleasedBy'),
    releasedTo: texts(row, 'ReleasedUser'),
    systemReleased: flag(row, 'SystemReleased'),
    recipientMay: {
      preview: flag(row, 'PermissionToPreview'),
      release: flag(row, 'PermissionToRelease'),
      requestRelease: flag(row, 'PermissionToRequestRelease'),
      delete: flag(row, 'PermissionToDelete'),
    },
  };
}
