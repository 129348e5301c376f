/** What a pino logger offers of itself here. Messages are fixed sentences; `meta` never holds tokens or text from mail. */
export interface WireLogger {
  warn(meta: Record<string, unknown>, message: string): void;
  debug(meta: Record<string, unknown>, message: string): void;
}

export const silentLogger: WireLogger = { warn() {}, debug() {} };
