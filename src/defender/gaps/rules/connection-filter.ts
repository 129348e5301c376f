import { fixFor } from '../../fixes/choose.ts';
import { flag, list, type Row, text } from '../../policies/row.ts';
import type { GapContext } from '../context.ts';
import { addressesIn, holdsIp } from '../entries.ts';
import type { Draft, GapRule } from '../rule.ts';

const object = (row: Row) => ({
  set: 'Set-HostedConnectionFilterPolicy',
  identity: text(row, 'Name') ?? 'Default',
  link: 'https://security.microsoft.com/antispam',
});

/** The connection filter: allowed and blocked addresses, and Microsoft's safe list. */
export const connectionFilter: GapRule = {
  facts: {
    id: 'connection-filter',
    title: 'Connection filter',
    area: 'allow-block-list',
    kind: 'opening',
    paths: ['email-delivery'],
    needs: ['Get-HostedConnectionFilterPolicy'],
    licence: 'EOP',
    severityBasis: 'It works by the connecting address, before anything else, for the whole tenant.',
    sources: ['connectionFilter', 'safeSenders', 'orca', 'scuba', 'guide'],
  },
  check: (context) =>
    context
      .rows('Get-HostedConnectionFilterPolicy')
      .flatMap((row) => [...allowed(row, context), ...blocked(row, context), ...safeList(row)]),
};

function place(row: Row, setting: string) {
  return { policy: { name: text(row, 'Name') ?? 'Default' }, setting };
}

function allowed(row: Row, context: GapContext): Draft[] {
  const entries = list(row, 'IPAllowList') ?? [];
  if (entries.length === 0) return [];
  const { ips } = context.sender;
  const ours = entries.filter((entry) => ips.some((ip) => holdsIp(entry, ip)));
  const addresses = entries.reduce((sum, entry) => sum + addressesIn(entry), 0);
  const hint =
    ours.length > 0
      ? `${ours.join(', ')} is your dedicated sending address: with aligned DKIM it is not needed.`
      : 'None is a sending address of the sender profile; allowed shared addresses let every customer of that service in.';
  return [
    {
      ...place(row, 'IPAllowList'),
      status: 'gap',
      severity: 'high',
      actual: entries,
      expected: [],
      effect: `${entries.length} entries (${addresses} addresses) skip spam filtering and authentication for any From address. ${hint}`,
      conflict: 'ipAllow',
      fixes: [fixFor('closeOpening', { object: object(row), setting: 'IPAllowList', current: entries, wanted: [] })],
    },
  ];
}

function blocked(row: Row, context: GapContext): Draft[] {
  const entries = list(row, 'IPBlockList') ?? [];
  if (entries.length === 0) return [];
  const { ips } = context.sender;
  const hits = entries.filter((entry) => ips.some((ip) => holdsIp(entry, ip)));
  if (hits.length > 0) {
    const situation = {
      object: object(row),
      setting: 'IPBlockList',
      current: entries,
      wanted: entries.filter((entry) => !hits.includes(entry)),
    };
    const effect = `${hits.join(', ')} holds your sending address: campaigns are dropped when they connect, without a trace in quarantine.`;
    return [
      {
        ...place(row, 'IPBlockList'),
        status: 'gap',
        kind: 'stops',
        severity: 'critical',
        actual: hits,
        expected: [],
        effect,
        cause: { id: 'blockEntry', situation },
      },
    ];
  }
  const known = ips.length > 0;
  const effect = known
    ? `${entries.length} entries, none of which holds a sending address of the profile.`
    : `${entries.length} entries. Whether one holds your sending address is not known: the sender profile has none.`;
  return [
    {
      ...place(row, 'IPBlockList'),
      status: known ? 'info' : 'unknown',
      kind: 'stops',
      actual: entries,
      expected: [],
      effect,
    },
  ];
}

function safeList(row: Row): Draft[] {
  if (flag(row, 'EnableSafeList') !== true) return [];
  return [
    {
      ...place(row, 'EnableSafeList'),
      status: 'gap',
      severity: 'medium',
      actual: true,
      expected: false,
      effect: 'Senders on a list that Microsoft keeps, and does not publish, skip spam filtering.',
      fixes: [fixFor('closeOpening', { object: object(row), setting: 'EnableSafeList', current: true, wanted: false })],
    },
  ];
}
