import type { WireRow } from '../tenant-data.ts';
import type { Cmdlet, Right } from './cmdlet.ts';
import { notFound } from './errors.ts';
import { number, type ParameterKind, text } from './parameters.ts';

/** Cmdlets that list configuration objects and narrow by Identity: name, right, whether they need Defender for Office 365. */
const plain: readonly (readonly [string, Right, 'defender'?])[] = [
  ['Get-HostedContentFilterPolicy', 'read'],
  ['Get-HostedContentFilterRule', 'read'],
  ['Get-AntiPhishPolicy', 'read'],
  ['Get-AntiPhishRule', 'read'],
  ['Get-MalwareFilterPolicy', 'read'],
  ['Get-MalwareFilterRule', 'read'],
  ['Get-SafeAttachmentPolicy', 'read', 'defender'],
  ['Get-SafeAttachmentRule', 'read', 'defender'],
  ['Get-SafeLinksPolicy', 'read', 'defender'],
  ['Get-SafeLinksRule', 'read', 'defender'],
  ['Get-AtpPolicyForO365', 'read', 'defender'],
  ['Get-EOPProtectionPolicyRule', 'read'],
  ['Get-ATPProtectionPolicyRule', 'read', 'defender'],
  ['Get-ATPBuiltInProtectionRule', 'read', 'defender'],
  ['Get-ATPEvaluation', 'read', 'defender'],
  ['Get-ATPEvaluationRule', 'read', 'defender'],
  ['Get-HostedConnectionFilterPolicy', 'read'],
  ['Get-HostedOutboundSpamFilterPolicy', 'read'],
  ['Get-HostedOutboundSpamFilterRule', 'read'],
  ['Get-TransportRule', 'read'],
  ['Get-TransportConfig', 'read'],
  ['Get-DkimSigningConfig', 'read'],
  ['Get-AcceptedDomain', 'read'],
  ['Get-TeamsProtectionPolicy', 'read', 'defender'],
  ['Get-TeamsProtectionPolicyRule', 'read', 'defender'],
  ['Get-ReportSubmissionPolicy', 'read'],
  ['Get-ReportSubmissionRule', 'read'],
  ['Get-ArcConfig', 'read'],
  ['Get-PhishSimOverridePolicy', 'read'],
  ['Get-ExoPhishSimOverrideRule', 'read'],
  ['Get-PhishSimOverrideRule', 'read'],
  ['Get-SecOpsOverridePolicy', 'read'],
  ['Get-ExoSecOpsOverrideRule', 'read'],
  ['Get-SecOpsOverrideRule', 'read'],
  ['Get-ExternalInOutlook', 'read-all'],
  ['Get-InboundConnector', 'read-all'],
  ['Get-OutboundConnector', 'read-all'],
  ['Get-OrganizationConfig', 'read-all'],
  ['Get-RemoteDomain', 'read-all'],
  ['Get-Mailbox', 'read-all'],
  ['Get-Recipient', 'read-all'],
  ['Get-DistributionGroup', 'read-all'],
];

const parameters: Record<string, ParameterKind> = {
  Identity: { kind: 'text' },
  ResultSize: { kind: 'number', low: 1 },
  State: { kind: 'members', members: ['Enabled', 'Disabled'], many: false },
  Filter: { kind: 'text' },
};

const extra: Record<string, Record<string, ParameterKind>> = {
  'Get-AntiPhishPolicy': { Advanced: { kind: 'switch' }, Impersonation: { kind: 'switch' }, Spoof: { kind: 'switch' } },
};

/** An empty Identity lists all; one that names nothing is a 404. */
export const plainReads: Cmdlet[] = plain.map(([name, right, defender]) => ({
  name,
  right,
  defender: defender !== undefined,
  parameters: { ...parameters, ...extra[name] },
  run: (input, { data }) => {
    const identity = text(input, 'identity');
    const state = text(input, 'state');
    const all = data.cmdlets[name] ?? [];
    const named = identity ? all.filter((row) => isNamed(row, identity)) : all;
    if (identity && named.length === 0) throw notFound(identity);
    const rows = state ? named.filter((row) => row.State === state) : named;
    return { rows: rows.slice(0, number(input, 'resultsize') ?? rows.length), warnings: [] };
  },
}));

/** By name, identity (with or without the organisation before the backslash), GUID, domain or address, in any case. */
export function isNamed(row: WireRow, identity: string): boolean {
  const wanted = identity.toLowerCase();
  const names = [
    row.Identity,
    row.Name,
    row.Guid,
    row.ExchangeObjectId,
    row.DomainName,
    row.PrimarySmtpAddress,
    row.Domain,
    row.DistinguishedName,
  ];
  return names.some((name) => {
    if (typeof name !== 'string') return false;
    const lower = name.toLowerCase();
    return lower === wanted || lower.split('\\').at(-1) === wanted;
  });
}
