import type { SnapshotDocument } from './tenant-snapshots.ts';

/** Which read cmdlet each part of a ScubaGear provider export comes from. What the export lacks stays unread. */
const cmdlets: Record<string, string> = {
  protection_policy_rules: 'Get-EOPProtectionPolicyRule',
  atp_policy_rules: 'Get-ATPProtectionPolicyRule',
  malware_filter_policies: 'Get-MalwareFilterPolicy',
  malware_filter_rules: 'Get-MalwareFilterRule',
  anti_phish_policies: 'Get-AntiPhishPolicy',
  anti_phish_rules: 'Get-AntiPhishRule',
  hosted_content_filter_policies: 'Get-HostedContentFilterPolicy',
  hosted_content_filter_rules: 'Get-HostedContentFilterRule',
  safe_attachment_policies: 'Get-SafeAttachmentPolicy',
  safe_attachment_rules: 'Get-SafeAttachmentRule',
  safe_links_policies: 'Get-SafeLinksPolicy',
  safe_links_rules: 'Get-SafeLinksRule',
  atp_policy_for_o365: 'Get-AtpPolicyForO365',
  all_domains: 'Get-AcceptedDomain',
  dkim_config: 'Get-DkimSigningConfig',
  transport_rule: 'Get-TransportRule',
  conn_filter: 'Get-HostedConnectionFilterPolicy',
  org_config: 'Get-OrganizationConfig',
};

interface DnsRecord {
  domain: string;
  rdata?: string[];
}

/** Makes a tenant snapshot of a ScubaGear provider export (the policy part, as its PowerShell module serialises it). */
export function snapshotOfScubaExport(provider: Record<string, unknown>): SnapshotDocument {
  const snapshot: SnapshotDocument = { takenAt: takenAt(provider.date), groups: {} };
  for (const [key, cmdlet] of Object.entries(cmdlets)) if (key in provider) snapshot[cmdlet] = provider[key];
  snapshot.dns = dnsOf(provider);
  return snapshot;
}

function takenAt(value: unknown): string | null {
  const match = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}:\d{2}:\d{2})/.exec(String(value));
  return match === null ? null : `${match[3]}-${match[1]}-${match[2]}T${match[4]}Z`;
}

function dnsOf(provider: Record<string, unknown>): Record<string, Record<string, unknown>> {
  const dns: Record<string, Record<string, unknown>> = {};
  const records = (key: string) => (Array.isArray(provider[key]) ? (provider[key] as DnsRecord[]) : []);
  for (const { domain, rdata } of records('spf_records')) {
    dns[domain] = { ...dns[domain], spf: rdata?.find((record) => record.startsWith('v=spf1')) ?? null };
  }
  for (const { domain, rdata } of records('dmarc_records')) {
    dns[domain] = { ...dns[domain], dmarc: rdata?.find((record) => record.startsWith('v=DMARC1')) ?? null };
  }
  return dns;
}
