import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';

export type ServiceName = 'entra' | 'exchange' | 'graph';

/** One request, read completely. `operation` is the cmdlet, the hunting table or the path that it is about. */
export interface Call {
  service: ServiceName;
  operation: string;
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  body: string;
  /** A fault that changes how the service answers, without answering in its stead. */
  bent?: { how: 'nextLinkWorks' | 'nextLinkExpired' | 'partialPage' | 'notLicensed'; rows: number };
}

/** Answers calls; thrown errors become a 500. */
export type Service = (call: Call) => Reply | Promise<Reply>;

/** What goes back. Headers are written as given; `content-length` is the server's affair. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

const largestBody = 8 * 1024 * 1024;

/** Reads the body as text. Rejects with a sentence when it is larger than 8 MB. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > largestBody) throw new Error('The request body is larger than 8 MB.');
    chunks.push(chunk as Buffer);
  }
  const bytes = Buffer.concat(chunks);
  return (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
}

export function jsonReply(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** The body as a JSON object, or null when it is not one. */
export function jsonObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

export function header(call: Call, name: string): string | null {
  const value = call.headers[name.toLowerCase()];
  return Array.isArray(value) ? (value[0] ?? null) : (value ?? null);
}
