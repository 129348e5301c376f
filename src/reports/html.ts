import { codeText, httpsLink } from '../cards/escape.ts';

/** Text that may stand anywhere between tags and in quoted attributes; what cannot be seen is taken out of it. */
export function html(text: string): string {
  return codeText(text).replaceAll(/[&<>"'`]/g, (character) => entities[character] ?? '');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** A link to an https address; for anything else the words alone. */
export function link(url: string, words: string): string {
  const safe = httpsLink(url);
  return safe === null ? html(words) : `<a href="${html(safe)}" rel="noreferrer">${html(words)}</a>`;
}

export function list(items: readonly string[], tag: 'ul' | 'ol' = 'ul'): string {
  return items.length === 0 ? '' : `<${tag}>${items.map((item) => `<li>${item}</li>`).join('')}</${tag}>`;
}

/** A table whose cells are finished HTML; in the column `numbers` lines do not break. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[], numbers = -1): string {
  const head = heads.map((text) => `<th scope="col">${html(text)}</th>`).join('');
  const body = rows
    .map(
      (cells) =>
        `<tr>${cells.map((cell, place) => `<td${place === numbers ? ' class="n"' : ''}>${cell}</td>`).join('')}</tr>`,
    )
    .join('');
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}
