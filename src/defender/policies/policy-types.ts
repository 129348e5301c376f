/** The five kinds of protection policy of which exactly one of each applies to a recipient. */
export const policyTypes = ['antiSpam', 'antiPhish', 'antiMalware', 'safeLinks', 'safeAttachments'] as const;
export type PolicyType = (typeof policyTypes)[number];

/** Where policies of a type and their scopes are read from, and what is left when no rule matches. */
export interface PolicyTypeFacts {
  label: string;
  policyCmdlet: string;
  ruleCmdlet: string;
  presetRuleCmdlet: string;
  /** The property of a rule that names the policy. */
  policyProperty: string;
  /** MDO evaluation policies exist for this type. */
  evaluation: boolean;
  fallback: { source: 'default' | 'builtIn'; name: string };
  setCmdlet: string;
  portal: string;
}

/** Microsoft Learn: how-policies-and-protections-are-combined (2025-09-12), preset-security-policies (2026-07-03). */
export const policyTypeFacts: Record<PolicyType, PolicyTypeFacts> = {
  antiSpam: {
    label: 'anti-spam policy',
    policyCmdlet: 'Get-HostedContentFilterPolicy',
    ruleCmdlet: 'Get-HostedContentFilterRule',
    presetRuleCmdlet: 'Get-EOPProtectionPolicyRule',
    policyProperty: 'HostedContentFilterPolicy',
    evaluation: false,
    fallback: { source: 'default', name: 'Default' },
    setCmdlet: 'Set-HostedContentFilterPolicy',
    portal: 'https://security.microsoft.com/antispam',
  },
  antiPhish: {
    label: 'anti-phishing policy',
    policyCmdlet: 'Get-AntiPhishPolicy',
    ruleCmdlet: 'Get-AntiPhishRule',
    presetRuleCmdlet: 'Get-EOPProtectionPolicyRule',
    policyProperty: 'AntiPhishPolicy',
    evaluation: true,
    fallback: { source: 'default', name: 'Office365 AntiPhish Default' },
    setCmdlet: 'Set-AntiPhishPolicy',
    portal: 'https://security.microsoft.com/antiphishing',
  },
  antiMalware: {
    label: 'anti-malware policy',
    policyCmdlet: 'Get-MalwareFilterPolicy',
    ruleCmdlet: 'Get-MalwareFilterRule',
    presetRuleCmdlet: 'Get-EOPProtectionPolicyRule',
    policyProperty: 'MalwareFilterPolicy',
    evaluation: false,
    fallback: { source: 'default', name: 'Default' },
    setCmdlet: 'Set-MalwareFilterPolicy',
    portal: 'https://security.microsoft.com/antimalwarev2',
  },
  safeLinks: {
    label: 'Safe Links policy',
    policyCmdlet: 'Get-SafeLinksPolicy',
    ruleCmdlet: 'Get-SafeLinksRule',
    presetRuleCmdlet: 'Get-ATPProtectionPolicyRule',
    policyProperty: 'SafeLinksPolicy',
    evaluation: true,
    fallback: { source: 'builtIn', name: 'Built-In Protection Policy' },
    setCmdlet: 'Set-SafeLinksPolicy',
    portal: 'https://security.microsoft.com/safelinksv2',
  },
  safeAttachments: {
    label: 'Safe Attachments policy',
    policyCmdlet: 'Get-SafeAttachmentPolicy',
    ruleCmdlet: 'Get-SafeAttachmentRule',
    presetRuleCmdlet: 'Get-ATPProtectionPolicyRule',
    policyProperty: 'SafeAttachmentPolicy',
    evaluation: true,
    fallback: { source: 'builtIn', name: 'Built-In Protection Policy' },
    setCmdlet: 'Set-SafeAttachmentPolicy',
    portal: 'https://security.microsoft.com/safeattachmentv2',
  },
};

export const builtInRuleCmdlet = 'Get-ATPBuiltInProtectionRule';
export const evaluationRuleCmdlet = 'Get-ATPEvaluationRule';
