import { understand } from '../language/index.ts';
import type { AskRequest, Reply } from '../questions/assistant.ts';
import type { Asker } from '../questions/question.ts';
import { readText } from './shared/files.ts';
import { type CliIo, UsageError } from './shared/io.ts';
import { readOptions, tenantOptions } from './shared/options.ts';

export const usage = 'ask [--sandbox [--tenant FILE]] [--json] [--understand] TEXT | --batch FILE';

const options = {
  ...tenantOptions,
  json: { type: 'boolean', default: false },
  understand: { type: 'boolean', default: false },
  batch: { type: 'string' },
  'time-zone': { type: 'string' },
} as const;

/**
 * Asks one question, or with --batch one a line (plain text, or JSON with `text`; `-` is standard input), each by itself.
 * 0 answered, 1 something could not be answered, 2 bad usage.
 */
export async function runAsk(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = readOptions(args, options);
  const texts = await readTexts(values.batch, positionals, io);
  const isBatch = values.batch !== undefined;
  const print = (text: string, reply: Partial<Reply> & Pick<Reply, 'understanding'>) =>
    io.stdout.write(
      values.json || isBatch || values.understand
        ? `${JSON.stringify(asJson(text, reply, isBatch))}\n`
        : `${reply.answer?.text}\n`,
    );

  if (values.understand) {
    for (const text of texts) {
      const { alternatives: _, ...understanding } = understand(text, { hasFiles: false });
      print(text, { understanding });
    }
    return 0;
  }
  // Understanding alone should not wait for what speaks to a tenant.
  const [{ connect }, { createAssistant }] = await Promise.all([
    import('./shared/connect.ts'),
    import('../questions/create-assistant.ts'),
  ]);
  const connection = await connect(values, io);
  try {
    const assistant = createAssistant({ ...connection, log: faultsTo(io) });
    const asker = terminalAsker(values['time-zone'] ?? io.env.TZ);
    let open = 0;
    for (const text of texts) {
      const reply = await assistant.ask(requestOf(text, asker, connection.now()));
      if (reply.answer.unanswered) open += 1;
      print(text, reply);
    }
    return open > 0 ? 1 : 0;
  } finally {
    await connection.close();
  }
}

async function readTexts(batch: string | undefined, words: string[], io: CliIo): Promise<string[]> {
  if (batch === undefined) {
    const text = words.join(' ').trim();
    if (text === '') throw new UsageError(`Ask something. Usage: quarantine-watch ${usage}`);
    return [text];
  }
  if (words.length > 0) throw new UsageError('Give either a text or --batch, not both.');
  const lines = (await readText(batch, io)).split(/\r?\n/);
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(textOfLine);
}

function textOfLine(line: string): string {
  if (!/^["{]/.test(line)) return line;
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'string') return value;
    if (typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string')
      return value.text;
  } catch {
    return line;
  }
  throw new UsageError('A JSON line of the batch needs a key "text".');
}

function asJson(
  text: string,
  { understanding, answer }: Partial<Reply> & Pick<Reply, 'understanding'>,
  isBatch: boolean,
) {
  const { intent, confidence, entities } = understanding;
  return {
    ...(isBatch ? { text } : {}),
    intent,
    confidence,
    entities,
    answer: answer ? { text: answer.text, card: answer.card } : null,
    sources: answer?.sources ?? [],
    ...(answer ? { couldNot: answer.couldNot, unanswered: answer.unanswered === true } : {}),
  };
}

/** Whoever holds the credentials of the environment may read. */
function terminalAsker(timeZone: string | undefined): Asker {
  const resolved = new Intl.DateTimeFormat().resolvedOptions();
  return {
    objectId: '00000000-0000-0000-0000-000000000000',
    name: '',
    roles: ['reader'],
    timeZone: timeZone || resolved.timeZone,
    locale: 'en-GB',
  };
}

function requestOf(text: string, asker: Asker, now: Date): AskRequest {
  return { text, asker, place: 'terminal', now, conversation: {}, files: [] };
}

function faultsTo(io: CliIo) {
  return {
    error(meta: object, message: string): void {
      const reference = 'reference' in meta ? String(meta.reference) : '';
      const fault = 'err' in meta && meta.err instanceof Error ? `${meta.err.name}: ${meta.err.message}` : '';
      io.stderr.write(`${message} (${reference}) ${fault}\n`);
    },
  };
}
