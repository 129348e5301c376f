import { faultKinds } from '../../src/sandbox/wire/fault-kinds.ts';
import type { Failure } from '../support/fake-connector.ts';

/** Each refusal that Teams documents for what a bot sends, and what a network does (Microsoft Learn, rate-limit and conversation-messages, 2026-10-08). */
const refused: [number, string[]][] = [
  [400, ['BadSyntax']],
  [401, ['Unauthorized']],
  [
    403,
    [
      'BotDisabledByAdmin',
      'ConversationBlockedByUser',
      'BotNotInConversationRoster',
      'MessageWritesBlocked',
      'NotEnoughPermissions',
      'InvalidBotApiHost',
    ],
  ],
  [404, ['ConversationNotFound', 'ActivityNotFoundInConversation']],
  [412, ['PreconditionFailed']],
  [413, ['MessageSizeTooBig']],
  [418, ['Unheard']],
  [429, ['Throttled']],
  [500, ['ServiceError']],
  [502, ['BadGateway']],
  [503, ['ServiceUnavailable']],
  [504, ['GatewayTimeout']],
];
/** After these a message may stand in Teams all the same. */
const ambiguous = [500, 502, 503, 504];

export const connectorFailures: readonly Failure[] = [
  ...refused.flatMap(([status, codes]) => codes.map((code) => ({ status, code, times: 1 }))),
  ...ambiguous.map((status) => ({ status, times: 1, delivered: true })),
  { status: 429, retryAfterSeconds: 3, times: 2 },
  { status: 503, retryAfterSeconds: 2, times: 1 },
  { status: 0, dropped: true, times: 1 },
  { status: 0, dropped: true, delivered: true, times: 1 },
];

/** Failures after which the bot waits minutes by design. */
export const slowFailures: ReadonlySet<number> = new Set([401, 418, 500]);

/** Ways in which the simulated services fail, by name; those that hold an answer back cost a whole poll. */
export const serviceFaults: readonly string[] = Object.keys(faultKinds);
export const holdingFaults: ReadonlySet<string> = new Set(['hang', 'slow']);
