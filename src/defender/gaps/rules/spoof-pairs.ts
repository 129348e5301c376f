import { fixFor } from '../../fixes/choose.ts';
import { type Row, text } from '../../policies/row.ts';
import type { GapContext } from '../context.ts';
import { holdsIp } from '../entries.ts';
import { domainKind } from '../known-domains.ts';
import type { Draft, GapRule } from '../rule.ts';
import { situationOf } from '../situation-of.ts';

/** Spoofed senders of the Tenant Allow/Block List: blocks that hit Email Delivery, allows that are too wide. */
export const spoofPairs: GapRule = {
  facts: {
    id: 'spoof-pairs',
    title: 'Spoofed senders that are blocked or allowed',
    area: 'allow-block-list',
    kind: 'opening',
    paths: ['email-delivery'],
    needs: ['Get-TenantAllowBlockListSpoofItems'],
    licence: 'EOP',
    severityBasis: 'A pair counts for the whole tenant and never runs out.',
    sources: ['spoofPairs', 'allowBlockList'],
  },
  check: (context) =>
    context
      .rows('Get-TenantAllowBlockListSpoofItems')
      .flatMap((row) => (text(row, 'Action')?.toLowerCase() === 'allow' ? tooWide(row) : blocks(row, context))),
};

const place = (row: Row) => ({
  policy: { name: 'Tenant Allow/Block List' },
  setting: 'Spoof',
  entry: text(row, 'Identity') ?? `${text(row, 'SpoofedUser')} ${text(row, 'SendingInfrastructure')}`,
  actual: `${text(row, 'SpoofedUser')}, ${text(row, 'SendingInfrastructure')}: ${text(row, 'Action')}`,
});

function tooWide(row: Row): Draft[] {
  const infrastructure = text(row, 'SendingInfrastructure') ?? '';
  const user = text(row, 'SpoofedUser') ?? '';
  const anywhere = infrastructure === '*';
  const shared = !anywhere && domainKind(infrastructure, null) === 'shared';
  if (!anywhere && !shared && user !== '*') return [];
  const who = user === '*' ? 'any address' : user;
  const effect = anywhere
    ? `${who} may be forged from anywhere in the world.`
    : shared
      ? `${who} may be forged by every customer of ${infrastructure}, a mail service that many share.`
      : `${infrastructure} may forge any address, yours included.`;
  const internal = text(row, 'SpoofType')?.toLowerCase() === 'internal';
  return [
    {
      ...place(row),
      status: 'gap',
      severity: anywhere || internal ? 'high' : 'medium',
      expected: 'one address with the DKIM domain that signs its mail',
      effect,
      fixes: [
        fixFor('closeOpening', {
          tableEntry: { listType: 'Spoof', value: text(row, 'Identity') ?? '<the pair’s Identity>' },
        }),
      ],
    },
  ];
}

function blocks(row: Row, context: GapContext): Draft[] {
  const { sender } = context;
  const user = (text(row, 'SpoofedUser') ?? '').toLowerCase();
  const infrastructure = (text(row, 'SendingInfrastructure') ?? '').toLowerCase();
  const userHit = user === '*' || sender.addresses.includes(user) || sender.domains.includes(user);
  const from = [...sender.dkimDomains, ...sender.mailFromDomains];
  const viaHit =
    infrastructure === '*' ||
    from.some((domain) => domain === infrastructure || domain.endsWith(`.${infrastructure}`)) ||
    sender.ips.some((ip) => holdsIp(infrastructure, ip));
  if (!userHit) return [];
  const sure = viaHit;
  const possible = domainKind(infrastructure, null) === 'shared' || domainKind(infrastructure, null) === 'vendor';
  if (!sure && !possible) return [];
  return [
    {
      ...place(row),
      status: sure ? 'gap' : 'unknown',
      kind: 'stops',
      severity: 'critical',
      expected: 'no block pair for the sender',
      effect: `Mail as ${user} from ${infrastructure} is blocked as spoof. ${sure ? 'Email Delivery sends so.' : 'Whether Email Delivery uses it is not in the sender profile.'}`,
      fixes: [
        fixFor('closeOpening', {
          ...situationOf(sender, context),
          tableEntry: { listType: 'Spoof', value: text(row, 'Identity') ?? '' },
        }),
      ],
    },
  ];
}
