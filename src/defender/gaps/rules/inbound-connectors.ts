import { fixFor } from '../../fixes/choose.ts';
import { flag, list, type Row, text } from '../../policies/row.ts';
import type { GapContext } from '../context.ts';
import { holdsIp } from '../entries.ts';
import type { Draft, GapRule } from '../rule.ts';
import { situationOf } from '../situation-of.ts';

/** Connectors that treat mail as internal, and those that refuse what does not come through them. */
export const inboundConnectors: GapRule = {
  facts: {
    id: 'inbound-connectors',
    title: 'Inbound connectors',
    area: 'mail-flow',
    kind: 'opening',
    paths: ['email-delivery'],
    needs: ['Get-InboundConnector'],
    licence: 'EOP',
    severityBasis: 'A connector decides before any filter sees the mail.',
    sources: ['connectors'],
  },
  check: (context) =>
    context
      .rows('Get-InboundConnector')
      .filter((row) => flag(row, 'Enabled') !== false)
      .flatMap((row) => [...internal(row), ...refuses(row, context)]),
};

function place(row: Row, setting: string) {
  const name = text(row, 'Name') ?? text(row, 'Identity') ?? 'unnamed connector';
  return { policy: { name, key: text(row, 'Guid') ?? name }, setting };
}

function internal(row: Row): Draft[] {
  if (flag(row, 'TreatMessagesAsInternal') !== true) return [];
  return [
    {
      ...place(row, 'TreatMessagesAsInternal'),
      status: 'gap',
      severity: 'high',
      actual: true,
      expected: false,
      effect:
        'Mail through this connector counts as internal: spam filtering and spoof checks do not apply to it, whatever its From address.',
      fixes: [fixFor('closeOpening', { connector: text(row, 'Name') ?? '' })],
    },
  ];
}

function refuses(row: Row, context: GapContext): Draft[] {
  const byIp = flag(row, 'RestrictDomainsToIPAddresses') === true;
  const byCertificate = flag(row, 'RestrictDomainsToCertificate') === true;
  if (!byIp && !byCertificate) return [];
  const domains = (list(row, 'SenderDomains') ?? []).map(domainOf);
  const envelopes = [...context.sender.mailFromDomains, ...context.sender.domains];
  const all = domains.includes('*');
  const named = domains.filter((domain) =>
    envelopes.some((it) => it === domain || (domain.startsWith('*.') && it.endsWith(domain.slice(1)))),
  );
  if (!all && named.length === 0) return [];
  const addresses = list(row, 'SenderIPAddresses') ?? [];
  const { ips } = context.sender;
  if (byIp && ips.length > 0 && ips.every((ip) => addresses.some((entry) => holdsIp(entry, ip)))) return [];
  const certificate = text(row, 'TlsSenderCertificateName') ?? '';
  if (byCertificate && !byIp && /sendgrid/i.test(certificate)) return [];
  const setting = byIp ? 'RestrictDomainsToIPAddresses' : 'RestrictDomainsToCertificate';
  const only = byIp ? `the addresses ${addresses.join(', ')}` : `the certificate ${certificate}`;
  const base = {
    ...place(row, setting),
    kind: 'stops' as const,
    actual: true,
    expected: 'room for the sending addresses of Email Delivery',
  };
  const says = `Mail ${all ? 'of every domain' : `of ${named.join(', ')}`} is refused unless it comes from ${only}.`;
  if (context.snapshot.mxAtMicrosoft365 === false) {
    return [
      {
        ...base,
        status: 'info',
        effect: `${says} Email Delivery must go through the gateway in front, not straight to Microsoft 365.`,
      },
    ];
  }
  if (context.snapshot.mxAtMicrosoft365 === null) {
    return [
      {
        ...base,
        status: 'unknown',
        effect: `${says} Where the MX record points was not read, so it is not known whether Email Delivery meets it.`,
      },
    ];
  }
  if (byIp && ips.length === 0) {
    const effect = `${says} Whether Email Delivery does is not known: the sender profile names no sending address.`;
    return [{ ...base, status: 'unknown', effect }];
  }
  return [
    {
      ...base,
      status: 'gap',
      severity: 'critical',
      effect: `${says} Email Delivery connects from other addresses, so its campaigns bounce.`,
      cause: { id: 'directSend', situation: situationOf(context.sender, context) },
    },
  ];
}

/** `smtp:contoso.com;1` gives `contoso.com`. */
function domainOf(value: string): string {
  return value
    .toLowerCase()
    .replace(/^smtp:/, '')
    .replace(/;.*$/, '');
}
