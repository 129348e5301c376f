const MAX_HTML = 400_000;
const MAX_TEXT = 1_500;
const hidden = ['script', 'style', 'head', 'title', 'noscript', 'template', 'svg'];
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', zwnj: '' };

/** Readable text of a mail body, at most 1,500 characters. No markup, script, style or address of a link survives; linear time. */
export function safeExcerpt(body: string, isHtml: boolean): string {
  const text = isHtml ? decodeEntities(withoutTags(body.slice(0, MAX_HTML))) : body.slice(0, MAX_HTML);
  const lines = text.split(/[\r\n\u2028\u2029]+/).map((line) => line.replaceAll(/\s+/g, ' ').trim());
  const visible = lines.filter((line) => line !== '').join('\n');
  return visible.length > MAX_TEXT ? `${visible.slice(0, MAX_TEXT).toWellFormed()}…` : visible;
}

function withoutTags(html: string): string {
  const lower = html.toLowerCase();
  const parts: string[] = [];
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) break;
    parts.push(html.slice(at, open));
    at = afterTag(lower, open);
    if (/^<\/?(?:p|div|br|tr|li|h\d|table)\b/.test(lower.slice(open, open + 8))) parts.push('\n');
    else parts.push(' ');
  }
  parts.push(html.slice(Math.min(at, html.length)));
  return parts.join('');
}

/** Where the text goes on after the tag, comment or hidden element that starts at `open`. */
function afterTag(lower: string, open: number): number {
  if (lower.startsWith('<!--', open)) return after(lower, '-->', open);
  const element = hidden.find(
    (name) => lower.startsWith(`<${name}`, open) && /[\s/>]/.test(lower.charAt(open + name.length + 1)),
  );
  const end = after(lower, '>', open);
  return element ? after(lower, '>', after(lower, `</${element}`, end)) : end;
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
  });
}
