import { DateTime, IANAZone } from 'luxon';

/** Hours of the day between two local times; they may run past midnight. */
interface Hours {
  from: string;
  to: string;
  timeZone: string;
}

export function isTimeZone(name: string): boolean {
  return /^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/.test(name) && IANAZone.isValidZone(name);
}

/**
 * When the quiet hours that hold at `now` end; null when none hold. Local times: on the night a clock is changed the hours are as
 * long as the clock on the wall says.
 */
export function quietUntil(now: Date, quiet: Hours | null): Date | null {
  if (quiet === null || quiet.from === quiet.to) return null;
  const local = DateTime.fromJSDate(now, { zone: quiet.timeZone });
  for (const start of [local.minus({ days: 1 }), local]) {
    const from = at(start, quiet.from);
    const to = at(quiet.to > quiet.from ? start : start.plus({ days: 1 }), quiet.to);
    if (from <= local && local < to) return to.toJSDate();
  }
  return null;
}

function at(day: DateTime, time: string): DateTime {
  const [hour, minute] = time.split(':').map(Number);
  return day.startOf('day').set({ hour, minute });
}
