/** One refusal to write down, for so many. */
export interface CountedRefusal {
  /** How many of the same kind came since the last that was written down, this one among them. */
  times: number;
}

const window = 60_000;

/**
 * Lets one refusal of a kind be written down in a minute and counts the others, so that strangers who knock fill no table. `kind` must
 * be one of few.
 */
export function createRefusalCount(): (kind: string, now: Date) => CountedRefusal | null {
  const kinds = new Map<string, { writtenAt: number; since: number }>();
  return (kind, now) => {
    const known = kinds.get(kind);
    const time = now.getTime();
    if (known && time >= known.writtenAt && time - known.writtenAt < window) {
      known.since += 1;
      return null;
    }
    kinds.set(kind, { writtenAt: time, since: 0 });
    return { times: (known?.since ?? 0) + 1 };
  };
}
