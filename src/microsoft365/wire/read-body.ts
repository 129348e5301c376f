import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { WireFailure } from './wire-failure.ts';

const inflate = promisify(gunzip);

interface Subject {
  what: string;
  service: string;
}

function tooLarge(about: Subject, maxBytes: number): WireFailure {
  return new WireFailure({
    what: about.what,
    kind: 'refused',
    sentence: `The answer of ${about.service} was larger than the ${Math.round(maxBytes / 1_048_576)} MB this program accepts.`,
    advice: 'Narrow the question, for example to a shorter time or one sender.',
  });
}

function isGzip(bytes: Buffer): boolean {
  return bytes.length > 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The text of a body of at most `maxBytes`, packed and unpacked. Whether it is gzip is told by its first bytes: Exchange refuses
 * some calls with NUL bytes under a `Content-Encoding: gzip` header. A broken gzip stream reads as an empty text.
 */
export async function readBody(body: AsyncIterable<Buffer>, maxBytes: number, about: Subject): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(about, maxBytes);
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (!isGzip(bytes)) return bytes.toString('utf8');
  try {
    return (await inflate(bytes, { maxOutputLength: maxBytes })).toString('utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(about, maxBytes);
    return '';
  }
}
