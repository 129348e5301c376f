import { parse } from 'tldts';
import { vendorDomains } from './sender.ts';

/** Mail services whose hosts and addresses many customers share: an entry for one of them is an entry for all of its customers. */
export const sharedMailServices: readonly string[] = [
  'sendgrid.net',
  'sendgrid.com',
  'amazonses.com',
  'mailgun.org',
  'mailgun.net',
  'mandrillapp.com',
  'mcsv.net',
  'sparkpostmail.com',
  'outbound.protection.outlook.com',
  'outlook.com',
  'google.com',
];

/** Domains that anybody can have an address in, or that are forged most. Inferred, 2026-11-21. */
export const popularDomains: readonly string[] = [
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'msn.com',
  'yahoo.com',
  'icloud.com',
  'aol.com',
  'gmx.net',
  'gmx.de',
  'protonmail.com',
  'microsoft.com',
  'office365.com',
  'onmicrosoft.com',
  'google.com',
  'amazon.com',
  'paypal.com',
  'docusign.com',
  'docusign.net',
  'dropbox.com',
];

/** The registrable domain (`mail.contoso.co.uk` gives `contoso.co.uk`); the input itself when it has none. */
export function organisationOf(domain: string): string {
  return parse(domain, { allowPrivateDomains: false }).domain ?? domain;
}

/** What kind of domain an entry opens: the tenant's own, one that anybody may use, the vendor's, or another. */
export function domainKind(
  value: string,
  own: ReadonlySet<string> | null,
): 'own' | 'popular' | 'shared' | 'vendor' | 'other' {
  const domain = value.toLowerCase().replace(/^[*.@~]+/, '');
  if (own !== null && (own.has(domain) || [...own].some((accepted) => domain.endsWith(`.${accepted}`)))) return 'own';
  const organisation = organisationOf(domain);
  if ((vendorDomains as readonly string[]).includes(organisation)) return 'vendor';
  if (sharedMailServices.includes(domain) || sharedMailServices.includes(organisation)) return 'shared';
  if (popularDomains.includes(organisation)) return 'popular';
  return 'other';
}
