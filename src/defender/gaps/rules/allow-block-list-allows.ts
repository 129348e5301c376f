import { fixFor } from '../../fixes/choose.ts';
import { type Row, text, time } from '../../policies/row.ts';
import type { GapContext } from '../context.ts';
import { urlEntry } from '../entries.ts';
import { domainKind } from '../known-domains.ts';
import { bothPaths, type Draft, type GapRule } from '../rule.ts';

/** Allow entries of the Tenant Allow/Block List that are wider than the mail needs. */
export const allowBlockListAllows: GapRule = {
  facts: {
    id: 'allow-block-list-allows',
    title: 'Allow entries wider than needed',
    area: 'allow-block-list',
    kind: 'opening',
    paths: bothPaths,
    needs: ['Get-TenantAllowBlockListItems'],
    licence: 'EOP',
    severityBasis: 'An allow entry counts for the whole tenant and for whoever uses the address or link.',
    sources: ['allowBlockList', 'urlSyntax', 'safeSenders'],
  },
  check: (context) =>
    context.rows('Get-TenantAllowBlockListItems').flatMap((row) => {
      if (row.Action !== 'Allow' || text(row, 'ListSubType') === 'AdvancedDelivery') return [];
      const ends = time(row, 'ExpirationDate');
      if (ends !== null && ends <= context.now) return [];
      if (row.ListType === 'Sender') return sender(row, context);
      return row.ListType === 'Url' ? url(row, context) : [];
    }),
};

const list = 'Tenant Allow/Block List';

const words = {
  own: 'one of your own domains: forged mail of your own people passes the spam filter',
  popular: 'a domain that anybody can have an address in',
  shared: 'a mail service that many customers share',
  vendor: 'ContactMonkey’s domain, which is not the From domain of your campaigns',
};

function sender(row: Row, context: GapContext): Draft[] {
  const value = text(row, 'Value') ?? '';
  const whole = !value.includes('@') || value.startsWith('@');
  const kind = domainKind(value.slice(value.lastIndexOf('@') + 1), context.ownDomains);
  if (kind === 'other' && context.ownDomains === null) {
    const effect = `Could not check whether ${value} is a domain of your own: Get-AcceptedDomain was not read.`;
    return [{ status: 'unknown', policy: { name: list }, setting: 'Sender', entry: value, actual: value, effect }];
  }
  if (kind === 'other' || (!whole && kind !== 'own')) return [];
  const severity = whole ? (kind === 'vendor' ? 'medium' : 'high') : 'medium';
  return [draft(row, 'Sender', value, severity, `${value} is allowed, ${words[kind]}.`)];
}

function url(row: Row, context: GapContext): Draft[] {
  const value = text(row, 'Value') ?? '';
  const { host, path, subdomains } = urlEntry(value);
  const kind = domainKind(host, context.ownDomains);
  const tracking = context.sender.trackingHosts.includes(host) || kind === 'vendor';
  if (path === '/*' && tracking) {
    const effect = `${value} allows every address on the host. The tracker needs ${host}/api/v1/* only; a tracking link can lead anywhere.`;
    return [draft(row, 'Url', value, 'low', effect)];
  }
  if ((path === '/*' || subdomains) && (kind === 'popular' || kind === 'shared')) {
    return [draft(row, 'Url', value, 'high', `${value} allows links to a site where anybody can put pages.`)];
  }
  return [];
}

function draft(
  row: Row,
  listType: 'Sender' | 'Url',
  value: string,
  severity: 'high' | 'medium' | 'low',
  effect: string,
): Draft {
  return {
    status: 'gap',
    severity,
    policy: { name: list },
    setting: listType,
    entry: value,
    actual: `${value} allowed${row.RemoveAfter ? `, ends ${row.RemoveAfter} days after last use` : ''}`,
    expected: listType === 'Sender' ? 'one address, not of an accepted domain' : 'the tracker’s path alone',
    effect,
    conflict: listType === 'Sender' ? 'allowedDomains' : undefined,
    fixes: [fixFor('closeOpening', { tableEntry: { listType, value } })],
  };
}
