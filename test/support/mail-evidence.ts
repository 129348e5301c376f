import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyseHeaders } from '../../src/defender/headers/analyse-headers.ts';
import type { HeaderAnalysis } from '../../src/defender/headers/header-analysis.ts';
import type { EmailEvent, MessageTraceDetail, PostDeliveryEvent } from '../../src/defender/mail-events.ts';
import type { QuarantinedMessage } from '../../src/defender/quarantined-message.ts';

const networkMessageId = '7c0e4d1a-9b52-4f3e-8a61-02d5f4c7be19';

export function headerFile(name: string): string {
  return readFileSync(join(import.meta.dirname, 'headers', name), 'utf8');
}

export function headersOf(name: string): HeaderAnalysis {
  return analyseHeaders(headerFile(name));
}

export function quarantineRow(change: Partial<QuarantinedMessage> = {}): QuarantinedMessage {
  return {
    identity: `${networkMessageId}\\5d2b8f60-1c3a-4e7d-9f84-6a0b1c2d3e4f`,
    networkMessageId,
    internetMessageId: '<digest-46@mail.adventure-works.example>',
    receivedAt: '2026-11-10T07:02:16.000Z',
    expiresAt: '2026-12-10T07:02:16.000Z',
    sender: 'news@adventure-works.example',
    recipients: ['ines@adventure-works.example'],
    recipientCount: 1,
    subject: 'Monday digest: what moved this week',
    sizeBytes: 48_211,
    reason: 'Spam',
    reasonText: change.reason ?? 'Spam',
    policyType: 'HostedContentFilterPolicy',
    policyName: 'Newsroom anti-spam',
    quarantinePolicy: 'DefaultFullAccessPolicy',
    releaseStatus: 'NotReleased',
    releaseStatusText: 'NOTRELEASED',
    direction: 'Inbound',
    releasedBy: [],
    releasedTo: [],
    systemReleased: false,
    recipientMay: { preview: true, release: true, requestRelease: false, delete: true },
    ...change,
  };
}

export function huntingRow(change: Partial<EmailEvent> = {}): EmailEvent {
  return {
    at: '2026-11-10T07:02:16.000Z',
    networkMessageId,
    internetMessageId: '<digest-46@mail.adventure-works.example>',
    senderFromAddress: 'news@adventure-works.example',
    senderFromDomain: 'adventure-works.example',
    senderMailFromAddress: 'bounces+71@em.adventure-works.example',
    senderMailFromDomain: 'em.adventure-works.example',
    senderIp: '198.51.100.23',
    recipient: 'ines@adventure-works.example',
    subject: 'Monday digest: what moved this week',
    direction: 'Inbound',
    deliveryAction: 'Blocked',
    deliveryLocation: 'Quarantine',
    latestDeliveryAction: null,
    latestDeliveryLocation: null,
    threatTypes: [],
    detectionMethods: {},
    confidenceLevel: {},
    bulkComplaintLevel: null,
    emailAction: 'Send to quarantine',
    emailActionPolicy: null,
    emailActionPolicyGuid: null,
    authentication: { spf: null, dkim: null, dmarc: null, compAuth: null },
    orgLevelAction: null,
    orgLevelPolicy: null,
    userLevelAction: null,
    userLevelPolicy: null,
    transportRules: [],
    connectors: null,
    ...change,
  };
}

export function purgeRow(change: Partial<PostDeliveryEvent> = {}): PostDeliveryEvent {
  return {
    at: '2026-11-10T09:40:00.000Z',
    networkMessageId,
    recipient: 'ines@adventure-works.example',
    action: 'Moved to quarantine',
    actionType: 'Phish ZAP',
    actionTrigger: 'SpecialAction',
    actionResult: 'Success',
    deliveryLocation: 'Quarantine',
    ...change,
  };
}

export function traceDetail(change: Partial<MessageTraceDetail> = {}): MessageTraceDetail {
  return {
    messageTraceId: networkMessageId,
    at: '2026-11-10T07:02:16.000Z',
    event: 'Spam',
    action: '',
    detail: '',
    data: '',
    ...change,
  };
}
