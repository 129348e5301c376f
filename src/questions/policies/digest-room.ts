import type { Weekday } from '../../policy-watch/digest-times.ts';

/** The summary of the policies that a conversation gets at its times. Times are ISO 8601 UTC. */
export interface DigestRoom {
  /** Gives `conversationId` the summary, or changes its times. Rejects with `DigestTimesError` for times that make no sense. */
  subscribe(wish: {
    conversationId: string;
    days: Weekday[];
    /** HH:MM in `timeZone` */
    at: string;
    timeZone: string;
    createdBy: string;
    now: Date;
  }): Promise<{ next: string[] }>;
  /** False when there was none. */
  unsubscribe(conversationId: string): Promise<boolean>;
  /** Next times of the summary of a conversation; null when it has none. */
  of(conversationId: string, now: Date): Promise<{ next: string[] } | null>;
}
