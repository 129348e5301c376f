import { DateTime } from 'luxon';
import type { AlertSettings } from '../../alerts/settings.ts';

/** What somebody wants of the alerts of the place where they ask. `told` is how it was understood. */
export type Wish =
  | { kind: 'settings' | 'places' | 'elsewhere' | 'stop' | 'here' }
  | { kind: 'change'; change: Partial<AlertSettings>; told: string };

const everyDay = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Words of a wish, tried in this order: the first that fits holds. */
const wishes: { words: RegExp; wish: (text: string, now: Date, timeZone: string) => Wish }[] = [
  {
    words: /\bsettings?\b|\bconfigure\b|how (do|can) i|how often|weekend|(sun|satur)days?\b/,
    wish: () => ({ kind: 'settings' }),
  },
  { words: /\bwhere\b.*\b(go|posted|alerts)|\bwho (gets|receives)|\bwhich channel/, wish: () => ({ kind: 'places' }) },
  { words: /digest|summar|\bdaily\b|\bweekly\b|every (morning|day|week)|once a (day|week)/, wish: digest },
  { words: /quiet hours|do not disturb|(at|the) night|\b(after|before|from|until|till) \d/, wish: quiet },
  { words: /\b(mute|snooze|pause)\b|keep quiet/, wish: mute },
  { words: /\bonly\b|\bjust\b|less|too many|\bjunk\b|\bhigh\b|critical|important/, wish: severity },
  {
    words: /#\w|another channel|somewhere else|\bmove\b|\b(the|to) (?!this)[\w-]+( [\w-]+)? (team|channel)\b/,
    wish: () => ({ kind: 'elsewhere' }),
  },
  {
    words:
      /\bstop\b|(turn|switch) off|turn .* off\b|disable|unsubscribe|no more|don'?t|\bno (messages|cards|alerts|notifications)/,
    wish: () => ({ kind: 'stop' }),
  },
  {
    words: /alert|notify|notif|subscribe|enable|turn|ping|let me know|tell|remind|post|put/,
    wish: () => ({ kind: 'here' }),
  },
];

/** Understands a sentence about alerts; one that says nothing clear leads to the settings. */
export function wishOf(text: string, now: Date, timeZone: string): Wish {
  const said = text.toLowerCase().replaceAll('\u2019', "'");
  return wishes.find(({ words }) => words.test(said))?.wish(said, now, timeZone) ?? { kind: 'settings' };
}

function digest(text: string, _now: Date, timeZone: string): Wish {
  if (/\b(off|stop|no)\b/.test(text))
    return { kind: 'change', change: { digest: null }, told: 'Alerts come one by one again.' };
  const at = timesIn(text)[0] ?? '09:00';
  const weekly = /week/.test(text) && !/week ?day/.test(text);
  const days = weekly ? (['monday'] as const) : everyDay;
  const told = `One summary ${weekly ? 'each Monday' : 'each day'} at ${at} (${timeZone}). What is urgent still comes at once.`;
  return { kind: 'change', change: { digest: { at, days: [...days], timeZone } }, told };
}

function quiet(text: string, _now: Date, timeZone: string): Wish {
  const [first, second] = timesIn(text);
  const hours =
    first !== undefined && second !== undefined
      ? { from: first, to: second }
      : first === undefined
        ? { from: '22:00', to: '07:00' }
        : /\b(before|until|till) \d/.test(text)
          ? { from: '20:00', to: first }
          : { from: first, to: '08:00' };
  const told = `Quiet from ${hours.from} to ${hours.to} (${timeZone}). What is urgent still comes at once.`;
  return { kind: 'change', change: { quiet: { ...hours, timeZone } }, told };
}

function mute(text: string, now: Date, timeZone: string): Wish {
  if (/\bcampaign\b/.test(text)) return { kind: 'settings' };
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  const [, count, unit] = /(\d{1,3}|an?|one) (minute|hour|day|week)s?/.exec(text) ?? [];
  const day = everyDay.findIndex((name) => text.includes(name));
  const morning = { hour: 8, minute: 0, second: 0, millisecond: 0 };
  const end =
    unit !== undefined
      ? local.plus({ [unit]: Number(count) || 1 })
      : day >= 0
        ? local.plus({ days: (day + 8 - local.weekday) % 7 || 7 }).set(morning)
        : local.plus({ days: 1 }).set(morning);
  const told = `Nothing is posted here before ${end.toFormat('ccc d LLL, HH:mm')} (${timeZone}). It is not lost: it comes then, as it is by then.`;
  return { kind: 'change', change: { mutedUntil: end.toUTC().toISO() ?? now.toISOString() }, told };
}

function severity(text: string): Wish {
  const minSeverity = /less|too many/.test(text) && !/important|critical|high/.test(text) ? 'medium' : 'high';
  const told =
    minSeverity === 'high'
      ? 'Only the gravest from now on: quarantined, rejected and zapped mail, and a watch that cannot see.'
      : 'From now on only what is of medium or high severity.';
  return { kind: 'change', change: { minSeverity }, told };
}

/** Times of day in a sentence, as HH:MM. */
function timesIn(text: string): string[] {
  return [...text.matchAll(/\b(\d{1,2})(?::([0-5]\d))?\s*(am|pm)?\b/g)].flatMap(([, hour, minute = '00', half]) => {
    const plain = Number(hour) % (half === undefined ? 24 : 12);
    if (Number(hour) > 24) return [];
    return [`${String(plain + (half === 'pm' ? 12 : 0)).padStart(2, '0')}:${minute}`];
  });
}
