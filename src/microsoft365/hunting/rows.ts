import type { EmailAttachment, EmailEvent, EmailUrl, PostDeliveryEvent, UrlClick } from '../../defender/mail-events.ts';
import { number, text, time } from '../exchange/cells.ts';
import type { Row } from '../tenant-reader.ts';

/** A column that holds JSON in a string, or the object itself; anything else is empty. */
function json(row: Row, name: string): Record<string, unknown> {
  const cell = row[name];
  let value: unknown = cell;
  if (typeof cell === 'string' && cell.trim() !== '') {
    try {
      value = JSON.parse(cell);
    } catch {
      return {};
    }
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function words(value: unknown): string[] {
  const items = Array.isArray(value) ? value : String(value ?? '').split(',');
  return items.map((item) => String(item).trim()).filter((item) => item !== '');
}

/** Names from mail-borne JSON must not reach an object's prototype. */
function byClass<T>(cell: Record<string, unknown>, read: (value: unknown) => T): Record<string, T> {
  const entries = Object.entries(cell).filter(([name]) => name !== '__proto__');
  return Object.fromEntries(entries.map(([name, value]) => [name, read(value)]));
}

function authentication(row: Row): EmailEvent['authentication'] {
  const cell = json(row, 'AuthenticationDetails');
  return {
    spf: text(cell, 'SPF'),
    dkim: text(cell, 'DKIM'),
    dmarc: text(cell, 'DMARC'),
    compAuth: text(cell, 'CompAuth'),
  };
}

/** A row of EmailEvents, or null without its id, recipient or time. */
export function emailEvent(row: Row): EmailEvent | null {
  const networkMessageId = text(row, 'NetworkMessageId');
  const recipient = text(row, 'RecipientEmailAddress');
  const at = time(row, 'Timestamp');
  if (!networkMessageId || !recipient || !at) return null;
  return {
    at,
    networkMessageId,
    internetMessageId: text(row, 'InternetMessageId'),
    senderFromAddress: text(row, 'SenderFromAddress'),
    senderFromDomain: text(row, 'SenderFromDomain'),
    senderMailFromAddress: text(row, 'SenderMailFromAddress'),
    senderMailFromDomain: text(row, 'SenderMailFromDomain'),
    senderIp: text(row, 'SenderIPv4') ?? text(row, 'SenderIPv6'),
    recipient,
    subject: text(row, 'Subject') ?? '',
    direction: text(row, 'EmailDirection'),
    deliveryAction: text(row, 'DeliveryAction'),
    deliveryLocation: text(row, 'DeliveryLocation'),
    latestDeliveryAction: text(row, 'LatestDeliveryAction'),
    latestDeliveryLocation: text(row, 'LatestDeliveryLocation'),
    threatTypes: words(row.ThreatTypes),
    detectionMethods: byClass(json(row, 'DetectionMethods'), words),
    confidenceLevel: byClass(json(row, 'ConfidenceLevel'), String),
    bulkComplaintLevel: number(row, 'BulkComplaintLevel'),
    emailAction: text(row, 'EmailAction'),
    emailActionPolicy: text(row, 'EmailActionPolicy'),
    emailActionPolicyGuid: text(row, 'EmailActionPolicyGuid'),
    authentication: authentication(row),
    orgLevelAction: text(row, 'OrgLevelAction'),
    orgLevelPolicy: text(row, 'OrgLevelPolicy'),
    userLevelAction: text(row, 'UserLevelAction'),
    userLevelPolicy: text(row, 'UserLevelPolicy'),
    transportRules: words(row.ExchangeTransportRule),
    connectors: text(row, 'Connectors'),
  };
}

export function emailUrl(row: Row): EmailUrl | null {
  const networkMessageId = text(row, 'NetworkMessageId');
  const url = text(row, 'Url');
  if (!networkMessageId || !url) return null;
  return { networkMessageId, url, domain: text(row, 'UrlDomain') ?? '' };
}

export function postDeliveryEvent(row: Row): PostDeliveryEvent | null {
  const networkMessageId = text(row, 'NetworkMessageId');
  const recipient = text(row, 'RecipientEmailAddress');
  const at = time(row, 'Timestamp') ?? time(row, 'At');
  if (!networkMessageId || !recipient || !at) return null;
  return {
    at,
    networkMessageId,
    recipient,
    action: text(row, 'Action') ?? '',
    actionType: text(row, 'ActionType') ?? '',
    actionTrigger: text(row, 'ActionTrigger'),
    actionResult: text(row, 'ActionResult'),
    deliveryLocation: text(row, 'DeliveryLocation'),
  };
}

export function urlClick(row: Row): UrlClick | null {
  const networkMessageId = text(row, 'NetworkMessageId');
  const account = text(row, 'AccountUpn');
  const at = time(row, 'Timestamp') ?? time(row, 'At');
  if (!networkMessageId || !account || !at) return null;
  const through = row.IsClickedThrough;
  return {
    at,
    networkMessageId,
    account,
    url: text(row, 'Url') ?? '',
    actionType: text(row, 'ActionType') ?? '',
    clickedThrough: typeof through === 'boolean' || typeof through === 'number' ? Boolean(through) : null,
  };
}

export function emailAttachment(row: Row): EmailAttachment | null {
  const networkMessageId = text(row, 'NetworkMessageId');
  const recipient = text(row, 'RecipientEmailAddress');
  if (!networkMessageId || !recipient) return null;
  return {
    networkMessageId,
    recipient,
    fileName: text(row, 'FileName') ?? '',
    fileType: text(row, 'FileType'),
    threatTypes: words(row.ThreatTypes),
  };
}
