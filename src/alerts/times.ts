/** Whether one ISO 8601 time is after another; an empty one is before all. */
export function later(one: string, other: string): boolean {
  return (Date.parse(one) || 0) > (Date.parse(other) || 0);
}

/** The later of two ISO 8601 times. */
export function latest(one: string, other: string): string {
  return later(one, other) ? one : other;
}

/** The earlier of two ISO 8601 times; the only one when the other is not known. */
export function earliest(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return later(one, other) ? other : one;
}
