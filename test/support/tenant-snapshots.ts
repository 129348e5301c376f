/** Builders for tenant snapshots in the shape of the snapshot file. */
export type Rows = Record<string, unknown>[];
export type SnapshotDocument = Record<string, unknown>;

const everythingRead = [
  'Get-HostedContentFilterPolicy',
  'Get-HostedContentFilterRule',
  'Get-AntiPhishPolicy',
  'Get-AntiPhishRule',
  'Get-MalwareFilterPolicy',
  'Get-MalwareFilterRule',
  'Get-SafeLinksPolicy',
  'Get-SafeLinksRule',
  'Get-SafeAttachmentPolicy',
  'Get-SafeAttachmentRule',
  'Get-EOPProtectionPolicyRule',
  'Get-ATPProtectionPolicyRule',
  'Get-ATPBuiltInProtectionRule',
];

/** A snapshot in which the policy cmdlets were read and are empty unless given. */
export function aSnapshot(cmdlets: SnapshotDocument = {}): SnapshotDocument {
  const empty = Object.fromEntries(everythingRead.map((cmdlet) => [cmdlet, []]));
  return { takenAt: '2026-11-20T08:00:00Z', ...empty, ...cmdlets };
}

export function aRule(
  policyProperty: string,
  policy: string,
  scope: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    Name: policy,
    Identity: policy,
    [policyProperty]: policy,
    State: 'Enabled',
    Priority: 0,
    SentTo: null,
    SentToMemberOf: null,
    RecipientDomainIs: null,
    ExceptIfSentTo: null,
    ExceptIfSentToMemberOf: null,
    ExceptIfRecipientDomainIs: null,
    ...scope,
  };
}

export function aPresetRule(
  level: 'Standard' | 'Strict',
  scope: Record<string, unknown> = {},
): Record<string, unknown> {
  const name = `${level} Preset Security Policy`;
  return {
    ...aRule('HostedContentFilterPolicy', `${name}1700000000001`, scope),
    AntiPhishPolicy: `${name}1700000000002`,
    MalwareFilterPolicy: `${name}1700000000003`,
    SafeLinksPolicy: `${name}1700000000004`,
    SafeAttachmentPolicy: `${name}1700000000005`,
    Name: name,
    Identity: name,
    Priority: level === 'Strict' ? 0 : 1,
  };
}

export function aBuiltInRule(scope: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ...aRule('SafeLinksPolicy', 'Built-In Protection Policy', scope),
    SafeAttachmentPolicy: 'Built-In Protection Policy',
    Name: 'ATP Built-In Protection Rule',
    Identity: 'ATP Built-In Protection Rule',
  };
}
