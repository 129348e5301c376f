import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds that a signed request may be older or newer than our clock; after that it may be a replay. */
export const replayWindow = 300;

/** base64(HMAC-SHA256(timestamp + body)), as Zendesk signs webhooks (developer.zendesk.com, Verifying webhooks). */
export function zendeskSignature(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret)
    .update(timestamp + body, 'utf8')
    .digest('base64');
}

/** `v1=` and hex(HMAC-SHA256(timestamp + "." + body)); the timestamp is Unix time in seconds. */
export function webhookSignature(secret: string, timestamp: string, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`, 'utf8').digest('hex')}`;
}

/** Compares in a time that tells nothing about where two signatures differ. */
export function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Whether a time is within the replay window of now; false for what is no time. */
export function isFresh(at: number, now: Date): boolean {
  return Math.abs(now.getTime() - at) <= replayWindow * 1_000;
}
