import { fixFor } from '../../fixes/choose.ts';
import { flag, list, type Row, text } from '../../policies/row.ts';
import type { GapContext } from '../context.ts';
import { domainKind } from '../known-domains.ts';
import type { Draft, GapRule } from '../rule.ts';
import { isActive } from '../transport/actions.ts';
import { ruleHit } from '../transport/hits.ts';

/** Marks on mail from outside: they annoy readers and hide the test marker, but stop nothing. */
export const externalMarking: GapRule = {
  facts: {
    id: 'external-marking',
    title: 'Marks on mail from outside',
    area: 'mail-flow',
    kind: 'context',
    paths: ['email-delivery'],
    needs: ['Get-TransportRule'],
    licence: 'EOP',
    severityBasis: 'Delivery does not change.',
    sources: ['externalTag'],
  },
  check: (context) => {
    if (!context.sender.paths.includes('email-delivery')) return [];
    return [
      ...context.rows('Get-TransportRule').flatMap((row) => marking(row, context)),
      ...context.rows('Get-ExternalInOutlook').flatMap((row) => tag(row, context)),
    ];
  },
};

function marking(row: Row, context: GapContext): Draft[] {
  const prefix = text(row, 'PrependSubject');
  const banner = text(row, 'ApplyHtmlDisclaimerText');
  if ((prefix === null && banner === null) || !isActive(row, context.now)) return [];
  if (ruleHit(row, context.sender, 'email-delivery').match === 'no') return [];
  const name = text(row, 'Name') ?? 'unnamed rule';
  const marker =
    prefix === null ? '' : ` The subject then no longer begins with “${context.sender.testSubjectPrefix.trim()}”.`;
  return [
    {
      status: 'info',
      policy: { name, key: text(row, 'Guid') ?? name },
      setting: prefix === null ? 'ApplyHtmlDisclaimerText' : 'PrependSubject',
      actual: prefix ?? 'a banner',
      effect: `Campaigns from Email Delivery get ${prefix === null ? 'a banner' : `“${prefix}” before the subject`}.${marker} An exception by sender address and authentication removes it.`,
    },
  ];
}

function tag(row: Row, context: GapContext): Draft[] {
  const drafts: Draft[] = [];
  const place = { policy: { name: text(row, 'Identity') ?? 'External tag' } };
  const allowed = list(row, 'AllowList') ?? [];
  if (flag(row, 'Enabled') === true) {
    const excepted =
      context.sender.addresses.some((it) => allowed.includes(it)) ||
      context.sender.domains.some((it) => allowed.includes(it));
    if (!excepted) {
      const effect =
        'Outlook shows “External” on campaigns from Email Delivery. The allow list of the tag takes it away without changing any filter.';
      drafts.push({ ...place, status: 'info', setting: 'Enabled', actual: true, effect });
    }
  }
  const open = allowed.filter((entry) =>
    ['popular', 'shared'].includes(domainKind(entry.slice(entry.lastIndexOf('@') + 1), context.ownDomains)),
  );
  if (open.length > 0) {
    drafts.push({
      ...place,
      status: 'gap',
      kind: 'opening',
      severity: 'low',
      setting: 'AllowList',
      actual: open,
      expected: [],
      effect: `Mail from ${open.join(', ')} is not marked as external although anybody can send from there.`,
      fixes: [
        fixFor('closeOpening', {
          object: { set: 'Set-ExternalInOutlook', identity: null, link: 'https://admin.exchange.microsoft.com' },
          setting: 'AllowList',
          current: allowed,
          wanted: allowed.filter((entry) => !open.includes(entry)),
        }),
      ],
    });
  }
  return drafts;
}
