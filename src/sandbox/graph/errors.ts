import { randomUUID } from 'node:crypto';
import { jsonReply, type Reply } from '../wire/call.ts';

/** The error document of Graph. */
export function graphError(
  status: number,
  code: string,
  message: string,
  time: number,
  headers: Record<string, string> = {},
): Reply {
  const id = randomUUID();
  const innerError = { date: new Date(time).toISOString().slice(0, 19), 'request-id': id, 'client-request-id': id };
  return jsonReply(status, { error: { code, message, innerError } }, headers);
}
