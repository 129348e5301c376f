const HOUR_KEY = 'yyyy-mm-ddThh:mm'.length;

/** A function that says on which day (`YYYY-MM-DD`) of the reader's zone a UTC time falls. Quick for many times of few hours. */
export function dayIn(timeZone: string): (iso: string) => string {
  const format = formatterFor(timeZone);
  const known = new Map<string, string>();
  return (iso) => {
    const quarter = iso.slice(0, HOUR_KEY - 1);
    const day = known.get(quarter);
    if (day !== undefined) return day;
    const date = new Date(iso);
    const text = Number.isNaN(date.getTime()) ? 'unknown' : format.format(date);
    if (known.size < 10_000) known.set(quarter, text);
    return text;
  };
}

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const shape = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  try {
    return new Intl.DateTimeFormat('en-CA', { ...shape, timeZone });
  } catch {
    return new Intl.DateTimeFormat('en-CA', { ...shape, timeZone: 'UTC' });
  }
}
