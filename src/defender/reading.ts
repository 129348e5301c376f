/** Why something could not be read. Never "fine", never "failed". */
export type NotReadKind =
  | 'noPermission'
  | 'notLicensed'
  | 'signInFailed'
  | 'throttled'
  | 'unreachable'
  | 'timedOut'
  | 'badAnswer'
  | 'refused'
  | 'notFound'
  | 'notConfigured'
  | 'notAsked';

/** One thing that was not read, in words for a person: `what` it was, a `sentence` on what happened, `advice` on what to do. */
export interface NotRead {
  what: string;
  kind: NotReadKind;
  sentence: string;
  advice: string;
  retryAfterSeconds?: number;
}

/** A value that was read, or the reason why it was not. `gaps` names parts that are missing from a value that was read. */
export type Reading<T> = { read: true; value: T; gaps: NotRead[] } | { read: false; why: NotRead };

/** Thrown by adapters when a read does not succeed; carries only text that is fit for a person. */
export class NotReadError extends Error {
  override readonly name = 'NotReadError';
  readonly why: NotRead;

  constructor(why: NotRead, options?: { cause?: unknown }) {
    super(why.sentence, options);
    this.why = why;
  }
}

export function read<T>(value: T, gaps: NotRead[] = []): Reading<T> {
  return { read: true, value, gaps };
}

export function notRead(why: NotRead): { read: false; why: NotRead } {
  return { read: false, why };
}

/** Runs `work`; a `NotReadError` becomes a value, any other error is a fault of ours and goes on. */
export async function reading<T>(work: () => Promise<T>): Promise<Reading<T>> {
  try {
    return read(await work());
  } catch (error) {
    if (error instanceof NotReadError) return notRead(error.why);
    throw error;
  }
}
