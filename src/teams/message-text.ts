import type { Activity } from 'botbuilder';

const namedEntities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const longestText = 100_000;

function decodeEntities(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,6});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return namedEntities[name.toLowerCase()] ?? whole;
    const code = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function withoutMentions(text: string, activity: Activity): string {
  const ofBot = (activity.entities ?? [])
    .filter((entity) => entity.type === 'mention' && entity.mentioned?.id === activity.recipient?.id)
    .map((entity) => entity.text)
    .filter((mention): mention is string => typeof mention === 'string' && mention !== '');
  const addressed = ofBot.reduce((rest, mention) => rest.replaceAll(mention, ' '), text);
  return addressed.replace(/<at\b[^>]*>([^<]*)<\/at>/gi, '$1');
}

/** Text of the HTML Teams writes for a formatted message: line breaks kept, tags gone. Addresses in <angles> stay. */
function textOfHtml(html: string): string {
  const broken = html.replace(/\r?\n/g, ' ').replace(/<br\s*\/?>|<\/(p|div|li|tr|pre|h\d|blockquote)>/gi, '\n');
  return broken.replace(
    /<\/?(p|div|span|a|b|i|u|s|em|strong|ul|ol|li|table|tbody|thead|tr|td|th|pre|code|codeblock|h\d|blockquote|img|hr|attachment|at|font)\b[^>]*>/gi,
    '',
  );
}

/** Teams flattens formatted text to one line and sends the formatted twin beside it. */
function formattedTwin(activity: Activity): string | null {
  const twin = (activity.attachments ?? []).find((attachment) => attachment.contentType === 'text/html');
  return typeof twin?.content === 'string' ? twin.content : null;
}

function tidy(text: string): string {
  return text
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/\u200b|\u200c|\u200d|\ufeff/g, '')
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

/** What the person wrote: without the mention of the bot, HTML entities read, lines kept (pasted headers need them). */
export function textOf(activity: Activity): string {
  const raw = (activity.text ?? '').slice(0, longestText);
  const html = formattedTwin(activity)?.slice(0, longestText) ?? null;
  const plain = tidy(decodeEntities(withoutMentions(activity.textFormat === 'xml' ? textOfHtml(raw) : raw, activity)));
  if (html === null || plain.includes('\n')) return plain;
  const formatted = tidy(decodeEntities(textOfHtml(withoutMentions(html, activity))));
  return formatted.includes('\n') ? formatted : plain;
}
