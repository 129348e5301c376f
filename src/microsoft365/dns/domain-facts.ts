import { type NotRead, type Reading, reading } from '../../defender/reading.ts';
import type { DomainDns } from '../../defender/snapshot.ts';
import type { DnsLookup, MailExchanger } from './dns-lookup.ts';

/**
 * Selectors under which a signing key of campaign mail may stand: the two that Get-DkimSigningConfig names (confidence high) and
 * the two that SendGrid, which carries Email Delivery, sets up by itself (confidence medium; a customer may choose others).
 */
export const dkimSelectors: readonly string[] = ['selector1', 'selector2', 's1', 's2'];

/** What mail needs to know of a domain. A fact that could not be looked up is absent and told in `notRead`. */
export async function readDomainFacts(
  dns: DnsLookup,
  domain: string,
  signal?: AbortSignal,
): Promise<{ facts: DomainDns; notRead: NotRead[] }> {
  const [spf, dmarc, mx, ...keys] = await Promise.all([
    reading(async () => recordOf(await dns.texts(domain, signal), /^v=spf1(?:\s|$)/i)),
    reading(async () => recordOf(await dns.texts(`_dmarc.${domain}`, signal), /^v=DMARC1\s*(?:;|$)/i)),
    reading(async () => (await dns.mailExchangers(domain, signal)) ?? []),
    ...dkimSelectors.map((selector) => reading(() => keyOf(dns, `${selector}._domainkey.${domain}`, signal))),
  ]);
  const facts: DomainDns = {};
  if (spf.read) facts.spf = spf.value;
  if (dmarc.read) facts.dmarc = dmarc.value;
  if (mx.read) facts.mx = mx.value.toSorted(byPreference).map(({ preference, host }) => `${preference} ${host}`);
  facts.dkim = dkimOf(keys);
  return { facts, notRead: [spf, dmarc, mx, ...keys].flatMap((fact) => (fact.read ? [] : [fact.why])) };
}

/** Two records of a kind are an error by their standards (RFC 7208 3.2, RFC 7489 6.6.3); the facts then show both. */
function recordOf(texts: string[] | null, kind: RegExp): string | null {
  const records = (texts ?? []).map((text) => text.trim()).filter((text) => kind.test(text));
  return records.length === 0 ? null : records.join('\n');
}

/** Where the key is: the name that the selector points to, or the key record itself. */
async function keyOf(dns: DnsLookup, name: string, signal?: AbortSignal): Promise<string | null> {
  const alias = await dns.alias(name, signal);
  if (alias !== null) return alias;
  return (await dns.texts(name, signal))?.find((text) => /(?:^|;)\s*p=/i.test(text)) ?? null;
}

function dkimOf(keys: Reading<string | null>[]): Record<string, string | null> {
  const dkim: Record<string, string | null> = {};
  for (const [place, selector] of dkimSelectors.entries()) {
    const key = keys[place];
    if (key?.read) dkim[selector] = key.value;
  }
  return dkim;
}

function byPreference(a: MailExchanger, b: MailExchanger): number {
  return a.preference - b.preference || a.host.localeCompare(b.host);
}
