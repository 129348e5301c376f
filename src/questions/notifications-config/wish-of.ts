import type { DateTime } from 'luxon';
import type { AlertSettings } from '../../alerts/settings.ts';
import { everyDay, pauseEnd, quietSaid, timeOf } from './times-said.ts';

/**
 * What somebody wants of the alerts of the place where they ask. `told` is how it was understood. `propose` is understood in part:
 * the settings are shown filled in so, and nothing is saved. `askUntil` is a pause without an end that was understood.
 */
export type Wish =
  | { kind: 'settings' | 'places' | 'elsewhere' | 'stop' | 'here' | 'moveHere' | 'askUntil' }
  | { kind: 'change' | 'propose'; change: Partial<AlertSettings>; told: string };

interface Said {
  text: string;
  now: Date;
  timeZone: string;
}

const unsure = 'Nothing is changed yet: I may not have understood all of it. Look it over, then press Save.';
const asked =
  'Nothing is changed. This is how it is set; press what you want, or say it as an order, such as \u201Cstop alerts here\u201D.';
const dayWish =
  'Nothing is changed yet. Single days cannot be left out; quiet hours hold every day, and \u201Cmute until Monday 8:00\u201D pauses once.';

/** Words that say nothing beside the wish itself. */
const filler = new Set(
  `a about again ahead alert alerting alerts all also an and any anymore are as at back be bot bother bothering campaign campaigns can
  card cards channel chat could dm dms disable do enable end ended ends for from get give go going hello hey hi hours i id in is it just kindly let like
  mail me message messages messaging more my no not notification notifications notifs notify now of off ok on once only our ours out ping
  pinging please post posting posts quarantine quiet remove send sending set shut so start stop subscribe switch take tell thank thanks
  that the them then there these thing this those time times to turn unsubscribe up us want we when whenever will with would you your
  something else should disturb during keep held hold holds new newsletter mute snooze pause silence hush leave alone from here hour
  quarantined blocked somebody someone anything stuck gets happens test tests fail fails failing know stays daily day days each every
  summary digest report critical high important urgent grave gravest severity medium low less fewer many too ones one single instead
  weekly week weekday weekdays morning night nights`.split(/\s+/),
);

