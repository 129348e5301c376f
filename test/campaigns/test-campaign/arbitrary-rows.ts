import fc from 'fast-check';
import {
  fromAttachment,
  fromClick,
  fromEmailEvent,
  fromPostDelivery,
  fromQuarantine,
  fromTrace,
  fromTraceDetail,
  type Observation,
} from '../../../src/campaigns/test-campaign/observe.ts';
import { releaseStatuses } from '../../../src/defender/quarantined-message.ts';
import { quarantined } from '../../support/quarantined-mail.ts';
import { profile } from '../../support/questions.ts';

export const start = Date.parse('2026-11-20T09:00:00.000Z');

export function at(minutes: number): string {
  return new Date(start + minutes * 60_000).toISOString();
}

const minute = fc.integer({ min: 0, max: 20 }).map(at);
const later = fc.integer({ min: 0, max: 600 }).map(at);
const recipient = fc.constantFrom('ada@contoso.example', 'bob@contoso.example', 'cleo@contoso.example');
const message = fc.constantFrom('m1', 'm2');
const subject = 'CM Test - Town Hall';
const sender = 'news@contoso.example';
const location = fc.constantFrom('Inbox/folder', 'Junk folder', 'Quarantine', 'Failed', 'Dropped', null);

const trace = fc
  .record({
    messageTraceId: message,
    recipient,
    receivedAt: minute,
    status: fc.constantFrom(
      'Pending',
      'GettingStatus',
      'Delivered',
      'FilteredAsSpam',
      'Quarantined',
      'Failed',
      'Expanded',
    ),
    polledAt: later,
  })
  .map(({ polledAt, ...row }) =>
    fromTrace(
      { ...row, internetMessageId: null, sender, subject, fromIp: null, toIp: null, sizeBytes: null },
      profile,
      polledAt,
    ),
  );

const detail = fc
  .record({ messageTraceId: message, at: later, event: fc.constantFrom('Receive', 'Deliver', 'Fail', 'Defer', 'Spam') })
  .chain((row) =>
    recipient.map((to) =>
      fromTraceDetail({ ...row, action: '', detail: `${row.event} to the folder: Inbox`, data: '' }, to),
    ),
  );

const held = fc
  .record({ id: message, to: recipient, receivedAt: minute, releaseStatus: fc.constantFrom(...releaseStatuses) })
  .map(({ id, to, receivedAt, releaseStatus }) =>
    fromQuarantine(quarantined(id, { networkMessageId: id, recipients: [to], receivedAt, releaseStatus, subject })),
  );

const judged = fc
  .record({ at: later, id: message, to: recipient, first: location, latest: location, polledAt: later })
  .map(({ at: time, id, to, first, latest, polledAt }) =>
    fromEmailEvent(
      {
        at: time,
        networkMessageId: id,
        internetMessageId: null,
        senderFromAddress: sender,
        senderFromDomain: null,
        senderMailFromAddress: null,
        senderMailFromDomain: null,
        senderIp: null,
        recipient: to,
        subject,
        direction: 'Inbound',
        deliveryAction: null,
        deliveryLocation: first,
        latestDeliveryAction: null,
        latestDeliveryLocation: latest,
        threatTypes: [],
        detectionMethods: {},
        confidenceLevel: {},
        bulkComplaintLevel: null,
        emailAction: null,
        emailActionPolicy: null,
        emailActionPolicyGuid: null,
        authentication: { spf: 'pass', dkim: null, dmarc: null, compAuth: null },
        orgLevelAction: null,
        orgLevelPolicy: null,
        userLevelAction: null,
        userLevelPolicy: null,
        transportRules: [],
        connectors: null,
      },
      polledAt,
    ),
  );

const move = fc
  .record({
    at: later,
    networkMessageId: message,
    recipient,
    action: fc.constantFrom('Moved to quarantine', 'Quarantine release'),
    actionType: fc.constantFrom('Phish ZAP', 'Redelivery'),
    actionResult: fc.constantFrom('Success', 'Error', null),
  })
  .map((event) => fromPostDelivery({ ...event, actionTrigger: null, deliveryLocation: null }));

const click = fc
  .record({
    at: later,
    networkMessageId: message,
    account: recipient,
    actionType: fc.constantFrom('ClickAllowed', 'ClickBlocked'),
  })
  .map((row) => fromClick({ ...row, url: 'https://contactmonkey.com/api/v1/tracker?a=1', clickedThrough: false }));

const file = fc
  .record({ networkMessageId: message, recipient, fileName: fc.constantFrom('a.pdf', 'b.docx') })
  .map((row) => fromAttachment({ ...row, fileType: null, threatTypes: [] }));

/** Rows of every kind about a few copies, as polls may bring them. */
export const anyRows: fc.Arbitrary<Observation[]> = fc
  .array(
    fc.oneof(
      trace.map((one) => [one]),
      detail.map((one) => [one]),
      held,
      judged.map((one) => [one]),
      move.map((one) => [one]),
      click.map((one) => [one]),
      file.map((one) => [one]),
    ),
    { maxLength: 25 },
  )
  .map((groups) => groups.flat());
