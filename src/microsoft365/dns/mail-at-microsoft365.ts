import type { DomainDns } from '../../defender/snapshot.ts';

/**
 * Hosts that receive mail for Microsoft 365: the worldwide cloud and its zones with DNSSEC (since 2024; c7solutions.com,
 * "What is mx.microsoft", 2024-02; confidence high), US government and China by their naming (confidence medium).
 */
const receiving =
  /\.(?:mail\.protection\.outlook\.com|mx\.microsoft|mail\.protection\.office365\.us|mail\.protection\.partner\.outlook\.cn)\.?$/i;

/** Whether a domain's mail comes straight to Microsoft 365: all hosts that are tried first are its own. Null without MX facts. */
export function domainMailAtMicrosoft365(facts: DomainDns | undefined): boolean | null {
  const exchangers = (facts?.mx ?? []).map((line) => line.trim().split(/\s+/));
  if (exchangers.length === 0) return null;
  const best = Math.min(...exchangers.map(([preference]) => Number(preference)));
  return exchangers.every(([preference, host]) => Number(preference) !== best || receiving.test(host ?? ''));
}

/**
 * Whether the tenant's mail comes straight to Microsoft 365. One domain behind another gateway makes it false; null when a
 * domain is not known and none is elsewhere, or when no domain has a mail exchanger.
 */
export function mailAtMicrosoft365(
  domains: Iterable<string>,
  dns: Readonly<Record<string, DomainDns>>,
): boolean | null {
  let answer: boolean | null = null;
  let unknown = false;
  for (const domain of domains) {
    const facts = dns[domain];
    if (facts?.mx === undefined) unknown = true;
    const here = domainMailAtMicrosoft365(facts);
    if (here === false) return false;
    if (here) answer = true;
  }
  return unknown ? null : answer;
}
