const sevenDigits = (time: number) => `${new Date(time).toISOString().slice(0, -1)}0000`;

/** Exchange's form with seven fractional digits and a numeric zone, `2026-11-20T08:58:01.4560000+00:00`. */
export function offsetDate(time: number): string {
  return `${sevenDigits(time)}+00:00`;
}

/** Exchange's form with seven fractional digits and `Z`. */
export function zuluDate(time: number): string {
  return `${sevenDigits(time)}Z`;
}

/** The form of an advanced hunting cell: as many fractional digits as are needed. */
export function huntingDate(time: number): string {
  return new Date(time).toISOString().replace(/\.?0*Z$/, 'Z');
}

/** The form of a `Date:` header line. */
export function mailDate(time: number): string {
  return new Date(time).toUTCString().replace('GMT', '+0000');
}
