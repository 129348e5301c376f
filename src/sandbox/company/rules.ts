import type { WireRow } from '../tenant-data.ts';
import { organization, ruleTail } from './organization.ts';
import { groupAddress } from './people.ts';

const conditions = ['SentTo', 'SentToMemberOf', 'RecipientDomainIs'] as const;

interface Scope {
  SentTo?: string[];
  SentToMemberOf?: string[];
  RecipientDomainIs?: string[];
  ExceptIfSentTo?: string[];
  ExceptIfSentToMemberOf?: string[];
  ExceptIfRecipientDomainIs?: string[];
}

interface Rule {
  name: string;
  container: string;
  priority: number;
  /** The policies it applies, in the columns of its own kind. */
  applies: Record<string, string>;
  scope: Scope;
}

/** A rule row: unscoped rules have nulls and an older version word. */
function ruleRow({ name, container, priority, applies, scope }: Rule, changed: number): WireRow {
  const predicates = (prefix: string) => {
    const used = conditions.filter((one) => (scope as Record<string, unknown>)[`${prefix}${one}`]);
    return used.length > 0
      ? used.map((one) => `Microsoft.Exchange.MessagingPolicies.Rules.Tasks.${one}Predicate`)
      : null;
  };
  const values = Object.fromEntries(
    ['', 'ExceptIf'].flatMap((prefix) =>
      conditions.map((one) => [`${prefix}${one}`, (scope as Record<string, unknown>)[`${prefix}${one}`] ?? null]),
    ),
  );
  const what = Object.entries(applies).map(([kind, policy]) => `Apply ${kind} "${policy}"`);
  return {
    ...applies,
    State: 'Enabled',
    Priority: priority,
    Comments: null,
    Description: `Take the following actions:\r\n\t${what.join(', ')}.\r\n`,
    RuleVersion: Object.keys(scope).length > 0 ? '15.0.5.2' : '14.0.0.0',
    ...values,
    Conditions: predicates(''),
    Exceptions: predicates('ExceptIf'),
    ...ruleTail(name, container, changed),
  };
}

const strict: Scope = { SentToMemberOf: [groupAddress('executives'), groupAddress('finance')] };
const standard: Scope = { SentToMemberOf: ['hr', 'communications', 'it', 'legal', 'engineering'].map(groupAddress) };
const eu: Scope = { RecipientDomainIs: [organization.euDomain] };

function single(
  cmdlet: string,
  column: string,
  policy: string,
  container: string,
  priority: number,
  scope: Scope,
): [string, Rule] {
  return [cmdlet, { name: policy, container, priority, applies: { [column]: policy }, scope }];
}

const presetStrict = 'Strict Preset Security Policy';
const presetStandard = 'Standard Preset Security Policy';
const rules: [string, Rule][] = [
  single(
    'Get-HostedContentFilterRule',
    'HostedContentFilterPolicy',
    'EU offices anti-spam',
    'HostedContentFilterVersioned',
    0,
    {
      ...eu,
      ExceptIfSentTo: [`datenschutz@${organization.euDomain}`],
    },
  ),
  single(
    'Get-HostedContentFilterRule',
    'HostedContentFilterPolicy',
    'Retail stores anti-spam',
    'HostedContentFilterVersioned',
    1,
    {
      SentToMemberOf: [groupAddress('retail-stores')],
    },
  ),
  single('Get-AntiPhishRule', 'AntiPhishPolicy', 'EU offices anti-phish', 'AntiPhishVersioned', 0, eu),
  single('Get-MalwareFilterRule', 'MalwareFilterPolicy', 'Company attachment rules', 'MalwareFilterVersioned', 0, {
    RecipientDomainIs: [organization.usDomain, organization.euDomain],
  }),
  single('Get-SafeLinksRule', 'SafeLinksPolicy', 'EU offices safe links', 'SafeLinksVersioned', 0, eu),
  preset('Get-EOPProtectionPolicyRule', presetStrict, 0, strict, {
    HostedContentFilterPolicy: `${presetStrict}1770804311207`,
    AntiPhishPolicy: `${presetStrict}1770804309912`,
    MalwareFilterPolicy: `${presetStrict}1770804312844`,
  }),
  preset('Get-EOPProtectionPolicyRule', presetStandard, 1, standard, {
    HostedContentFilterPolicy: `${presetStandard}1770804300483`,
    AntiPhishPolicy: `${presetStandard}1770804298723`,
    MalwareFilterPolicy: `${presetStandard}1770804302315`,
  }),
  preset('Get-ATPProtectionPolicyRule', presetStrict, 0, strict, {
    SafeAttachmentPolicy: `${presetStrict}1770804314150`,
    SafeLinksPolicy: `${presetStrict}1770804315390`,
  }),
  preset('Get-ATPProtectionPolicyRule', presetStandard, 1, standard, {
    SafeAttachmentPolicy: `${presetStandard}1770804303781`,
    SafeLinksPolicy: `${presetStandard}1770804305455`,
  }),
  preset(
    'Get-ATPBuiltInProtectionRule',
    'ATP Built-In Protection Rule',
    0,
    {},
    {
      SafeAttachmentPolicy: 'Built-In Protection Policy',
      SafeLinksPolicy: 'Built-In Protection Policy',
    },
  ),
];

function preset(
  cmdlet: string,
  name: string,
  priority: number,
  scope: Scope,
  applies: Record<string, string>,
): [string, Rule] {
  return [cmdlet, { name, container: `${cmdlet.slice(4)}Versioned`, priority, applies, scope }];
}

/** Rule rows by cmdlet; kinds of rule that the company has none of are empty. */
export function policyRules(changed: number): Record<string, WireRow[]> {
  const rows: Record<string, WireRow[]> = {
    'Get-SafeAttachmentRule': [],
    'Get-HostedOutboundSpamFilterRule': [],
    'Get-TeamsProtectionPolicyRule': [],
    'Get-ATPEvaluation': [],
    'Get-ATPEvaluationRule': [],
  };
  for (const [cmdlet, rule] of rules) rows[cmdlet] = [...(rows[cmdlet] ?? []), ruleRow(rule, changed)];
  return rows;
}
