import { flag, text } from '../../policies/row.ts';
import type { DomainDns } from '../../snapshot.ts';
import type { GapContext } from '../context.ts';
import { holdsIp } from '../entries.ts';
import { organisationOf } from '../known-domains.ts';
import type { Draft, GapRule } from '../rule.ts';
import { situationOf } from '../situation-of.ts';

/** Whether Email Delivery's mail proves its From domain, against what that domain's DMARC record asks for. */
export const senderAuthentication: GapRule = {
  facts: {
    id: 'sender-authentication',
    title: 'Authentication of Email Delivery for the From domain',
    area: 'authentication',
    kind: 'stops',
    paths: ['email-delivery'],
    needs: [],
    licence: 'EOP',
    severityBasis: 'Unaligned mail with your own From address is what spoof protection is made to stop.',
    sources: ['authentication', 'antiPhish', 'guide'],
  },
  check: (context) => {
    if (!context.sender.paths.includes('email-delivery')) return [];
    const domains = new Set(
      context.sender.addressesOn('email-delivery').map((it) => it.slice(it.lastIndexOf('@') + 1)),
    );
    if (domains.size === 0) {
      return [unknown('', 'Could not check: the sender profile names no address that Email Delivery sends from.')];
    }
    return [...domains].flatMap((domain) => judge(domain, context));
  },
};

function judge(domain: string, context: GapContext): Draft[] {
  const { dkimDomains, mailFromDomains } = context.sender;
  const policy = dmarcTag(domain, 'p', context);
  if (aligned(domain, dkimDomains, 'adkim', context)) return policy === 'none published' ? [noDmarc(domain)] : [];
  if (aligned(domain, mailFromDomains, 'aspf', context)) return [spfOnly(domain, mailFromDomains, context)];
  if (dkimDomains.length === 0 && mailFromDomains.length === 0) {
    const effect = `Could not check ${domain}: the sender profile does not say which domain signs the mail (DKIM) or stands in its envelope (MAIL FROM).`;
    return [unknown(domain, effect)];
  }
  return [unaligned(domain, policy, context)];
}

/** Relaxed alignment asks for the same organisation, strict (`s`) for the same domain (RFC 7489, section 3.1). */
function aligned(domain: string, candidates: readonly string[], mode: 'adkim' | 'aspf', context: GapContext): boolean {
  if (dmarcTag(domain, mode, context) === 's') return candidates.includes(domain);
  return candidates.some((it) => organisationOf(it) === organisationOf(domain));
}

function unknown(domain: string, effect: string): Draft {
  return { status: 'unknown', setting: 'DKIM', entry: domain, effect };
}

function noDmarc(domain: string): Draft {
  const effect = `The mail is signed for ${domain}, which publishes no DMARC record. It passes today; a record makes it certain and keeps forgers out.`;
  return { status: 'info', setting: 'DMARC', entry: domain, actual: null, expected: 'a DMARC record', effect };
}

function spfOnly(domain: string, mailFrom: readonly string[], context: GapContext): Draft {
  const known = mailFrom.map((it) => context.snapshot.dns?.get(it)).find((facts) => facts?.spf !== undefined);
  const place = { setting: 'SPF', entry: domain, actual: known?.spf ?? null, expected: 'an aligned DKIM signature' };
  if (known && (known.spf === null || known.spf === '')) {
    const effect = `${domain} relies on SPF alone, and its envelope domain publishes no SPF record, so the mail proves nothing.`;
    return {
      ...place,
      status: 'gap',
      severity: 'high',
      effect,
      cause: { id: 'spoof', situation: situationOf(context.sender, context) },
    };
  }
  const effect = `${domain} is proved by SPF alone, which every forward breaks. An aligned DKIM signature is sturdier.`;
  return { ...place, status: 'info', effect };
}

