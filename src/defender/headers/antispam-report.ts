/** `FIELD:value` pairs of an antispam report, field names in upper case, the first non-empty value of each. */
export type ReportPairs = ReadonlyMap<string, string>;

const longestReport = 200_000;
const longestCode = 100;
const longestText = 1_000;
const strayNull = /^(?:\(null\)\s*)+/i;
const pair = /^([A-Za-z][A-Za-z0-9_-]{0,31})\s*:([\s\S]*)$/;

/**
 * Reads the `FIELD:value;` list that Exchange Online Protection stamps into X-Forefront-Antispam-Report and
 * X-Microsoft-Antispam: any order, folded anywhere, with empty items and stray `(null)` between them.
 * `malformed` keeps what is no pair.
 */
export function readReport(value: string): { pairs: ReportPairs; malformed: string[] } {
  const pairs = new Map<string, string>();
  const malformed: string[] = [];
  for (const piece of value.slice(0, longestReport).split(';')) {
    const item = piece.trim().replace(strayNull, '');
    if (item === '') continue;
    const match = pair.exec(item);
    if (!match) {
      malformed.push(item.slice(0, 200));
      continue;
    }
    const key = (match[1] ?? '').toUpperCase();
    const text = (match[2] ?? '').trim();
    if (!pairs.get(key)) pairs.set(key, text);
  }
  return { pairs, malformed };
}

/** A code in upper case, or null when the field is absent or empty. */
export function code(pairs: ReportPairs | null, key: string): string | null {
  return text(pairs, key)?.slice(0, longestCode).toUpperCase() ?? null;
}

/** A value as it is written, or null when the field is absent, empty or `(null)`. */
export function text(pairs: ReportPairs | null, key: string): string | null {
  const value = pairs?.get(key);
  return value && value.toLowerCase() !== '(null)' ? value.slice(0, longestText) : null;
}

/** A whole number, or null. */
export function wholeNumber(value: string | null): number | null {
  return value !== null && /^[+-]?\d{1,6}$/.test(value.trim()) ? Number(value) : null;
}
