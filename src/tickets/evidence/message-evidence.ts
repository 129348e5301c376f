import type { ExplainedMessage } from '../../campaigns/message-evidence.ts';
import { reasonBadge, releaseBadge } from '../../cards/words.ts';
import type { MessagePreview } from '../../microsoft365/tenant-reader.ts';
import { causeParts } from './cause-parts.ts';
import { headerPart, personalWords } from './header-parts.ts';
import type { Evidence } from './part.ts';
import { partOf, present } from './part-of.ts';
import { withoutPersonal } from './without-personal.ts';

const mostRecipients = 20;
const longestBody = 1_500;

/** What a ticket about one quarantined message offers to share; `preview` only when its text is to be offered as well. */
export function messageEvidence(explained: ExplainedMessage, preview: MessagePreview | null = null): Evidence {
  const { message, evidence, attribution, notRead } = explained;
  const { headers } = evidence;
  const events = evidence.events ?? [];
  const clean = withoutPersonal([
    message.subject,
    message.sender,
    message.internetMessageId,
    ...message.recipients,
    ...personalWords(headers),
    ...events.flatMap((event) => [
      event.senderFromAddress,
      event.senderMailFromAddress,
      event.recipient,
      event.subject,
    ]),
    ...message.releasedBy,
    ...message.releasedTo,
    ...(preview ? [preview.subject, preview.sender, ...preview.recipients] : []),
  ]);
  const held = reasonBadge(message.reason, message.reasonText).word;
  return {
    title: clean(`Newsletter held as ${held.toLowerCase()}`),
    parts: present([
      ...causeParts(attribution, clean),
      headers ? headerPart(headers, clean) : null,
      partOf({ id: 'ids', title: 'Ids and times (UTC)' }, [
        ['Network message id', message.networkMessageId],
        ['Received', message.receivedAt],
        ['Leaves quarantine', message.expiresAt],
      ]),
      partOf({ id: 'counts', title: 'Affected' }, [
        ['Recipients of this copy', message.recipientCount],
        ['Rows in advanced hunting', events.length > 0 ? events.length : null],
        ['Size in bytes', message.sizeBytes],
      ]),
      partOf(
        { id: 'tried', title: 'What was tried' },
        [
          ['Release', releaseBadge(message.releaseStatus, message.releaseStatusText).word],
          ['Released to', message.releasedTo.length > 0 ? `${message.releasedTo.length} recipients` : null],
          ['Held as', held],
          ['Quarantine policy', message.quarantinePolicy],
        ],
        clean,
      ),
      partOf(
        { id: 'open', title: 'What could not be checked' },
        notRead.map((why) => [why.what, why.sentence]),
        clean,
      ),
      partOf({ id: 'subject', title: 'Subject', personal: true }, [['Subject', message.subject]]),
      partOf({ id: 'sender', title: 'Sender', personal: true }, [
        ['Sender', message.sender],
        ['From', headers?.from],
        ['Internet message id', message.internetMessageId],
      ]),
      partOf(
        { id: 'recipients', title: 'Recipients', personal: true },
        message.recipients.slice(0, mostRecipients).map((recipient) => ['Recipient', recipient]),
      ),
      preview ? bodyPart(preview) : null,
    ]),
  };
}

function bodyPart(preview: MessagePreview) {
  const text = (
    preview.isHtml
      ? preview.body.replaceAll(/<(?:style|script)[\s\S]*?<\/(?:style|script)>|<[^>]*>/gi, ' ')
      : preview.body
  )
    .replaceAll(/\s+/g, ' ')
    .slice(0, longestBody);
  const pieces = text.match(/.{1,380}(?:\s|$)|.{1,380}/gu) ?? [];
  return partOf(
    { id: 'body', title: 'Text of the mail', personal: true },
    pieces.map((piece) => ['Text', piece]),
  );
}
