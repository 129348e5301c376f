import { mailText } from '../../cards/escape.ts';
import type { MessageLine } from '../../cards/message/index.ts';
import type { GapContext } from '../../defender/gaps/context.ts';
import { organisationOf } from '../../defender/gaps/known-domains.ts';
import { flag, text } from '../../defender/policies/row.ts';
import type { DomainDns } from '../../defender/snapshot.ts';

const mostDomains = 4;
const mostRecord = 200;

/** The domains that were named, else those the campaigns come from. */
export function domainsConcerned(domains: string[], senders: string[], { sender }: GapContext): string[] {
  const named = [...domains, ...senders.map((address) => address.slice(address.lastIndexOf('@') + 1))];
  const own = [...sender.domains, ...sender.dkimDomains];
  const all = (named.length > 0 ? named : own).map((domain) => domain.toLowerCase());
  return [...new Set(all)].slice(0, mostDomains);
}

/** What DNS and the tenant say of one domain; "none" and "not looked up" are different things. */
export function domainLines(domain: string, context: GapContext): MessageLine[] {
  const facts = context.snapshot.dns?.get(domain);
  const parent = organisationOf(domain);
  const above = parent === domain ? undefined : context.snapshot.dns?.get(parent);
  return [
    recordLine('SPF', facts?.spf, 'none: the domain has no SPF record'),
    dmarcLine(facts, above, parent),
    dkimLine(facts, domain, context),
    ...tenantKey(domain, context),
  ];
}

function recordLine(label: string, record: string | null | undefined, none: string): MessageLine {
  if (record === undefined) return { label, text: 'not looked up', mark: 'unknown' };
  if (record === null || record === '') return { label, text: none, mark: 'warning' };
  if (record.includes('\n'))
    return { label, text: `two records, which counts as none: ${mailText(record, mostRecord)}`, mark: 'bad' };
  return { label, text: mailText(record, mostRecord), mark: 'good' };
}

function dmarcLine(facts: DomainDns | undefined, above: DomainDns | undefined, parent: string): MessageLine {
  if (facts?.dmarc || !above?.dmarc)
    return recordLine('DMARC', facts?.dmarc, 'none: no DMARC record, failures are judged by spoof intelligence alone');
  return { label: 'DMARC', text: `from ${parent}: ${mailText(above.dmarc, mostRecord)}`, mark: 'good' };
}

function dkimLine(facts: DomainDns | undefined, domain: string, { sender }: GapContext): MessageLine {
  if (facts?.dkim === undefined) return { label: 'DKIM keys', text: 'not looked up', mark: 'unknown' };
  const found = Object.entries(facts.dkim).filter(([, key]) => key !== null);
  const signs = sender.dkimDomains.includes(domain)
    ? ' The sender profile says that Email Delivery signs with this domain.'
    : '';
  if (found.length > 0)
    return { label: 'DKIM keys', text: `${found.map(([selector]) => selector).join(', ')}.${signs}`, mark: 'good' };
  const selectors = Object.keys(facts.dkim).join(', ');
  return {
    label: 'DKIM keys',
    text: `none under ${selectors}; other selectors cannot be guessed.${signs}`,
    mark: 'warning',
  };
}

function tenantKey(domain: string, { rows, snapshot }: GapContext): MessageLine[] {
  if (!snapshot.cmdlets.has('get-dkimsigningconfig')) return [];
  const row = rows('Get-DkimSigningConfig').find((one) => text(one, 'Domain')?.toLowerCase() === domain);
  if (row === undefined) return [];
  const on = flag(row, 'Enabled');
  return [
    {
      label: 'Exchange signs it',
      text: on
        ? `yes (${text(row, 'Status') ?? 'enabled'}); that is mail of your mailboxes, not Email Delivery`
        : 'no: DKIM signing is off for this domain in Exchange',
      mark: on ? 'good' : 'warning',
    },
  ];
}
