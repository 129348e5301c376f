import { createHash } from 'node:crypto';

/** How the service treats a followed nextLink: field reports disagree, so both exist. */
export type NextLinkMode = 'works' | 'expired';

interface Mark {
  offset: number;
  /** Digest of the cmdlet input and the anchor of the first call. */
  proof: string;
}

const proofOf = (body: string, anchor: string | null) =>
  createHash('sha256')
    .update(`${anchor ?? ''}\n${body}`)
    .digest('base64url')
    .slice(0, 24);

/** A `$skiptoken` that names the offset and ties it to the request it continues. */
export function skipToken(offset: number, body: string, anchor: string | null): string {
  const mark: Mark & { server: string } = { offset, proof: proofOf(body, anchor), server: 'AM9PR99MB0001' };
  return Buffer.from(JSON.stringify(mark)).toString('base64url');
}

/** The offset to go on from; null when the link does not continue this request, has no anchor, or links expire. */
export function offsetOf(token: string, body: string, anchor: string | null, mode: NextLinkMode): number | null {
  if (mode === 'expired' || !anchor) return null;
  try {
    const mark = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Mark;
    return mark.proof === proofOf(body, anchor) ? mark.offset : null;
  } catch {
    return null;
  }
}
