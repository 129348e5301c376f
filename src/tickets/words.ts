import type { Happening, Priority, Side, TicketEvent, TicketState } from './ticket.ts';

export const stateWords: Readonly<Record<TicketState, string>> = {
  new: 'new',
  assigned: 'assigned',
  'waiting-for-customer': 'waiting for customer',
  'waiting-for-contactmonkey': 'waiting for ContactMonkey',
  'waiting-for-microsoft': 'waiting for Microsoft',
  solved: 'solved',
  reopened: 'reopened',
};

export const priorityWords: Readonly<Record<Priority, string>> = {
  low: 'low',
  normal: 'normal',
  high: 'high',
  urgent: 'urgent',
};

export const sideWords: Readonly<Record<Side | 'microsoft' | 'system', string>> = {
  customer: 'the customer',
  contactmonkey: 'ContactMonkey',
  microsoft: 'Microsoft',
  system: 'Quarantine Watch',
};

const minute = 60_000;

/** e.g. "just now", "2 minutes ago", "3 hours ago", "5 days ago" */
export function agoWords(at: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - at.getTime()) / minute);
  return minutes < 1 ? 'just now' : `${durationWords(minutes)} ago`;
}

/** e.g. "45 minutes", "3 hours", "2 days"; whole units, rounded down. */
export function durationWords(minutes: number): string {
  const [count, unit] =
    minutes < 90 ? [minutes, 'minute'] : minutes < 2_880 ? [minutes / 60, 'hour'] : [minutes / 1_440, 'day'];
  const whole = Math.floor(count);
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`;
}

function absorbedWords({ from, said = [] }: Extract<Happening, { kind: 'absorbed' }>): string {
  const lines = said.map(({ at, name, text }) => `${name} (${at.slice(0, 16).replace('T', ' ')} UTC): “${text}”`);
  const words = `${from.number} was merged into this`;
  return lines.length === 0 ? words : `${words}. Written there: ${lines.join(' ')}`;
}

/** What an event changed, in a few words without a name; messages are said by themselves. */
export function changeWords({ what, by }: TicketEvent): string {
  switch (what.kind) {
    case 'opened':
      return `opened, priority ${priorityWords[what.priority]}`;
    case 'shared':
      return `shared evidence: ${what.parts.join(', ') || 'no parts'}`;
    case 'assigned':
      if (what.to === null) return 'gave it back';
      return what.to.id === by.id ? 'took it' : `assigned to ${what.to.name}`;
    case 'state':
      return stateWords[what.to];
    case 'priority':
      return `priority ${priorityWords[what.to]}`;
    case 'merged':
      return `merged into ${what.into.number}`;
    case 'absorbed':
      return absorbedWords(what);
    case 'linked':
      return `known to ${what.system} as ${what.reference}`;
    case 'system':
      return what.words;
    case 'reminded':
      return `reminded ${sideWords[what.whom]} after ${durationWords(what.waitedMinutes)}`;
    case 'message':
      return what.as === 'answer' ? 'wrote' : what.as === 'question' ? 'asked' : 'asked for evidence';
  }
}
