import ipaddr from 'ipaddr.js';
import type { GapContext } from '../../defender/gaps/context.ts';
import { holdsIp, urlEntry } from '../../defender/gaps/entries.ts';
import { domainKind, organisationOf } from '../../defender/gaps/known-domains.ts';
import { publicTrackingHosts } from '../../defender/gaps/sender.ts';
import { many } from '../entities.ts';
import type { QuestionRequest } from '../question.ts';

/** What a value is, which decides where it may be allowed, if anywhere. */
export type ValueKind =
  | 'trackingHost'
  | 'vendorDomain'
  | 'ownDomain'
  | 'sharedService'
  | 'popularDomain'
  | 'otherDomain'
  | 'ownSender'
  | 'otherSender'
  | 'sendingIp'
  | 'otherIp'
  | 'privateIp'
  | 'ipv6'
  | 'otherUrl'
  | 'file';

export interface AskedValue {
  value: string;
  kind: ValueKind;
}

const mostValues = 4;
/** Ranges from which no mail of the internet comes, by their names in ipaddr.js. */
const neverSeen: ReadonlySet<string> = new Set([
  'private',
  'loopback',
  'linkLocal',
  'carrierGradeNat',
  'unspecified',
  'broadcast',
  'multicast',
]);
/** A host of another region is no less a tracking host. */
const allTrackingHosts: readonly string[] = publicTrackingHosts;

/** Values that were named, each with what it is in this tenant. */
export function askedValues(request: QuestionRequest, context: GapContext): AskedValue[] {
  const { entities, text } = request;
  const values: AskedValue[] = [
    ...many(entities, 'value').map((value) => classify(value, context)),
    ...many(entities, 'sender').map((value) => senderValue(value, context)),
    ...many(entities, 'recipient')
      .filter((value) => value.includes('@'))
      .map((value) => senderValue(value, context)),
    ...many(entities, 'ip').map((value) => ipValue(value, context)),
    ...urlsIn(text).map((value) => urlValue(value, context)),
    ...many(entities, 'domain').map((value) => domainValue(value, context)),
    ...(text.match(/\b[0-9a-f]{64}\b/gi) ?? []).map(
      (value): AskedValue => ({ value: value.toLowerCase(), kind: 'file' }),
    ),
    ...sendingService(request, context),
  ];
  const unique = new Map(values.map((value) => [value.value.toLowerCase(), value]));
  return [...unique.values()].slice(0, mostValues);
}

/** “The dedicated IP” is what the sender profile names; without one, the shared service is what there is to talk about. */
function sendingService({ entities, text }: QuestionRequest, { sender }: GapContext): AskedValue[] {
  if (many(entities, 'ip').length > 0) return [];
  const asksForIp = /\b(?:dedicated|own|our|sendgrid|contactmonkey|delivery|sending) ips?\b/i.test(text);
  if (asksForIp && sender.ips.length > 0) return sender.ips.map((value) => ({ value, kind: 'sendingIp' }));
  return /sendgrid/i.test(many(entities, 'sender_service').join())
    ? [{ value: 'sendgrid.net', kind: 'sharedService' }]
    : [];
}

function classify(value: string, context: GapContext): AskedValue {
  if (/^[0-9a-f]{64}$/i.test(value)) return { value: value.toLowerCase(), kind: 'file' };
  if (value.includes('@')) return senderValue(value, context);
  if (ipaddr.isValid(value.split('/')[0] ?? '')) return ipValue(value, context);
  return value.includes('/') ? urlValue(value, context) : domainValue(value, context);
}

function senderValue(value: string, { ownDomains }: GapContext): AskedValue {
  const domain = value.slice(value.lastIndexOf('@') + 1).toLowerCase();
  return { value, kind: ownDomains?.has(domain) ? 'ownSender' : 'otherSender' };
}

function domainValue(written: string, { sender, ownDomains }: GapContext): AskedValue {
  const value = written.toLowerCase().replace(/^\*\./, '');
  if (sender.trackingHosts.includes(value) || allTrackingHosts.includes(value)) return { value, kind: 'trackingHost' };
  const kind = domainKind(value, ownDomains);
  if (kind === 'vendor')
    return {
      value,
      kind: sender.trackingHosts.some((host) => organisationOf(host) === value) ? 'trackingHost' : 'vendorDomain',
    };
  if (kind === 'own') return { value, kind: 'ownDomain' };
  if (kind === 'shared') return { value, kind: 'sharedService' };
  return { value, kind: kind === 'popular' ? 'popularDomain' : 'otherDomain' };
}

function urlValue(written: string, context: GapContext): AskedValue {
  const { host, path } = urlEntry(written);
  const known = domainValue(host, context);
  if (known.kind === 'trackingHost') return known;
  return { value: `${host}${path}`, kind: 'otherUrl' };
}

function ipValue(value: string, { sender }: GapContext): AskedValue {
  try {
    const ip = ipaddr.process(value.split('/')[0] ?? '');
    if (ip.kind() === 'ipv6') return { value, kind: 'ipv6' };
    const listed = sender.ips.some((own) => holdsIp(own, ip.toString()) || holdsIp(value, own));
    if (!listed && neverSeen.has(ip.range())) return { value, kind: 'privateIp' };
    return { value, kind: listed ? 'sendingIp' : 'otherIp' };
  } catch {
    return { value, kind: 'otherIp' };
  }
}

/** Links with a path; a bare host is a domain. */
function urlsIn(text: string): string[] {
  const links = text.match(/\bhttps?:\/\/[^\s<>"']{4,250}/gi) ?? [];
  return links.map((link) => link.replace(/[).,;:!?]+$/, '')).filter((link) => /^https?:\/\/[^/]+\/./i.test(link));
}
