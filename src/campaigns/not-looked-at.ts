import type { NotRead } from '../defender/reading.ts';
import type { StreamEnd } from './quarantine-stream.ts';

/** The page budget ended the search. */
export function searchedBackTo(end: StreamEnd): NotRead {
  const back = end.reachedBackTo ? ` (back to ${end.reachedBackTo.slice(0, 16).replace('T', ' ')} UTC)` : '';
  return {
    what: 'older quarantined mail',
    kind: 'notAsked',
    sentence: `The quarantine is large: the newest ${thousands(end.messages)} messages were searched${back}, older ones were not.`,
    advice: 'Name a time range or a sender to look further.',
  };
}

/** The tenant stopped answering half way. */
export function partlyRead(end: StreamEnd): NotRead {
  const why = end.broke;
  return {
    what: 'the rest of the quarantine',
    kind: why?.kind ?? 'badAnswer',
    sentence:
      `Only the newest ${thousands(end.messages)} quarantined messages could be read: ${why?.sentence ?? ''}`.trim(),
    advice: why?.advice ?? 'Try again in a minute.',
    ...(why?.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: why.retryAfterSeconds }),
  };
}

/** Links of mail could not be asked for, and what was done instead. */
export function notLookedInto(missing: NotRead[], looked: { asked: number }, candidates: number): NotRead[] {
  const why = missing[0];
  if (!why) return [];
  const rest = candidates - looked.asked;
  const instead =
    candidates === 0
      ? 'No other mail from your own domains was in quarantine.'
      : `I looked into the headers and text of the ${looked.asked} newest candidates instead${rest > 0 ? `; ${rest} more were not looked into` : ''}.`;
  return [
    {
      what: 'links of mail from senders that the profile does not name',
      kind: why.kind,
      sentence: `${why.sentence} ${instead}`,
      advice:
        rest > 0 ? 'Name your campaign senders in the sender profile, so that their mail is always found.' : why.advice,
    },
  ];
}

function thousands(count: number): string {
  return new Intl.NumberFormat('en-US').format(count);
}
