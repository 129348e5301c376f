const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A page of text and JSON, with nothing in it that runs. */
export function exportPage(number: string, text: string, json: string): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">',
    `<title>${escaped(number)}</title><style>pre{white-space:pre-wrap;font:14px/1.4 monospace}</style></head><body>`,
    `<h1>${escaped(number)}</h1><pre>${escaped(text)}</pre><h2>JSON</h2><pre>${escaped(json)}</pre></body></html>`,
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
