import { mailText } from '../../cards/escape.ts';
import { formatDateTime } from '../../cards/format.ts';
import { reasonBadge } from '../../cards/words.ts';
import type { QuarantinedMessage } from '../../defender/quarantined-message.ts';
import { type Reading, reading } from '../../defender/reading.ts';
import type { MessagePreview } from '../../microsoft365/tenant-reader.ts';
import type { QuestionDeps } from '../deps.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { findTarget } from '../shared/target.ts';
import { whichOne } from '../shared/which-one.ts';
import { examples } from './examples.ts';
import { safeExcerpt } from './safe-excerpt.ts';

/** What a held mail says, as plain text for the asker alone; nothing in it is loaded or can be clicked. */
export const question: Question = {
  intent: 'quarantine.preview',
  help: 'What a held mail says, before you decide',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const target = await findTarget(request, deps);
  if (!target.found) return whichOne(request, deps, target, 'quarantine.preview');
  const { message } = target.found;
  const preview = await reading(() => deps.tenant.quarantine.preview(message.identity, request.signal));
  const excerpt = preview.read ? safeExcerpt(preview.value.body, preview.value.isHtml) : '';
  const couldNot = [...target.found.notRead, ...(preview.read ? [] : [preview.why])];
  return messageAnswer(
    {
      title: 'Preview',
      paragraphs: ['Text only: links are dead, pictures and trackers are not loaded.'],
      sections: [
        { heading: 'Message', lines: facts(message, preview, request) },
        {
          heading: 'Text',
          lines: excerpt
            .split('\n')
            .filter(Boolean)
            .slice(0, 20)
            .map((text) => ({ text: mailText(text, 400) })),
        },
      ],
      buttons: [
        { title: 'Why was it held?', verb: 'quarantine.why', data: { message: message.identity } },
        { title: 'How to release it', verb: 'quarantine.release', data: { message: message.identity } },
      ],
      couldNot,
    },
    {
      sources: ['Preview-QuarantineMessage'],
      audience: 'askerOnly',
      remember: { subject: { kind: 'message', key: message.identity } },
    },
  );
}

function facts(message: QuarantinedMessage, preview: Reading<MessagePreview>, request: QuestionRequest) {
  const attachments = preview.read ? preview.value.attachments : [];
  return [
    { label: 'Subject', text: mailText(message.subject) || '(no subject)' },
    { label: 'From', text: mailText(message.sender) },
    {
      label: 'To',
      text: `${message.recipients
        .slice(0, 3)
        .map((address) => mailText(address))
        .join(', ')}${message.recipientCount > 3 ? ` and ${message.recipientCount - 3} more` : ''}`,
    },
    { label: 'Received', text: formatDateTime(message.receivedAt, request.asker) },
    { label: 'Held as', text: reasonBadge(message.reason, message.reasonText).word },
    ...(attachments.length > 0
      ? [
          {
            label: 'Attachments',
            text: attachments
              .slice(0, 10)
              .map((name) => mailText(name, 80))
              .join(', '),
          },
        ]
      : []),
  ];
}
