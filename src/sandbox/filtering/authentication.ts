import { type Authentication, authentications } from '../company/causes.ts';
import { domainOf, type Mail } from '../company/mail.ts';
import type { TenantData } from '../tenant-data.ts';

/** What the checks of the sender say, and which way they failed: with a DMARC record that asks for action, or without. */
export interface Checked {
  result: Authentication | null;
  failure: 'implicit' | 'quarantine' | 'reject' | null;
  /** The From domain is the company's own. */
  isOwn: boolean;
}

/**
 * SendGrid signs for a domain whose DNS holds its keys; elsewhere the DMARC record of the From domain decides, or that of the domain
 * above it where it has none (RFC 7489, section 6.6.3).
 */
export function checkSender({ route, from }: Mail, { dns, cmdlets }: TenantData): Checked {
  const domain = domainOf(from).toLowerCase();
  const isOwn = (cmdlets['Get-AcceptedDomain'] ?? []).some(({ DomainName }) => DomainName === domain);
  if (route === 'mailbox') return { result: authentications.internal, failure: null, isOwn };
  const keys = Object.values((dns[domain]?.dkim ?? {}) as Record<string, unknown>);
  if (keys.some((key) => String(key).endsWith('.sendgrid.net')))
    return { result: authentications.aligned, failure: null, isOwn };
  const failure = wishOf(domain, dns);
  return { result: isOwn ? ownResults[failure] : otherResults[failure], failure, isOwn };
}

const ownResults = {
  implicit: authentications.ownUnaligned,
  quarantine: authentications.ownRefused,
  reject: authentications.ownRejected,
};
const otherResults = {
  implicit: authentications.otherUnaligned,
  quarantine: authentications.otherRefused,
  reject: authentications.otherRejected,
};

/** What the owner of the domain asks to be done with mail that fails; `sp` speaks for what is below the domain of the record. */
function wishOf(domain: string, dns: TenantData['dns']): 'implicit' | 'quarantine' | 'reject' {
  const labels = domain.split('.');
  for (let start = 0; start < labels.length - 1; start += 1) {
    const record = String(dns[labels.slice(start).join('.')]?.dmarc ?? '').toLowerCase();
    if (!record.startsWith('v=dmarc1')) continue;
    const below = start > 0 ? /\bsp=(\w+)/.exec(record) : null;
    const wish = (below ?? /\bp=(\w+)/.exec(record))?.[1];
    return wish === 'quarantine' || wish === 'reject' ? wish : 'implicit';
  }
  return 'implicit';
}
