import { type NotRead, NotReadError } from '../../defender/reading.ts';

export interface FailureTraits {
  /** Trying again may help. */
  transient: boolean;
  /** How long the service asked us to stay away. */
  retryAfterMs?: number;
  /** The service asked everybody of this tenant to slow down. */
  throttled?: boolean;
  /** Counts towards leaving the service alone for a while. */
  serviceTrouble?: boolean;
}

/** A read that failed on the wire, with what is known on whether trying again makes sense. */
export class WireFailure extends NotReadError {
  readonly traits: FailureTraits;

  constructor(why: NotRead, traits: FailureTraits = { transient: false }) {
    const seconds = traits.retryAfterMs === undefined ? undefined : Math.ceil(traits.retryAfterMs / 1000);
    super(seconds === undefined ? why : { retryAfterSeconds: seconds, ...why });
    this.traits = traits;
  }
}