function unaligned(domain: string, policy: string | null, context: GapContext): Draft {
  const own = context.ownDomains?.has(domain) ?? false;
  const { asked, bounces } = askedFor(policy, own, context);
  const strict = dmarcTag(domain, 'adkim', context) === 's' || dmarcTag(domain, 'aspf', context) === 's';
  const wanted = strict ? `${domain} exactly, as its DMARC record asks (adkim, aspf)` : organisationOf(domain);
  const place = {
    setting: 'DKIM',
    entry: domain,
    actual: [...context.sender.dkimDomains, ...context.sender.mailFromDomains],
    expected: `DKIM or SPF for ${wanted}`,
  };
  const says = `Email Delivery sends as ${domain}, but neither its DKIM domain nor its envelope domain belongs to ${wanted}.`;
  const pair = allowPair(domain, context);
  if (pair !== null) {
    const effect = `${says} It passes by the spoof pair “${pair}” alone; an aligned DKIM signature is sturdier and lets the pair go.`;
    return { ...place, status: 'info', effect };
  }
  return {
    ...place,
    status: 'gap',
    severity: bounces ? 'critical' : policy === 'quarantine' || policy === 'reject' || own ? 'high' : 'medium',
    effect: `${says} ${asked}`,
    conflict: 'allowedDomains',
    cause: {
      id: policy === 'reject' ? 'dmarcReject' : 'spoof',
      situation: { ...situationOf(context.sender, context), senderDomain: domain, senderIsOwn: own },
    },
  };
}

/** What becomes of mail that fails, by the record and the anti-phishing policies in effect. */
function askedFor(policy: string | null, own: boolean, context: GapContext): { asked: string; bounces: boolean } {
  const rows = context.inEffect('antiPhish').flatMap((effect) => (effect.policy === null ? [] : [effect.policy.row]));
  const honoured = rows.filter((row) => flag(row, 'HonorDmarcPolicy') !== false);
  const ignored = rows.length > 0 && honoured.length === 0;
  if (policy === 'quarantine' || policy === 'reject') {
    const wish = `Its DMARC record asks for ${policy === 'reject' ? 'rejection' : 'quarantine'}`;
    if (ignored) {
      return { asked: `${wish}, which no policy here honours: the spoof action decides.`, bounces: false };
    }
    if (policy === 'quarantine') return { asked: `${wish}.`, bounces: false };
    const held = honoured.filter((row) => text(row, 'DmarcRejectAction')?.toLowerCase() === 'quarantine').length;
    if (held === 0 && honoured.length === rows.length) {
      return { asked: `${wish}: the mail bounces and leaves nothing in quarantine.`, bounces: true };
    }
    if (held === rows.length) return { asked: `${wish}: DmarcRejectAction quarantines the mail here.`, bounces: false };
    const asked = `${wish}: by the policy of the recipient (HonorDmarcPolicy, DmarcRejectAction) the mail bounces, is quarantined, or gets the spoof action.`;
    return { asked, bounces: held < honoured.length };
  }
  const asked = own
    ? 'From your own domain it looks like a forgery of your people (composite authentication 601).'
    : 'Spoof intelligence judges it case by case.';
  return { asked, bounces: false };
}

/** The allowed spoof pair that covers every address of the domain that Email Delivery uses; null when none does. */
function allowPair(domain: string, context: GapContext): string | null {
  const addresses = context.sender.addressesOn('email-delivery').filter((address) => address.endsWith(`@${domain}`));
  const { dkimDomains, mailFromDomains, ips } = context.sender;
  for (const row of context.rows('Get-TenantAllowBlockListSpoofItems')) {
    if (text(row, 'Action')?.toLowerCase() !== 'allow') continue;
    const user = text(row, 'SpoofedUser')?.toLowerCase() ?? '';
    const via = text(row, 'SendingInfrastructure')?.toLowerCase() ?? '';
    const covers = user === domain || user === '*' || (addresses.length > 0 && addresses.every((it) => it === user));
    const sends = [...dkimDomains, ...mailFromDomains].includes(via) || ips.some((ip) => holdsIp(via, ip));
    if (covers && sends) return `${user}, ${via}`;
  }
  return null;
}

/** A tag of the domain's DMARC record, or of its organisation's (sp= for p= there); `none published` when looked up and absent. */
function dmarcTag(domain: string, name: 'p' | 'adkim' | 'aspf', context: GapContext): string | null {
  const own = context.snapshot.dns?.get(domain);
  if (tag(own, 'p')) return tag(own, name);
  const organisation = organisationOf(domain);
  const parent = domain === organisation ? undefined : context.snapshot.dns?.get(organisation);
  if (tag(parent, 'p')) return (name === 'p' ? tag(parent, 'sp') : null) ?? tag(parent, name);
  return own?.dmarc === undefined ? null : 'none published';
}

function tag(dns: DomainDns | undefined, name: string): string | null {
  if (typeof dns?.dmarc !== 'string' || !/^\s*v=DMARC1/i.test(dns.dmarc)) return null;
  return new RegExp(`;\\s*${name}\\s*=\\s*([a-z]+)`, 'i').exec(dns.dmarc)?.[1]?.toLowerCase() ?? null;
}
