import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';
import type { LogLevel } from './config.ts';
import { NotReadError } from './defender/reading.ts';

export type Log = Logger;

const neverLogged = ['authorization', 'token', 'secret', 'password', 'text', 'subject'];

/** One JSON line an event, written without blocking. `into` replaces standard output (tests read it back). */
export function createLog(options: { level: LogLevel; into?: DestinationStream }): Log {
  return pino(
    {
      level: options.level,
      base: { service: 'quarantine-watch' },
      timestamp: stdTimeFunctions.isoTime,
      serializers: { err: faultOf },
      redact: { paths: neverLogged.flatMap((key) => [key, `*.${key}`]), censor: '[left out]' },
    },
    options.into ?? destination({ fd: 1, sync: false }),
  );
}

/**
 * What a log may say of an error: its kind, codes and the places in our code, never its message. Messages of parsers
 * and clients quote what they were given, and that may be mail.
 */
export function faultOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof statusCode === 'number' ? { statusCode } : {}),
    ...(error instanceof NotReadError ? { kind: error.why.kind, what: error.why.what } : {}),
    places: places.slice(0, 6).map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: faultOf(error.cause) }),
  };
}
