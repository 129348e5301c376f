import { CANCELLED, NODATA, NOTFOUND, Resolver, TIMEOUT } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type NotRead, NotReadError } from '../../defender/reading.ts';
import type { DnsLookup } from './dns-lookup.ts';

export interface ResolverOptions {
  /** Addresses of DNS servers, with a port where it is not 53; the machine's own when absent. */
  servers?: readonly string[];
  /** For one try, in milliseconds. */
  timeoutMs?: number;
  tries?: number;
}

type Question = 'texts' | 'mailExchangers' | 'alias';
const recordType: Record<Question, string> = { texts: 'TXT', mailExchangers: 'MX', alias: 'CNAME' };

/** Asks real DNS servers. Each question has its own resolver, so that giving up one does not take the others along. */
export function createDnsLookup(options: ResolverOptions = {}): DnsLookup {
  const { servers = [], timeoutMs = 3_000, tries = 2 } = options;

  async function ask<T>(question: Question, name: string, signal: AbortSignal | undefined, use: Use<T>) {
    signal?.throwIfAborted();
    if (!isHostName(name)) throw notAName(name);
    const resolver = new Resolver({ timeout: timeoutMs, tries });
    if (servers.length > 0) resolver.setServers([...servers]);
    const giveUp = () => resolver.cancel();
    signal?.addEventListener('abort', giveUp, { once: true });
    try {
      return await use(resolver);
    } catch (error) {
      signal?.throwIfAborted();
      const code = codeOf(error);
      if (code === NOTFOUND || code === NODATA) return null;
      throw new NotReadError(whyNot(code, question, name), { cause: error });
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }

  return {
    async texts(name, signal) {
      const records = await ask('texts', name, signal, (resolver) => resolver.resolveTxt(name));
      return records?.map((parts) => parts.join('')) ?? null;
    },
    async mailExchangers(domain, signal) {
      const records = await ask('mailExchangers', domain, signal, (resolver) => resolver.resolveMx(domain));
      return records?.map(({ priority, exchange }) => ({ preference: priority, host: exchange })) ?? null;
    },
    async alias(name, signal) {
      const records = await ask('alias', name, signal, (resolver) => resolver.resolveCname(name));
      return records?.[0] ?? null;
    },
  };
}

type Use<T> = (resolver: Resolver) => Promise<T>;

/** Names come from the tenant's configuration: what is no host name is not sent anywhere. */
export function isHostName(name: string): boolean {
  return (
    name.length <= 253 &&
    isIP(name) === 0 &&
    /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}$/i.test(name)
  );
}

function notAName(name: string): NotReadError {
  return new NotReadError({
    what: 'a DNS record',
    kind: 'refused',
    sentence: `“${name.slice(0, 80)}” is not a name that DNS knows, so it was not looked up.`,
    advice: 'Check the domain in the sender profile and among the accepted domains.',
  });
}

function whyNot(code: string, question: Question, name: string): NotRead {
  const what = `the ${recordType[question]} record of ${name}`;
  if (code === TIMEOUT || code === CANCELLED) {
    return {
      what,
      kind: 'timedOut',
      sentence: `No DNS server answered in time for ${what}.`,
      advice: 'Let this machine reach a DNS server (port 53), or name one that it can reach.',
    };
  }
  if (code === 'ECONNREFUSED') {
    return {
      what,
      kind: 'unreachable',
      sentence: `No DNS server could be reached for ${what}.`,
      advice: 'Let this machine reach a DNS server (port 53), or name one that it can reach.',
    };
  }
  return {
    what,
    kind: 'badAnswer',
    sentence: `The DNS server gave no usable answer for ${what}.`,
    advice: 'Check the DNS zone of the domain; a broken DNSSEC signature or a dead name server looks like this.',
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
