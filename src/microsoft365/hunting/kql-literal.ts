/** A value that may be put into a hunting query. A list stands for the comma-separated members of `in (...)`. */
export type KqlValue = string | Date | readonly string[];

function stringLiteral(value: string): string {
  let escaped = '';
  for (let at = 0; at < value.length; at++) {
    const unit = value.charAt(at);
    const code = value.charCodeAt(at);
    if (unit === '"' || unit === '\\') escaped += `\\${unit}`;
    else if (code >= 0x20 && code < 0x7f) escaped += unit;
    else escaped += `\\u${code.toString(16).padStart(4, '0')}`;
  }
  return `"${escaped}"`;
}

/**
 * The only way a value gets into a query. Strings become one quoted literal in which everything but printable ASCII is escaped, so
 * that text from mail cannot end it (Microsoft Learn, "The string data type", KQL). Throws on an empty list and an invalid date.
 */
export function kqlLiteral(value: KqlValue): string {
  if (typeof value === 'string') return stringLiteral(value);
  if (value instanceof Date) return `datetime(${value.toISOString()})`;
  if (value.length === 0) throw new RangeError('A hunting query cannot look for none of no values.');
  return value.map(stringLiteral).join(', ');
}
