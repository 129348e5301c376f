/** What is done about a call that Teams did not take. */
export type RefusalAction =
  /** Again after a while; everything else of the conversation waits with it. */
  | 'retry'
  /** Again, but only minutes later. */
  | 'retrySlowly'
  /** Nothing more is sent there until the bot is heard of again. */
  | 'setAside'
  /** The message is gone: its stored id is dropped and the card posted anew. */
  | 'postAnew'
  | 'sendShort';

export type CallKind = 'post' | 'reply' | 'update';

interface RefusalRow {
  /** HTTP status; `network` when no answer came. */
  status: number | 'network' | 'any';
  codes?: string[];
  during?: CallKind[];
  action: RefusalAction;
  /** Teams may have delivered it all the same. */
  maybeDelivered?: boolean;
  why: string;
}

/**
 * The first row that fits holds (Microsoft Learn, Teams rate-limit and conversation-messages, 2026-10-08).
 *
 * Microsoft advises against retrying a 500. A post that got one is tried again all the same, minutes later: an alert that is told twice
 * does less harm than one that is lost.
 */
export const refusals: readonly RefusalRow[] = [
  {
    status: 403,
    codes: [
      'BotDisabledByAdmin',
      'ConversationBlockedByUser',
      'BotNotInConversationRoster',
      'MessageWritesBlocked',
      'NotEnoughPermissions',
      'InvalidBotApiHost',
    ],
    action: 'setAside',
    why: 'The bot may not write there.',
  },
  { status: 403, action: 'setAside', why: 'The bot may not write there.' },
  {
    status: 404,
    codes: ['ActivityNotFoundInConversation'],
    during: ['update', 'reply'],
    action: 'postAnew',
    why: 'The message was deleted.',
  },
  { status: 404, during: ['update', 'reply'], action: 'postAnew', why: 'The thread was deleted.' },
  { status: 404, action: 'setAside', why: 'The conversation does not exist any more.' },
  { status: 412, action: 'retry', why: 'Teams was busy with the conversation.' },
  { status: 413, action: 'sendShort', why: 'It was too big for Teams.' },
  { status: 429, action: 'retry', why: 'Teams asked for a pause.' },
  { status: 500, during: ['update'], action: 'retry', why: 'Teams had a fault.' },
  { status: 500, action: 'retrySlowly', maybeDelivered: true, why: 'Teams had a fault.' },
  { status: 502, action: 'retry', maybeDelivered: true, why: 'Teams could not be reached.' },
  { status: 503, action: 'retry', maybeDelivered: true, why: 'Teams could not be reached.' },
  { status: 504, action: 'retry', maybeDelivered: true, why: 'Teams did not answer in time.' },
  { status: 'network', action: 'retry', maybeDelivered: true, why: 'Teams could not be reached.' },
  { status: 400, action: 'sendShort', why: 'Teams would not take the form of it.' },
  { status: 401, action: 'retrySlowly', why: 'Teams did not accept the identity of the bot.' },
  { status: 'any', action: 'retrySlowly', why: 'Teams refused it.' },
];

/** The row for a refusal; there is one for everything. */
export function refusalFor(status: number | 'network', code: string | null, during: CallKind): RefusalRow {
  const found = refusals.find(
    (row) =>
      (row.status === 'any' || row.status === status) &&
      (row.codes === undefined || (code !== null && row.codes.includes(code))) &&
      (row.during === undefined || row.during.includes(during)),
  );
  if (found === undefined) throw new Error('The table of refusals has no last row.');
  return found;
}

/** How long to wait before the next try, in milliseconds. `asked` is what Teams asked for. */
export function waitBefore(
  action: 'retry' | 'retrySlowly',
  attempts: number,
  asked: number | null,
  random: number,
): number {
  if (asked !== null) return Math.max(asked, 100);
  const base = action === 'retrySlowly' ? 120_000 : 1000;
  const longest = action === 'retrySlowly' ? 600_000 : 60_000;
  return Math.min(longest, base * 2 ** Math.min(attempts, 10)) * (0.75 + random / 2);
}
