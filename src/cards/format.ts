/** How the reader wants dates and numbers: a BCP 47 tag and an IANA zone. Unknown ones fall back to British English and UTC. */
export interface Localised {
  locale: string;
  timeZone: string;
}

const formatters = new Map<
  string,
  { dateTime: Intl.DateTimeFormat; date: Intl.DateTimeFormat; day: Intl.DateTimeFormat; number: Intl.NumberFormat }
>();

/** e.g. "18 Nov 2026, 14:05 CET"; "unknown time" when `iso` is no time. */
export function formatDateTime(iso: string, reader: Localised): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? 'unknown time' : formattersFor(reader).dateTime.format(date);
}

/** e.g. "17 Nov 2026, 09:00 – 09:09 CET"; one time when both are the same minute. */
export function formatDateTimeRange(from: string, to: string, reader: Localised): string {
  const [start, end] = [new Date(from), new Date(to)];
  if (Number.isNaN(start.getTime()) || Number.isNaN(end.getTime()) || end < start) return formatDateTime(to, reader);
  return formattersFor(reader)
    .dateTime.formatRange(start, end)
    .replace(/[\u2009\u202F]/g, ' ');
}

/** e.g. "Wed 18 Nov". A plain date (`2026-11-18`) is that day whatever the zone. */
export function formatDay(iso: string, reader: Localised): string {
  const plainDate = /^\d{4}-\d{2}-\d{2}$/.test(iso);
  const date = new Date(plainDate ? `${iso}T12:00:00Z` : iso);
  if (Number.isNaN(date.getTime())) return 'unknown day';
  return formattersFor(plainDate ? { locale: reader.locale, timeZone: 'UTC' } : reader).day.format(date);
}

/** e.g. "1 Mar 2027", for a plain date (`2027-03-01`) or a time. */
export function formatDate(iso: string, reader: Localised): string {
  const plainDate = /^\d{4}-\d{2}-\d{2}$/.test(iso);
  const date = new Date(plainDate ? `${iso}T12:00:00Z` : iso);
  if (Number.isNaN(date.getTime())) return 'unknown day';
  return formattersFor(plainDate ? { locale: reader.locale, timeZone: 'UTC' } : reader).date.format(date);
}

export function formatNumber(value: number, reader: Localised): string {
  return formattersFor(reader).number.format(value);
}

/** e.g. "1 message", "1,204 messages" */
export function countOf(value: number, one: string, many: string, reader: Localised): string {
  return `${formatNumber(value, reader)} ${value === 1 ? one : many}`;
}

function formattersFor(reader: Localised) {
  const key = `${reader.locale}|${reader.timeZone}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const locale = supported(() => new Intl.NumberFormat(reader.locale)) ? reader.locale : 'en-GB';
  const timeZone = supported(() => new Intl.DateTimeFormat('en', { timeZone: reader.timeZone }))
    ? reader.timeZone
    : 'UTC';
  const made = {
    dateTime: new Intl.DateTimeFormat(locale, {
      timeZone,
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
    }),
    date: new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short', year: 'numeric' }),
    day: new Intl.DateTimeFormat(locale, { timeZone, weekday: 'short', day: 'numeric', month: 'short' }),
    number: new Intl.NumberFormat(locale),
  };
  if (formatters.size < 500) formatters.set(key, made);
  return made;
}

function supported(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}
