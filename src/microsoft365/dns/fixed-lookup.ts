import type { DnsFacts, DnsLookup, MailExchanger } from './dns-lookup.ts';

const dmarcName = /^_dmarc\.(.+)$/i;
const dkimName = /^([^.]+)\._domainkey\.(.+)$/i;

/** Answers from facts that are already there, in the shape of a snapshot's `dns`: a simulated tenant brings its own. */
export function createFixedDns(facts: DnsFacts): DnsLookup {
  const byDomain = new Map(Object.entries(facts).map(([domain, known]) => [domain.toLowerCase(), known]));
  return {
    async texts(name) {
      const dmarc = dmarcName.exec(name)?.[1];
      if (dmarc !== undefined) return listOf(byDomain.get(dmarc.toLowerCase())?.dmarc);
      return listOf(byDomain.get(name.toLowerCase())?.spf);
    },
    async mailExchangers(domain) {
      const mx = byDomain.get(domain.toLowerCase())?.mx;
      return mx === undefined || mx.length === 0 ? null : mx.map(exchanger);
    },
    async alias(name) {
      const [, selector, domain] = dkimName.exec(name) ?? [];
      if (selector === undefined || domain === undefined) return null;
      return byDomain.get(domain.toLowerCase())?.dkim?.[selector] ?? null;
    },
  };
}

function listOf(record: string | null | undefined): string[] | null {
  return record === null || record === undefined ? null : [record];
}

function exchanger(line: string): MailExchanger {
  const [, preference, host] = /^(\d+)\s+(\S+)$/.exec(line.trim()) ?? [];
  return { preference: Number(preference ?? 0), host: host ?? line.trim() };
}