function isWhole(rest: string): boolean {
  return (rest.match(/[a-z0-9#&]+/g) ?? []).every((word) => filler.has(word));
}

/** Saves what was understood whole; shows the rest filled in. */
function change(said: Partial<AlertSettings>, told: string, rest: string): Wish {
  return isWhole(rest)
    ? { kind: 'change', change: said, told }
    : { kind: 'propose', change: said, told: `${unsure} ${told}` };
}

const ends = /\b(no|not|off|stop|end|ends|remove|cancel|disable|without|unsubscribe|lift|over|delete|clear)\b/;

/** Words of a wish, tried in this order: the first that fits holds. Ends come before beginnings. */
const wishes: { words: RegExp; wish: (said: Said) => Wish | null }[] = [
  { words: /\bsettings?\b|\bconfigure\b|how (do|can) i|how often/, wish: () => ({ kind: 'settings' }) },
  {
    words: /\bwhere\b.*\b(go|posted|alerts|come|sent)|\bwho (gets|receives)|\bwhich (channel|place)/,
    wish: () => ({ kind: 'places' }),
  },
  { words: /\b(escalate|call me|mention me|second channel|acknowledges?|reacts?|answers?)\b/, wish: escalation },
  { words: /weekend|\b(mon|tues|wednes|thurs|fri|satur|sun)days\b/, wish: () => propose({}, dayWish) },
  {
    words: /quiet hours|night/,
    wish: ({ text }) =>
      endOf(text, /quiet hours|night/) ? change({ quiet: null }, 'No quiet hours any more.', text) : null,
  },
  {
    words: /digest|summar|\bdaily\b|\bweekly\b|every (morning|day|week)|once a (day|week)|each (morning|day)/,
    wish: digest,
  },
  {
    words: /\b(unmute|unpause|unsnooze|un-?silence|resume)\b/,
    wish: ({ text }) => change({ mutedUntil: null }, 'The pause is over.', text.replace(/\bun\w+|resume/, '')),
  },
  {
    words: /\b(mute|snooze|pause|silence)\b/,
    wish: ({ text }) =>
      endOf(text, /mute|snooze|pause|silence/) ? change({ mutedUntil: null }, 'The pause is over.', text) : null,
  },
  { words: /\b(mute|snooze|pause|hush|silence)\b|shut up|leave (me|us) alone|(be|keep|stay) quiet/, wish: mute },
  { words: /\d|quiet hours|(at|the|during) (the )?night|do not disturb|not disturb/, wish: quiet },
  { words: /\bnot (stop|end|mute|remove|disable)|never stop/, wish: () => propose({}, unsure) },
  { words: /\bcampaigns?\b/, wish: campaigns },
  {
    words: /\b(only|just|less|fewer|too many|junk|high|critical|important|everything|medium|low|severe|grave)\b/,
    wish: severity,
  },
  {
    words:
      /\b(move|bring)\b.*\b(here|this (channel|chat|place|conversation)|to me)\b|\b(here|this (channel|chat))\b.* instead of (?!single)/,
    wish: () => ({ kind: 'moveHere' }),
  },
  {
    words:
      /#\w|another (channel|chat|place)|somewhere else|\bto (?!this)(?:the )?[\w-]+( [\w-]+)? (team|channel)\b|\bin the (?!channel)[\w-]+( [\w-]+)? channel\b|\bthe (?!this)[\w-]+( [\w-]+)? (team|channel)\b|use the channel|instead of the channel/,
    wish: () => ({ kind: 'elsewhere' }),
  },
  {
    words: /\b(stop|disable|unsubscribe|no more|not|no|remove|off)\b|take .* out/,
    wish: ({ text }) => (isWhole(text) ? { kind: 'stop' } : propose({}, unsure)),
  },
  {
    words: /alert|notify|notif|subscribe|enable|turn|ping|let me know|tell|remind|post|put|bring|move/,
    wish: () => ({ kind: 'here' }),
  },
];

/** Understands a sentence about alerts; one that says nothing clear leads to the settings. */
export function wishOf(text: string, now: Date, timeZone: string): Wish {
  const said = {
    text: text
      .toLowerCase()
      .replaceAll('\u2019', "'")
      .replaceAll(/\b(don't|dont|doesn't|won't|do not|does not)\b/g, 'not'),
    now,
    timeZone,
  };
  for (const { words, wish } of wishes) {
    const understood = words.test(said.text) ? wish(said) : null;
    if (understood !== null) return changes(understood) && isNoOrder(said.text) ? propose({}, asked) : understood;
  }
  return { kind: 'settings' };
}

function changes({ kind }: Wish): boolean {
  return kind === 'stop' || kind === 'here' || kind === 'moveHere' || kind === 'change' || kind === 'askUntil';
}

/** A question, or an order turned round: "should I stop alerts here?", "alert here? no", "don't turn them off". */
function isNoOrder(text: string): boolean {
  const bare = text.replace(/^(?:(?:hi|hello|hey|ok|okay|please|so|and|but)\b,?\s*)+/, '');
  const isQuestion =
    /^(?:should|shall|may|might|must|am|is|are|was|were|do(?! not\b)|does|did|has|have|had|will|why|how|who|what|when (?:will|do|does|did|is|are|was|can|should|would))\b/;
  const isAnswered = /\?\s*(?!(?:please|pls|thanks|thank you|thx)\b)[a-z]/;
  const isUnsure = /^(?!(?:can|could|would|may)\b).*\?\s*$/s;
  const isTurned =
    /\b(?:not|never) (?:\w+ )?(?:stop|end|mute|unmute|pause|unpause|snooze|unsnooze|silence|resume|remove|disable|turn|switch|unsubscribe|move|change|set|(?:alert|notify|ping|send|give|post|tell)(?: me| us)? (?:only|just))\b/;
  return [isQuestion, isAnswered, isUnsure, isTurned].some((way) => way.test(bare));
}

function propose(said: Partial<AlertSettings>, told: string): Wish {
  return { kind: 'propose', change: said, told };
}

/** Whether a sentence ends the thing rather than begins it: "turn off quiet hours", "quiet hours off", "no quiet hours any more". */
function endOf(text: string, thing: RegExp): boolean {
  const at = text.search(thing);
  const [front, back] = [text.slice(0, at), text.slice(at)];
  const alertsEnd = /\b(alerts?|notifications?|cards?|messages?|posts?|ping\w*|messaging|alerting|disturb)\b/;
  return (ends.test(front) && !alertsEnd.test(front)) || /\b(off|over|any ?more|no longer|gone)\b/.test(back);
}

function digest({ text, timeZone }: Said): Wish {
  if (/\b(off|stop|no|not|cancel|end|without|remove|disable)\b/.test(text))
    return change({ digest: null }, 'Alerts come one by one again.', text);
  const [said = ''] = /\b\d{1,2}(?:[:.]\d\d)?(?: ?[ap]m)?\b/.exec(text) ?? [];
  const at = timeOf(said) ?? '09:00';
  const workdays = /week ?days?|work(?:ing)? ?days?/.test(text);
  const weekly = /week/.test(text) && !workdays;
  const days = weekly ? (['monday'] as const) : workdays ? everyDay.slice(0, 5) : everyDay;
  const when = weekly ? 'each Monday' : workdays ? 'from Monday to Friday' : 'each day';
  const told = `One summary ${when} at ${at} (${timeZone}). What is urgent still comes at once.`;
  const rest = text.replace(said, ' ').replace(weekly ? /\bmonday\b/ : /$^/, ' ');
  return change({ digest: { at, days: [...days], timeZone } }, told, rest);
}

function quiet({ text, timeZone }: Said): Wish | null {
  const hours = quietSaid(text);
  if (hours === null && /\d/.test(text)) return null;
  const told = (from: string, to: string) =>
    `Quiet from ${from} to ${to} (${timeZone}). What is urgent still comes at once.`;
  if (hours?.from && hours.to) {
    const { from, to } = hours;
    return change(
      { quiet: { from, to, timeZone } },
      told(from, to),
      text.replaceAll(new RegExp(hours.match, 'g'), ' '),
    );
  }
  const from = hours?.from ?? (hours?.to ? '20:00' : '22:00');
  const to = hours?.to ?? (hours?.from ? '08:00' : '07:00');
  const open =
    'You did not say both ends of the quiet hours, so nothing is changed yet: look it over, then press Save.';
  return propose({ quiet: { from, to, timeZone } }, `${open} ${told(from, to)}`);
}

function mute({ text, now, timeZone }: Said): Wish {
  if (/\bcampaign\b/.test(text))
    return propose(
      {},
      'Nothing is changed yet. A pause is for all alerts of this place; one case is snoozed on its card.',
    );
  const said = pauseEnd(text, now, timeZone);
  if (said === null || !isWhole(said.rest.replace(/\b(until|till)\b/g, ' '))) return { kind: 'askUntil' };
  return muteUntil(said.end, timeZone);
}

/** A pause of all alerts of a place until `end`. */
export function muteUntil(end: DateTime, timeZone: string): Wish {
  const local = end.setZone(timeZone);
  const told = `Nothing is posted here before ${local.toFormat('ccc d LLL, HH:mm')} (${timeZone}). It is not lost: it comes then, as it is by then.`;
  return { kind: 'change', change: { mutedUntil: end.toUTC().toISO() }, told };
}

function escalation({ text }: Said): Wish | null {
  if (/\b(acknowledges?|reacts?|answers?)\b/.test(text) && !/\b(after|nobody|no one|not|without|if)\b/.test(text))
    return null;
  return propose({}, 'Nothing is changed yet. Say here after how many minutes, and who is told; then press Save.');
}

function campaigns({ text }: Said): Wish | null {
  if (/\b(all|every|any) campaigns?\b/.test(text) && !/\b(not|no|stop|off)\b/.test(text))
    return change({ campaigns: null }, 'All campaigns from now on.', text);
  const [, name = ''] =
    /\bonly\b.*?\b(?:for|about|of|from) (?:the |our )?["\u201C]?(.+?)["\u201D]? campaigns?\b/.exec(text) ?? [];
  if (name === '') return null;
  return change({ campaigns: [name] }, `Only campaigns with \u201C${name}\u201D in their name from now on.`, '');
}

const levels: Record<'info' | 'low' | 'medium' | 'high', string> = {
  high: 'Only the gravest from now on: quarantined, rejected and zapped mail, and a watch that cannot see.',
  medium: 'From now on only what is of medium or high severity.',
  low: 'From now on all that is of low severity or more: everything but the all clear.',
  info: 'Everything from now on.',
};

function severity({ text }: Said): Wish | null {
  const to = (level: keyof typeof levels, rest = text) => change({ minSeverity: level }, levels[level], rest);
  if (/\beverything\b|not (only|just)\b|\ball alerts\b/.test(text) && !/\b(stop|off|no more)\b/.test(text))
    return to('info', text.replace('everything', ''));
  const [, level] = /\b(low|medium|high)\b/.exec(text) ?? [];
  if (level !== undefined)
    return to(level as keyof typeof levels, text.replace(/\b(above|higher|up|over|worse|more|or)\b/g, ''));
  if (/\bjunk\b/.test(text)) {
    if (/\b(not|no|stop|disable|off|without)\b/.test(text))
      return propose(
        { minSeverity: 'high' },
        `${unsure} Junk alone cannot be left out; with it go blocked links, overdue tests and requests.`,
      );
    return propose({ minSeverity: 'info' }, `${unsure} Junk is among what comes with everything.`);
  }
  if (
    /\b(only|just)\b.*\b(critical|important|urgent|severe|grave|gravest)\b|\b(critical|urgent|important)\b.*\bonly\b/.test(
      text,
    )
  )
    return to('high');
  if (/\bless\b|\bfewer\b|too many/.test(text)) return to('medium', text.replace('make', ''));
  if (/\bonly\b/.test(text)) return propose({ minSeverity: 'high' }, `${unsure} ${levels.high}`);
  return null;
}
