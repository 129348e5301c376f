import { fixFor } from '../../fixes/choose.ts';
import { command } from '../../fixes/powershell.ts';
import { list, type Row, text } from '../../policies/row.ts';
import { partOf } from '../../precedence/cohort.ts';
import { rows, whyNotRead } from '../../snapshot.ts';
import type { GapContext } from '../context.ts';
import { holdsIp } from '../entries.ts';
import { domainKind } from '../known-domains.ts';
import { bothPaths, type Draft, type GapRule } from '../rule.ts';

const simulationRule = 'Get-ExoPhishSimOverrideRule';
const mailboxPolicy = 'Get-SecOpsOverridePolicy';

/** Advanced delivery is for phishing simulations and SecOps mailboxes; newsletters have no place in it. */
export const advancedDelivery: GapRule = {
  facts: {
    id: 'advanced-delivery',
    title: 'Advanced delivery',
    area: 'mail-flow',
    kind: 'opening',
    paths: bothPaths,
    needs: [],
    licence: 'EOP',
    severityBasis: 'It lets nearly everything through, without ZAP and without alerts.',
    sources: ['advancedDelivery'],
  },
  check: (context) => [
    ...context.rows(simulationRule).flatMap((row) => simulation(row, context)),
    ...context.rows(mailboxPolicy).flatMap((row) => mailboxes(row, context)),
    ...unreadParts(context),
  ],
};

/** Each half is judged by itself, so that an opening in one shows although the other was not read. */
function unreadParts({ snapshot }: GapContext): Draft[] {
  return [simulationRule, mailboxPolicy]
    .filter((cmdlet) => rows(snapshot, cmdlet) === null)
    .map((cmdlet) => {
      const { sentence, advice } = whyNotRead(snapshot, cmdlet);
      return { status: 'unknown', entry: `${cmdlet} not read`, effect: `Could not check: ${sentence} ${advice}` };
    });
}

function simulation(row: Row, context: GapContext): Draft[] {
  if (text(row, 'State')?.toLowerCase() === 'disabled' || /pendingdeletion/i.test(text(row, 'Mode') ?? '')) return [];
  const domains = [
    ...new Set([...(list(row, 'Domains') ?? []), ...(list(row, 'SenderDomainIs') ?? [])].map((it) => it.toLowerCase())),
  ];
  const ranges = list(row, 'SenderIpRanges') ?? [];
  const { sender } = context;
  const from = [...sender.domains, ...sender.dkimDomains, ...sender.mailFromDomains];
  const wrong = [
    ...domains.filter(
      (domain) => from.includes(domain) || ['vendor', 'shared', 'own'].includes(domainKind(domain, context.ownDomains)),
    ),
    ...ranges.filter((range) => sender.ips.some((ip) => holdsIp(range, ip))),
  ];
  if (wrong.length === 0) return [];
  const name = text(row, 'Name') ?? 'phishing simulation';
  return [
    {
      status: 'gap',
      severity: 'high',
      policy: { name, key: name },
      setting: 'Domains',
      actual: wrong,
      expected: 'vendors of phishing simulations only',
      effect: `${wrong.join(', ')} stands among the phishing simulations, so mail from there is delivered whatever is in it. Microsoft says not to use it for other mail.`,
      fixes: [
        remove(
          name,
          wrong.filter((entry) => domains.includes(entry)),
          wrong.filter((entry) => ranges.includes(entry)),
        ),
      ],
    },
  ];
}

function remove(rule: string, domains: string[], ranges: string[]) {
  const change = (verb: 'Remove' | 'Add') =>
    command('Set-ExoPhishSimOverrideRule', {
      Identity: rule,
      ...(domains.length > 0 ? { [`${verb}Domains`]: domains } : {}),
      ...(ranges.length > 0 ? { [`${verb}SenderIpRanges`]: ranges } : {}),
    });
  return {
    ...fixFor('closeOpening', {}),
    link: 'https://security.microsoft.com/advanceddelivery',
    steps: [
      'Open https://security.microsoft.com/advanceddelivery, Phishing simulation',
      `Remove ${[...domains, ...ranges].join(', ')}`,
    ],
    powershell: change('Remove'),
    rollback: change('Add'),
  };
}

function mailboxes(row: Row, context: GapContext): Draft[] {
  const sentTo = (list(row, 'SentTo') ?? []).map((address) => address.toLowerCase());
  if (context.audience.kind !== 'listed') return [];
  const cohorts = partOf(context.audience.cohorts, new Set(sentTo));
  const wrong = cohorts.flatMap(({ recipients }) => recipients.map(({ address }) => address ?? ''));
  if (wrong.length === 0) return [];
  return [
    {
      status: 'gap',
      severity: 'medium',
      policy: { name: text(row, 'Name') ?? 'SecOps mailboxes' },
      setting: 'SentTo',
      actual: wrong,
      expected: 'mailboxes of the security team that nobody reads as a person',
      effect: `${wrong.join(', ')} gets campaigns and stands among the SecOps mailboxes, where nothing at all is filtered, malware included.`,
      cohorts,
      fixes: [
        {
          ...fixFor('closeOpening', {}),
          link: 'https://security.microsoft.com/advanceddelivery',
          steps: ['Open https://security.microsoft.com/advanceddelivery, SecOps mailbox', `Remove ${wrong.join(', ')}`],
          powershell: command('Set-SecOpsOverridePolicy', { Identity: 'SecOpsOverridePolicy', RemoveSentTo: wrong }),
          rollback: command('Set-SecOpsOverridePolicy', { Identity: 'SecOpsOverridePolicy', AddSentTo: wrong }),
        },
      ],
    },
  ];
}
