import type { DomainDns } from '../../snapshot.ts';
import type { GapContext } from '../context.ts';
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
  const aligned = (candidates: readonly string[]) =>
    candidates.some((it) => organisationOf(it) === organisationOf(domain));
  const policy = dmarcPolicy(domain, context);
  if (aligned(dkimDomains)) return policy === 'none published' ? [noDmarc(domain)] : [];
  if (aligned(mailFromDomains)) return [spfOnly(domain, mailFromDomains, context)];
  if (dkimDomains.length === 0 && mailFromDomains.length === 0) {
    const effect = `Could not check ${domain}: the sender profile does not say which domain signs the mail (DKIM) or stands in its envelope (MAIL FROM).`;
    return [unknown(domain, effect)];
  }
  return [unaligned(domain, policy, context)];
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
  const asks: Record<string, string> = {
    reject: 'Its DMARC record asks for rejection: the mail bounces and leaves nothing in quarantine.',
    quarantine: 'Its DMARC record asks for quarantine.',
  };
  const asked =
    asks[policy ?? ''] ??
    (own
      ? 'From your own domain it looks like a forgery of your people (composite authentication 601).'
      : 'Spoof intelligence judges it case by case.');
  return {
    status: 'gap',
    severity: policy === 'reject' ? 'critical' : policy === 'quarantine' || own ? 'high' : 'medium',
    setting: 'DKIM',
    entry: domain,
    actual: [...context.sender.dkimDomains, ...context.sender.mailFromDomains],
    expected: `DKIM or SPF for ${organisationOf(domain)}`,
    effect: `Email Delivery sends as ${domain}, but neither its DKIM domain nor its envelope domain belongs to ${organisationOf(domain)}. ${asked}`,
    conflict: 'allowedDomains',
    cause: {
      id: policy === 'reject' ? 'dmarcReject' : 'spoof',
      situation: { ...situationOf(context.sender, context), senderDomain: domain, senderIsOwn: own },
    },
  };
}

/** p= of the domain, or of its organisation (sp= there); `none published` when looked up and absent; null when not looked up. */
function dmarcPolicy(domain: string, context: GapContext): string | null {
  const own = context.snapshot.dns?.get(domain);
  const parent = context.snapshot.dns?.get(organisationOf(domain));
  const direct = tag(own, 'p');
  if (direct) return direct;
  const inherited = domain === organisationOf(domain) ? null : (tag(parent, 'sp') ?? tag(parent, 'p'));
  if (inherited) return inherited;
  return own?.dmarc === undefined ? null : 'none published';
}

function tag(dns: DomainDns | undefined, name: string): string | null {
  if (typeof dns?.dmarc !== 'string' || !/^\s*v=DMARC1/i.test(dns.dmarc)) return null;
  return new RegExp(`;\\s*${name}\\s*=\\s*([a-z]+)`, 'i').exec(dns.dmarc)?.[1]?.toLowerCase() ?? null;
}
