const longestAddressField = 4_000;

/**
 * The first mail address in a From, Return-Path or similar field. Display names, quoted strings and comments do not
 * count, whatever address they imitate. Null when there is none.
 */
export function firstAddress(value: string): string | null {
  const text = withoutQuotesAndComments(value.slice(0, longestAddressField));
  const open = text.indexOf('<');
  const close = open === -1 ? -1 : text.indexOf('>', open);
  const inBrackets = close === -1 ? null : asAddress(text.slice(open + 1, close));
  if (inBrackets) return inBrackets;
  for (const word of text.split(/[\s,;<>]+/)) {
    const address = asAddress(word);
    if (address) return address;
  }
  return null;
}

/** The domain of an address or a bare domain, lower case, without a trailing dot; null when it is neither. */
export function domainOf(text: string | null | undefined): string | null {
  if (!text) return null;
  const domain = text
    .slice(text.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase()
    .replace(/^[<"'(]+|[>"').]+$/g, '');
  return /^[^\s@<>,;:"()=]{1,253}$/.test(domain) ? domain : null;
}

function asAddress(text: string): string | null {
  const address = text.trim();
  const at = address.lastIndexOf('@');
  return at > 0 && at < address.length - 1 && !/\s/.test(address) ? address : null;
}

function withoutQuotesAndComments(text: string): string {
  let kept = '';
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') {
      at += 1;
    } else if (quoted) {
      quoted = character !== '"';
    } else if (character === '"') {
      quoted = true;
    } else if (character === '(') {
      depth += 1;
    } else if (character === ')') {
      depth = Math.max(0, depth - 1);
    } else if (depth === 0) {
      kept += character;
    }
  }
  return kept;
}
