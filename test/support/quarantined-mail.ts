import { createHash } from 'node:crypto';
import type { QuarantinedMessage } from '../../src/defender/quarantined-message.ts';

/** A GUID that is always the same for the same text. */
export function guid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** A quarantined newsletter as Exchange describes it; `id` makes its identity. */
export function quarantined(id: string, given: Partial<QuarantinedMessage> = {}): QuarantinedMessage {
  const networkMessageId = guid(id);
  const recipients = given.recipients ?? ['ada@contoso.example'];
  return {
    identity: `${networkMessageId}\\${guid(`${id} recipient`)}`,
    networkMessageId,
    internetMessageId: `<${id}@mail.contoso.example>`,
    receivedAt: '2026-11-20T09:00:00.000Z',
    expiresAt: '2026-12-05T09:00:00.000Z',
    sender: 'news@contoso.example',
    recipients,
    recipientCount: recipients.length,
    subject: 'Town Hall Recap',
    sizeBytes: 48_000,
    reason: 'Spam',
    reasonText: 'Spam',
    policyType: 'HostedContentFilterPolicy',
    policyName: 'Default',
    quarantinePolicy: 'DefaultFullAccessPolicy',
    releaseStatus: 'NotReleased',
    releaseStatusText: 'NOTRELEASED',
    direction: 'Inbound',
    releasedBy: [],
    releasedTo: [],
    systemReleased: false,
    recipientMay: { preview: true, release: true, requestRelease: false, delete: true },
    ...given,
  };
}
