import { parseArgs } from 'node:util';

export interface StartOptions {
  chat: boolean;
  /** Whether campaigns are watched, alerts kept and posts sent unasked. */
  watch: boolean;
  /** Minutes between the test campaigns that the company sends by itself; null for none. */
  testsEvery: number | null;
  port: number;
  chatPort: number;
  /** Part of the name of the person who types. */
  as: string | null;
  tenantFile: string | null;
  faultsFile: string | null;
  quarantineSize: number | null;
  now: Date | null;
  help: boolean;
}

export const usage = `npm run sandbox -- [options]

  --no-chat            without the chat window
  --no-watch           the bot only answers; it watches nothing and posts nothing unasked
  --tests MINUTES|off  how often the built-in company sends a test campaign (10), beginning at once
  --as NAME            type as somebody else (people here hold different rights)
  --tenant FILE        another company, see src/sandbox/tenant-file.md
  --faults FILE        make the simulated services fail, see src/sandbox/tenant-file.md
  --quarantine NUMBER  how many messages the built-in company holds (3000)
  --now TIME           what time it is in the company (ISO 8601)
  --port NUMBER        port of the bot (3978)
  --chat-port NUMBER   port of the chat window (56150)
`;

/** Reads the command line. Throws a sentence for what it does not know. */
export function readStartOptions(args: string[]): StartOptions {
  const { values } = parseArgs({
    args,
    options: {
      'no-chat': { type: 'boolean', default: false },
      'no-watch': { type: 'boolean', default: false },
      tests: { type: 'string', default: '10' },
      as: { type: 'string' },
      tenant: { type: 'string' },
      faults: { type: 'string' },
      quarantine: { type: 'string' },
      now: { type: 'string' },
      port: { type: 'string', default: '3978' },
      'chat-port': { type: 'string', default: '56150' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  return {
    chat: !values['no-chat'],
    watch: !values['no-watch'],
    testsEvery: values['no-watch'] || values.tests === 'off' ? null : wholeNumber(values.tests, '--tests', 1440, 1),
    port: wholeNumber(values.port, '--port', 65_535),
    chatPort: wholeNumber(values['chat-port'], '--chat-port', 65_535),
    as: values.as ?? null,
    tenantFile: values.tenant ?? null,
    faultsFile: values.faults ?? null,
    quarantineSize: values.quarantine === undefined ? null : wholeNumber(values.quarantine, '--quarantine', 1_000_000),
    now: values.now === undefined ? null : time(values.now),
    help: values.help,
  };
}

function wholeNumber(text: string, option: string, most: number, least = 0): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new Error(`${option} takes a whole number from ${least} to ${most}.`);
}

function time(text: string): Date {
  const at = new Date(text);
  if (!Number.isNaN(at.getTime())) return at;
  throw new Error('--now takes a time such as 2026-11-21T09:00:00Z.');
}
