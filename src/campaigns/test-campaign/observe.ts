import { recogniseCampaignMail } from '../../contactmonkey/recognise.ts';
import type { SenderProfile } from '../../contactmonkey/sender-profile.ts';
import { linkHost } from '../../contactmonkey/tracker-url.ts';
import { analyseHeaders } from '../../defender/headers/analyse-headers.ts';
import type {
  EmailAttachment,
  EmailEvent,
  MessageTraceDetail,
  MessageTraceRow,
  PostDeliveryEvent,
  UrlClick,
} from '../../defender/mail-events.ts';
import type { QuarantinedMessage } from '../../defender/quarantined-message.ts';
import type { MessagePreview } from '../../microsoft365/tenant-reader.ts';
import { bodyUrls } from '../body-urls.ts';
import { type CopyEvidence, nothingSeen } from './copy-evidence.ts';

/** What one row says of one copy. `mail` is what tells which campaign it belongs to; rows without it follow their message id. */
export interface Observation {
  networkMessageId: string;
  recipient: string;
  mail: { sender: string; subject: string; receivedAt: string; fromIp?: string | null } | null;
  evidence: CopyEvidence;
}

const longest = 300;

/** A row of the message trace, seen by a poll at `polledAt` (ISO 8601 UTC). */
export function fromTrace(row: MessageTraceRow, profile: SenderProfile, polledAt: string): Observation {
  const status = row.status.trim().toLowerCase();
  const facts = { senderAddress: row.sender, subject: row.subject, sendingIp: row.fromIp };
  const { path } = recogniseCampaignMail(facts, profile);
  return observation(row.messageTraceId, row.recipient, row, {
    receivedAt: row.receivedAt,
    statuses: status === '' ? [] : [status],
    paths: path === 'unknown' ? [] : [path],
    seenInMailboxAt: status === 'delivered' || status === 'filteredasspam' ? polledAt : null,
  });
}

/** A step of one copy. The last part of a long text, such as the reply of another server, is left out. */
export function fromTraceDetail(step: MessageTraceDetail, recipient: string): Observation {
  const { at, event } = step;
  const detail = step.detail.slice(0, longest);
  return observation(step.messageTraceId, recipient, null, { steps: [{ at, event: event.slice(0, 60), detail }] });
}

/** A quarantined message stands for a copy to each of its recipients; those it was released to are told apart. */
export function fromQuarantine(message: QuarantinedMessage): Observation[] {
  const servedTo = new Set(message.releasedTo.map((address) => address.toLowerCase()));
  const inPart = message.releaseStatus === 'Released' && servedTo.size > 0;
  return message.recipients.map((recipient) => {
    const waiting = inPart && !servedTo.has(recipient.toLowerCase());
    return observation(message.networkMessageId, recipient, message, {
      receivedAt: message.receivedAt,
      held: {
        identity: message.identity,
        reason: message.reason ?? message.reasonText,
        policy: message.policyName,
        policyType: message.policyType,
        quarantinePolicy: message.quarantinePolicy,
        expiresAt: message.expiresAt,
        status: waiting ? 'NotReleased' : message.releaseStatus,
      },
    });
  });
}

/** A row of EmailEvents, seen by a poll at `polledAt`. */
export function fromEmailEvent(event: EmailEvent, polledAt: string): Observation {
  const sender = event.senderFromAddress ?? event.senderMailFromAddress ?? '';
  const mail = { sender, subject: event.subject, receivedAt: event.at };
  const direction = event.direction?.toLowerCase() ?? '';
  const path = direction.startsWith('intra') ? 'own-mailbox' : direction === 'inbound' ? 'email-delivery' : null;
  return observation(event.networkMessageId, event.recipient, mail, {
    receivedAt: event.at,
    paths: path === null ? [] : [path],
    seenInMailboxAt: /inbox|junk|folder/i.test(event.deliveryLocation ?? '') ? polledAt : null,
    judged: {
      at: event.at,
      direction: event.direction,
      action: event.deliveryAction,
      location: event.deliveryLocation,
      latestLocation: event.latestDeliveryLocation,
      policy: event.emailActionPolicy ?? event.orgLevelPolicy,
      policyGuid: event.emailActionPolicyGuid,
      threats: event.threatTypes,
      authentication: event.authentication,
    },
  });
}

export function fromPostDelivery(event: PostDeliveryEvent): Observation {
  const { at, action, actionType, actionResult, deliveryLocation } = event;
  const move = { at, action, type: actionType, result: actionResult, location: deliveryLocation };
  return observation(event.networkMessageId, event.recipient, null, { moves: [move] });
}

export function fromClick(click: UrlClick): Observation {
  const host = URL.canParse(click.url) ? new URL(click.url).hostname : '';
  return observation(click.networkMessageId, click.account, null, {
    clicks: [{ at: click.at, host, action: click.actionType.slice(0, 60) }],
  });
}

export function fromAttachment(file: EmailAttachment): Observation {
  const name = file.fileName.slice(0, longest);
  return observation(file.networkMessageId, file.recipient, null, { files: [{ name, threats: file.threatTypes }] });
}

/** Hosts of the links in a message, whoever of its recipients it is about. */
export function fromLinks(networkMessageId: string, recipient: string, hosts: readonly string[]): Observation {
  const linkHosts = [...new Set(hosts.map((host) => host.trim().toLowerCase()))].filter((host) => host !== '');
  return observation(networkMessageId, recipient, null, { linkHosts: linkHosts.sort() });
}

/** The header of a held message, raw as Exchange keeps it. */
export function fromHeader(networkMessageId: string, recipient: string, raw: string): Observation {
  const { fields } = analyseHeaders(raw);
  const passed = (fields.dkim ?? []).find(({ result }) => result === 'pass');
  const header = {
    direction: fields.dir,
    authentication: {
      spf: fields.spf,
      dkim: passed?.result ?? fields.dkim?.[0]?.result ?? null,
      dmarc: fields.dmarc?.result ?? null,
      compAuth: fields.compauth?.result ?? null,
    },
  };
  return observation(networkMessageId, recipient, null, { header });
}

/** What the text of a held message shows: where its links lead and which files it carries. */
export function fromPreview(networkMessageId: string, recipient: string, preview: MessagePreview): Observation {
  const hosts = bodyUrls(preview.body).flatMap((url) => linkHost(url) ?? []);
  const files = preview.attachments.map((name) => ({ name: name.slice(0, longest), threats: [] }));
  const { evidence } = fromLinks(networkMessageId, recipient, hosts);
  return observation(networkMessageId, recipient, null, { linkHosts: evidence.linkHosts, files });
}

function observation(
  networkMessageId: string,
  recipient: string,
  mail: Observation['mail'],
  evidence: Partial<CopyEvidence>,
): Observation {
  return {
    networkMessageId: keyText(networkMessageId),
    recipient: keyText(recipient),
    mail:
      mail === null
        ? null
        : { sender: mail.sender, subject: mail.subject, receivedAt: mail.receivedAt, fromIp: mail.fromIp ?? null },
    evidence: { ...nothingSeen, ...evidence },
  };
}

/** Keys are kept as they are compared: what a database would not take must not make two of one. */
function keyText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed().trim().toLowerCase();
}
