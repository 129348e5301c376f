export interface HeaderField {
  name: string;
  /** `name` in lower case: header names are compared whole, so that `-Untrusted` never passes for the trusted one. */
  key: string;
  /** Unfolded and trimmed, still encoded. */
  value: string;
}

export interface HeaderBlock {
  fields: HeaderField[];
  /** Lines before the body that are neither a field nor the continuation of one. */
  strayLines: number;
}

const fieldName = /^[\x21-\x39\x3b-\x7e]{1,200}$/;

/**
 * Splits a header block or a whole message into fields, unfolded as RFC 5322 section 2.2.3 says. The first blank line
 * after a field ends the block. Any line ends are taken, and indented first lines as they come from a chat window.
 * Never throws; time and memory grow with the length of the header block only, not of the body.
 */
export function readHeaderFields(raw: string): HeaderBlock {
  const fields: HeaderField[] = [];
  let strayLines = 0;
  let open: { name: string; parts: string[] } | null = null;
  const close = () => {
    if (open) fields.push({ name: open.name, key: open.name.toLowerCase(), value: open.parts.join('').trim() });
    open = null;
  };

  let indent: string | null = null;
  for (const written of lines(raw)) {
    if (indent === null && written.trim() !== '') indent = /^[ \t]{0,40}/.exec(written)?.[0] ?? '';
    const line = indent && written.startsWith(indent) ? written.slice(indent.length) : written;
    if (line.trim() === '') {
      if (open || fields.length > 0) break;
      continue;
    }
    if (open && isContinuation(line)) {
      open.parts.push(line.startsWith('\t') ? ` ${line.slice(1)}` : line);
      continue;
    }
    const field = splitField(line);
    if (field === null) {
      strayLines += 1;
      continue;
    }
    close();
    open = { name: field.name, parts: [field.value] };
  }
  close();
  return { fields, strayLines };
}

function* lines(raw: string): Generator<string> {
  let start = raw.charCodeAt(0) === 0xfeff ? 1 : 0;
  const onlyCarriageReturns = !raw.includes('\n');
  while (start < raw.length) {
    const found = raw.indexOf(onlyCarriageReturns ? '\r' : '\n', start);
    const end = found === -1 ? raw.length : found;
    const line = raw.slice(start, end);
    yield line.endsWith('\r') ? line.slice(0, -1) : line;
    start = end + 1;
  }
}

function isContinuation(line: string): boolean {
  return line.startsWith(' ') || line.startsWith('\t');
}

function splitField(line: string): { name: string; value: string } | null {
  const colon = line.indexOf(':');
  if (colon < 1 || colon > 300) return null;
  const name = line.slice(0, colon).trim();
  return fieldName.test(name) ? { name, value: line.slice(colon + 1) } : null;
}

/** Looks header fields up by their exact name. */
export interface HeaderIndex {
  /** Values of all fields of this name, topmost first. */
  all(name: string): readonly string[];
  /** The topmost non-empty value, or null. */
  first(name: string): string | null;
}

export function indexFields(fields: readonly HeaderField[]): HeaderIndex {
  const byKey = new Map<string, string[]>();
  for (const field of fields) {
    const values = byKey.get(field.key);
    if (values) values.push(field.value);
    else byKey.set(field.key, [field.value]);
  }
  const all = (name: string) => byKey.get(name.toLowerCase()) ?? [];
  return { all, first: (name) => all(name).find((value) => value !== '') ?? null };
}
