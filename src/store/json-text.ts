/** JSON text that PostgreSQL takes: it refuses the NUL character and half of a surrogate pair, which text from outside may hold. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'string' ? storable(inner) : inner));
}

/** Text that PostgreSQL takes. */
export function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}
