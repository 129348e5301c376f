import type { WireRow } from '../tenant-data.ts';
import { policyTail } from './organization.ts';

const types = (
  'ace ani apk app appx arj bat cab cmd com deb dex dll docm elf exe hta img iso jar jnlp kext lha lib library lnk lzh macho ' +
  'msc msi msix msp mst pif ppa ppam reg rev scf scr sct sys uif vb vbe vbs vxd wsc wsf wsh xll xz z'
).split(' ');

const malware: WireRow = {
  AdminDisplayName: '',
  CustomExternalBody: '',
  CustomExternalSubject: '',
  CustomInternalBody: '',
  CustomInternalSubject: '',
  CustomFromAddress: '',
  CustomFromName: '',
  CustomNotifications: false,
  EnableExternalSenderAdminNotifications: false,
  EnableFileFilter: true,
  EnableInternalSenderAdminNotifications: false,
  ExternalSenderAdminAddress: '',
  FileTypeAction: 'Reject',
  FileTypes: types,
  InternalSenderAdminAddress: '',
  IsDefault: false,
  IsPolicyOverrideApplied: false,
  QuarantineTag: 'AdminOnlyAccessPolicy',
  RecommendedPolicyType: 'Custom',
  ZapEnabled: true,
};

const malwarePolicies: Record<string, WireRow> = {
  Default: { IsDefault: true },
  'Standard Preset Security Policy1770804302315': { RecommendedPolicyType: 'Standard' },
  'Strict Preset Security Policy1770804312844': { RecommendedPolicyType: 'Strict' },
  'Company attachment rules': {
    FileTypeAction: 'Quarantine',
    FileTypes: [...types, 'htm', 'html', 'ics', 'svg'],
    AdminDisplayName: 'HTML and calendar files are held since the March incident',
  },
};

const safeAttachments: WireRow = {
  Action: 'Block',
  AdminDisplayName: '',
  Enable: true,
  EnableBlockingEncryptedAttachments: false,
  EnableOrganizationBranding: false,
  ExcludedTypesFromBlockingEncryptedAttachments: [],
  IsBuiltInProtection: false,
  IsDefault: false,
  QuarantineTag: 'AdminOnlyAccessPolicy',
  QuarantineTagForBlockingEncryptedAttachments: 'DefaultFullAccessWithNotificationPolicy',
  RecommendedPolicyType: 'Custom',
  Redirect: false,
  RedirectAddress: '',
};

const safeAttachmentPolicies: Record<string, WireRow> = {
  'Built-In Protection Policy': { IsBuiltInProtection: true },
  'Standard Preset Security Policy1770804303781': { RecommendedPolicyType: 'Standard' },
  'Strict Preset Security Policy1770804314150': { RecommendedPolicyType: 'Strict' },
};

const safeLinks: WireRow = {
  EnableSafeLinksForEmail: true,
  EnableSafeLinksForTeams: true,
  EnableSafeLinksForOffice: true,
  TrackClicks: true,
  AllowClickThrough: false,
  ScanUrls: true,
  EnableForInternalSenders: true,
  DeliverMessageAfterScan: true,
  DisableUrlRewrite: false,
  DoNotRewriteUrls: [],
  AdminDisplayName: '',
  CustomUrlList: [],
  CustomNotificationText: '',
  LocalizedUrlTextList: [],
  LocalizedNotificationTextList: [],
  EnableOrganizationBranding: false,
  RecommendedPolicyType: 'Custom',
  IsBuiltInProtection: false,
};

const safeLinksPolicies: Record<string, WireRow> = {
  'Built-In Protection Policy': {
    IsBuiltInProtection: true,
    DisableUrlRewrite: true,
    EnableForInternalSenders: false,
    AllowClickThrough: true,
  },
  'Standard Preset Security Policy1770804305455': { RecommendedPolicyType: 'Standard' },
  'Strict Preset Security Policy1770804315390': { RecommendedPolicyType: 'Strict' },
  'EU offices safe links': { DoNotRewriteUrls: ['https://tk.cmnky.co/*'], AllowClickThrough: true },
};

function rows(
  base: WireRow,
  all: Record<string, WireRow>,
  container: string,
  schema: string,
  changed: number,
): WireRow[] {
  return Object.entries(all).map(([name, differences]) => ({
    ...base,
    ...differences,
    ...policyTail({ name, container, schema, changed }),
  }));
}

/** Rows of the three policies about attachments and links, by cmdlet. */
export function attachmentAndLinkPolicies(changed: number): Record<string, WireRow[]> {
  return {
    'Get-MalwareFilterPolicy': rows(malware, malwarePolicies, 'Malware Filter', 'Malware-Filter-Config', changed),
    'Get-SafeAttachmentPolicy': rows(
      safeAttachments,
      safeAttachmentPolicies,
      'Safe Attachment',
      'Safe-Attachment-Protection-Config',
      changed,
    ),
    'Get-SafeLinksPolicy': rows(safeLinks, safeLinksPolicies, 'Safe Links', 'Smart-Links-Protection-Config', changed),
    'Get-AtpPolicyForO365': [
      {
        AdminDisplayName: '',
        EnableATPForSPOTeamsODB: true,
        EnableSafeDocs: true,
        AllowSafeDocsOpen: false,
        ...policyTail({
          name: 'Default',
          container: 'Atp Policy For O365',
          schema: 'Hosted-Content-Filter-Config',
          changed,
        }),
      },
    ],
  };
}
