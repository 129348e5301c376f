import { fixFor } from '../../fixes/choose.ts';
import { list, number, type Row, text } from '../../policies/row.ts';
import type { GapContext } from '../context.ts';
import type { Draft, GapRule } from '../rule.ts';
import { situationOf } from '../situation-of.ts';

/** What Exchange Online lets a mailbox write to in a day, whatever the policy says (Microsoft Learn, Exchange Online limits, 2026-08). */
const serviceLimitPerDay = 10_000;

const limits = ['RecipientLimitInternalPerHour', 'RecipientLimitPerDay'] as const;

/** Limits of the outbound policy that stop a mailbox in the middle of a campaign. */
export const outboundLimits: GapRule = {
  facts: {
    id: 'outbound-limits',
    title: 'Outbound limits of the sending mailbox',
    area: 'outbound',
    kind: 'stops',
    paths: ['own-mailbox'],
    needs: ['Get-HostedOutboundSpamFilterPolicy', 'Get-HostedOutboundSpamFilterRule'],
    licence: 'EOP',
    severityBasis: 'The mailbox is blocked when it meets the limit, and the rest of the campaign stays unsent.',
    sources: ['outbound', 'limits'],
  },
  check: (context) => {
    if (!context.sender.paths.includes('own-mailbox')) return [];
    const mailboxes: (string | null)[] = [...context.sender.addressesOn('own-mailbox')];
    if (mailboxes.length === 0) mailboxes.push(null);
    return mailboxes.flatMap((mailbox) => judge(mailbox, context));
  },
};

function judge(mailbox: string | null, context: GapContext): Draft[] {
  const policy = policyFor(mailbox, context);
  if (policy === 'unknown') {
    const effect = `Could not check ${mailbox}: an outbound rule names a group whose members were not read.`;
    return [{ status: 'unknown', setting: 'RecipientLimitInternalPerHour', entry: mailbox ?? '', effect }];
  }
  if (policy === null) return [];
  return limits.flatMap((setting): Draft[] => {
    const set = number(policy, setting);
    if (set === null || (set === 0 && setting !== 'RecipientLimitPerDay')) return [];
    const limit = set === 0 ? serviceLimitPerDay : set;
    if (set === 0 && (context.audience.kind === 'tenant' || context.audience.size <= limit)) return [];
    const name = text(policy, 'Name') ?? 'Default';
    const place = {
      policy: { name, key: text(policy, 'Guid') ?? name },
      setting,
      entry: mailbox ?? undefined,
      actual: set,
    };
    const who = mailbox ?? 'a mailbox of your own';
    const per = setting === 'RecipientLimitPerDay' ? 'a day' : 'an hour';
    const blocks =
      set === 0
        ? 'Exchange Online refuses more'
        : text(policy, 'ActionWhenThresholdReached') === 'Alert'
          ? 'an alert is raised'
          : 'the mailbox is blocked';
    const beyond = context.audience.size > serviceLimitPerDay;
    const says = `${who} may write to ${limit} recipients ${per}; after that ${blocks}.`;
    if (context.audience.kind === 'tenant' || context.audience.size <= limit) {
      if (context.audience.kind === 'listed') return [];
      return [
        {
          ...place,
          status: 'info',
          effect: `${says} Larger campaigns stop there; the size of the audience was not given.`,
        },
      ];
    }
    return [
      {
        ...place,
        status: 'gap',
        severity: blocks === 'an alert is raised' ? 'low' : 'high',
        expected: beyond
          ? 'Email Delivery: Exchange Online sends no more than 10000 a day from a mailbox'
          : `at least ${context.audience.size}, or 0 for the limit of the service`,
        effect: `${says} The audience has ${context.audience.size}.`,
        ...(beyond
          ? { fixes: [fixFor('useEmailDelivery', {})] }
          : {
              cause: {
                id: 'outboundLimit',
                situation: {
                  ...situationOf(context.sender, context),
                  mailbox: mailbox ?? undefined,
                  limit: roundUp(context.audience.size),
                },
              },
            }),
      },
    ];
  });
}

/** Outbound rules by priority (From, FromMemberOf, SenderDomainIs; kinds must all match), then the default policy. */
function policyFor(mailbox: string | null, context: GapContext): Row | 'unknown' | null {
  const policies = context.rows('Get-HostedOutboundSpamFilterPolicy');
  const named = (name: string | null) =>
    policies.find((row) => text(row, 'Name')?.toLowerCase() === name?.toLowerCase()) ?? null;
  if (mailbox !== null) {
    const rules = [...context.rows('Get-HostedOutboundSpamFilterRule')]
      .filter((rule) => text(rule, 'State')?.toLowerCase() !== 'disabled')
      .sort((a, b) => (number(a, 'Priority') ?? 0) - (number(b, 'Priority') ?? 0));
    for (const rule of rules) {
      const covers = coversMailbox(rule, mailbox, context);
      if (covers === 'unknown') return 'unknown';
      if (covers) return named(text(rule, 'HostedOutboundSpamFilterPolicy'));
    }
  }
  return policies.find((row) => row.IsDefault === true) ?? named('Default');
}

function coversMailbox(rule: Row, mailbox: string, context: GapContext): boolean | 'unknown' {
  const domain = mailbox.slice(mailbox.lastIndexOf('@') + 1);
  const lower = (property: string) => (list(rule, property) ?? []).map((value) => value.toLowerCase());
  const inGroups = (groups: string[]): boolean | 'unknown' => {
    if (groups.some((group) => context.resolver.membership.isIn(group, mailbox))) return true;
    return groups.every(context.resolver.membership.knows) ? false : 'unknown';
  };
  const answers: (boolean | 'unknown')[] = [];
  if (lower('From').length > 0) answers.push(lower('From').includes(mailbox));
  if (lower('SenderDomainIs').length > 0) answers.push(lower('SenderDomainIs').includes(domain));
  if (lower('FromMemberOf').length > 0) answers.push(inGroups(lower('FromMemberOf')));
  const excepted = [
    lower('ExceptIfFrom').includes(mailbox),
    lower('ExceptIfSenderDomainIs').includes(domain),
    inGroups(lower('ExceptIfFromMemberOf')),
  ];
  if (answers.includes(false) || excepted.includes(true)) return false;
  return answers.includes('unknown') || excepted.includes('unknown') ? 'unknown' : true;
}

function roundUp(size: number): number {
  return Math.min(Math.ceil((size * 1.2) / 100) * 100, 10_000);
}
