/** One line of the table that `npm run bench` prints. */
export interface Row {
  what: string;
  /** With its unit. */
  measured: string;
  /** Of the peer in the same run; absent where there is none. */
  peer?: string;
  goal?: string;
  met?: boolean;
}

export interface Measurement {
  name: string;
  rows?: Row[];
  /** What the numbers stand on. */
  lines?: string[];
}

export interface Spread {
  median: number;
  p99: number;
  most: number;
}

export function spread(values: number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { median: at(0.5), p99: at(0.99), most: at(1) };
}

/** A number that must stay at or under a bar. */
export function under(what: string, value: number, bar: number, unit: string, peer?: string): Row {
  const digits = bar < 100 && value < 100 ? 2 : 0;
  const words = (number: number) => `${number.toFixed(digits)}${unit}`;
  return {
    what,
    measured: words(value),
    ...(peer === undefined ? {} : { peer }),
    goal: `≤ ${words(bar)}`,
    met: value <= bar,
  };
}
