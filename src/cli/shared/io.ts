/** What a command may touch of the outside: it never reads `process` itself. */
export interface CliIo {
  stdin: AsyncIterable<Uint8Array | string>;
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
  env: Record<string, string | undefined>;
}

/** 0 done, 1 answered with "could not", 2 bad usage or input. */
export type ExitCode = 0 | 1 | 2;

/** Bad usage or input: the message is printed to standard error and the command ends with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
