import { domainOf, type Mail } from '../company/mail.ts';
import type { TenantData } from '../tenant-data.ts';
import { inRange } from './mail-flow-rules.ts';
import { textsOf } from './policy-in-force.ts';

type ListType = 'Sender' | 'Url';

/** What the Tenant Allow/Block List says about a message; entries that have ended say nothing. */
export interface ListVerdict {
  url: 'Allow' | 'Block' | null;
  sender: 'Allow' | 'Block' | null;
  spoof: 'Allow' | 'Block' | null;
}

/** A block wins over an allow (Microsoft Learn, tenant-allow-block-list-about). */
export function listVerdict({ cmdlets }: TenantData, mail: Mail, now: number): ListVerdict {
  const entries = (cmdlets['Get-TenantAllowBlockListItems'] ?? []).filter(
    ({ ExpirationDate }) => !ExpirationDate || Date.parse(String(ExpirationDate)) > now,
  );
  const { urls, pixel } = mail.content();
  const targets = pixel ? [...urls, pixel] : urls;
  function of(type: ListType, meets: (value: string) => boolean): 'Allow' | 'Block' | null {
    const found = entries.filter(({ ListType, Value }) => ListType === type && meets(String(Value).toLowerCase()));
    if (found.some(({ Action }) => Action === 'Block')) return 'Block';
    return found.length > 0 ? 'Allow' : null;
  }
  const spoof = (cmdlets['Get-TenantAllowBlockListSpoofItems'] ?? []).find((row) => isPair(row, mail));
  return {
    url: of('Url', (value) => targets.some((target) => fitsUrl(target, value))),
    sender: of('Sender', (value) => isSender(mail.from, value)),
    spoof: spoof ? (spoof.Action === 'Allow' ? 'Allow' : 'Block') : null,
  };
}

/** A whole address, or a domain with what is below it. */
export function isSender(from: string, value: string): boolean {
  const domain = domainOf(from.toLowerCase());
  const wanted = value.replace(/^\*\./, '').toLowerCase();
  return from.toLowerCase() === wanted || domain === wanted || domain.endsWith(`.${wanted}`);
}

/** `host`, `host/*`, `*.host/*`, `host/path`. */
function fitsUrl(target: string, value: string): boolean {
  const { hostname, pathname } = new URL(target);
  const [host = '', ...path] = value.replace(/^https?:\/\//, '').split('/');
  const below = host.replace(/^[*~]\.?/, '');
  const fitsHost = host === below ? hostname === host : hostname === below || hostname.endsWith(`.${below}`);
  const wanted = path.join('/').replace(/\*$/, '');
  return fitsHost && pathname.slice(1).toLowerCase().startsWith(wanted);
}

/** The spoofed address or domain with the infrastructure it comes from: the domain of its reverse DNS name, or a /24 of addresses. */
function isPair(row: Record<string, unknown>, mail: Mail): boolean {
  const [user = ''] = textsOf(row.SpoofedUser);
  const [infrastructure = ''] = textsOf(row.SendingInfrastructure);
  const fitsUser = user === '*' || isSender(mail.from, user);
  const fitsHost = /^[\d./]+$/.test(infrastructure)
    ? inRange(mail.ip, infrastructure)
    : mail.ptr === infrastructure || mail.ptr.endsWith(`.${infrastructure}`);
  return fitsUser && (infrastructure === '*' || fitsHost);
}
