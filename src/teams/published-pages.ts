import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { Clock } from './clock.ts';

/** Finished HTML pages that whoever has the link can open for an hour. In memory: a restart ends every link. */
export interface PublishedPages {
  /** The link; null while nobody knows under which address browsers reach the bot, or for a page that is too large. */
  publish(html: string): Promise<string | null>;
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export const pagesRoute = '/reports/:page';
const openFor = 60 * 60_000;
const mostBytes = 64 * 1024 * 1024;
const largestPage = 8 * 1024 * 1024;
// The pages are our own, but they quote names that others chose: nothing in them may run or be fetched.
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'none'";

export function createPublishedPages(options: { address: () => string | null; clock: Clock }): PublishedPages {
  const { address, clock } = options;
  const pages = new LRUCache<string, Buffer>({
    maxSize: mostBytes,
    sizeCalculation: (page) => page.length,
    ttl: openFor,
    ttlResolution: 0,
    perf: { now: () => clock.now().getTime() },
  });

  return {
    async publish(html) {
      const base = address();
      const page = Buffer.from(html, 'utf8');
      if (base === null || page.length > largestPage) return null;
      const key = randomBytes(24).toString('base64url');
      pages.set(key, page);
      return `${base}/reports/${key}`;
    },
    async serve(request, response) {
      const key = (request.url ?? '').split('?')[0]?.split('/').at(-1) ?? '';
      const page = pages.get(key);
      response.setHeader('cache-control', 'no-store');
      response.setHeader('content-security-policy', policy);
      response.setHeader('referrer-policy', 'no-referrer');
      response.setHeader('x-content-type-options', 'nosniff');
      response.setHeader('x-robots-tag', 'noindex');
      response.statusCode = page ? 200 : 404;
      response.setHeader('content-type', page ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8');
      response.end(page ?? 'This page is not open any more. Ask the bot for a new link.');
    },
  };
}
