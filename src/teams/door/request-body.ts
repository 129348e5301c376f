import type { IncomingMessage } from 'node:http';

/** Why a body was not taken, as the HTTP status that says so. */
export type BodyRefusal = 400 | 413 | 415;

/** A message of Teams is at most some 100 KB; card data and the HTML twin of a text come on top. */
const largestBody = 256 * 1024;

function refusalByHeaders(request: IncomingMessage): BodyRefusal | null {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return 415;
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') return 415;
  return Number(request.headers['content-length'] ?? 0) > largestBody ? 413 : null;
}

/** Reads a JSON body, or says why not. Never holds more than the largest allowed body. */
export async function readJsonBody(request: IncomingMessage): Promise<{ json: unknown } | { refusal: BodyRefusal }> {
  const refusal = refusalByHeaders(request);
  if (refusal !== null) return { refusal };
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length;
    if (size > largestBody) return { refusal: 413 };
    chunks.push(chunk as Buffer);
  }
  try {
    return { json: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch {
    return { refusal: 400 };
  }
}
