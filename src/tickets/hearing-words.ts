/**
 * Who at ContactMonkey hears of a customer's tickets as things stand. `now`: a place, a customer success manager's chat or a ticketing
 * system is told. `later`: those who look after the customer cannot be told yet. `desk`: nobody looks after it, which a desk hears.
 */
export type Hearing = 'now' | 'later' | 'desk' | 'nobody';

/** What an administrator is told of a ticket that was opened. */
export const hearingWords: Readonly<Record<Hearing, string>> = {
  now: 'ContactMonkey has been told, with what you agreed to share.',
  later:
    'Your customer success manager at ContactMonkey cannot be told at the moment: I have no chat with them. A ticket is kept, and shown to them when they next write to me; until then send them its export.',
  desk: 'Nobody at ContactMonkey looks after your organisation yet. Its desk hears that there is a ticket, and sees what you shared as soon as somebody takes your organisation.',
  nobody:
    'Nobody at ContactMonkey hears of tickets here yet: no channel, customer success manager or ticketing system is connected. A ticket is kept, and shown as soon as one is; until then send its export to your customer success manager.',
};
