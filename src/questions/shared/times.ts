/** The earlier of two ISO 8601 UTC times. */
export function earlierOf(a: string, b: string): string {
  return a.localeCompare(b) <= 0 ? a : b;
}

/** The later of two ISO 8601 UTC times. */
export function laterOf(a: string, b: string): string {
  return a.localeCompare(b) >= 0 ? a : b;
}

/** An ISO time moved by milliseconds. */
export function shifted(iso: string, by: number): string {
  return new Date(Date.parse(iso) + by).toISOString();
}
