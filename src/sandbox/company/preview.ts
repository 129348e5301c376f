import type { WireRow } from '../tenant-data.ts';
import { offsetDate } from '../wire-dates.ts';
import type { Mail } from './mail.ts';

/** What Preview-QuarantineMessage gives for a message. */
export function previewRow(mail: Mail, identity: string): WireRow {
  return {
    Identity: identity,
    ReceivedTime: offsetDate(mail.receivedAt),
    SenderAddress: mail.from,
    RecipientAddress: mail.recipients,
    Cc: '',
    Subject: mail.subject,
    Body: bodyHtml(mail),
    IsHtml: true,
    Attachment: mail.attachments.map((file) => file.name),
  };
}

function bodyHtml(mail: Mail): string {
  const { text, urls, pixel } = mail.content();
  const paragraphs = text.map((line) => `<p>${escaped(line)}</p>`);
  const links = urls.map((url, index) => `<p><a href="${escaped(url)}">Read more (${index + 1})</a></p>`);
  const picture = pixel ? `<img src="${escaped(pixel)}" width="1" height="1" alt="">` : '';
  return `<html><body>${paragraphs.join('')}${links.join('')}${picture}</body></html>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
