import type { WireRow } from '../tenant-data.ts';
import { organization, policyTail } from './organization.ts';

interface Rights {
  blockSender?: boolean;
  delete?: boolean;
  preview?: boolean;
  release?: boolean;
  requestRelease?: boolean;
  allowSender?: boolean;
}

const full: Rights = { blockSender: true, delete: true, preview: true, release: true, allowSender: true };

/** Quarantine policies by name: what the recipient may do, whether they are told, whether Microsoft made it. */
export const quarantinePolicies: Record<string, { rights: Rights; notified: boolean; builtIn: boolean }> = {
  AdminOnlyAccessPolicy: { rights: {}, notified: false, builtIn: true },
  DefaultFullAccessPolicy: { rights: full, notified: false, builtIn: true },
  DefaultFullAccessWithNotificationPolicy: { rights: full, notified: true, builtIn: true },
  'Request release': {
    rights: { blockSender: true, delete: true, preview: true, requestRelease: true },
    notified: true,
    builtIn: false,
  },
};

/** The `PermissionTo…` columns of a quarantined message under this policy. */
export function permissionColumns(policy: string): WireRow {
  const rights = quarantinePolicies[policy]?.rights ?? {};
  return {
    PermissionToBlockSender: rights.blockSender ?? false,
    PermissionToDelete: rights.delete ?? false,
    PermissionToPreview: rights.preview ?? false,
    PermissionToRelease: rights.release ?? false,
    PermissionToRequestRelease: rights.requestRelease ?? false,
    PermissionToViewHeader: rights.preview ?? false,
    PermissionToDownload: false,
    PermissionToAllowSender: rights.allowSender ?? false,
  };
}

function permissionText(policy: string): string {
  const columns = permissionColumns(policy);
  const order = [
    'BlockSender',
    'Delete',
    'Download',
    'Preview',
    'Release',
    'RequestRelease',
    'ViewHeader',
    'AllowSender',
  ];
  const lines = order.map(
    (name) => `PermissionTo${name}: ${columns[`PermissionTo${name}`] === true ? 'True' : 'False'}`,
  );
  return `[${lines.join('\r\n')}]`;
}

function row(
  name: string,
  type: string,
  permissions: string,
  notified: boolean,
  builtIn: boolean,
  changed: number,
): WireRow {
  const tail = policyTail({
    name,
    container: 'Quarantine Tag',
    schema: 'Hosted-Content-Filter-Config',
    changed,
    identity: `${organization.initialDomain}\\${name}`,
  });
  return {
    EndUserQuarantinePermissions: permissions,
    ESNEnabled: notified,
    EndUserSpamNotificationFrequency: 'P1D',
    IncludeMessagesFromBlockedSenderAddress: false,
    QuarantinePolicyType: type,
    OrganizationBrandingEnabled: false,
    MultiLanguageSenderName: [],
    MultiLanguageCustomDisclaimer: [],
    EsnCustomSubject: [],
    MultiLanguageSetting: [],
    EndUserSpamNotificationCustomFromAddress: '',
    ...tail,
    ...(builtIn ? { Guid: '00000000-0000-0000-0000-000000000000' } : {}),
  };
}

export function quarantinePolicyRows(changed: number): WireRow[] {
  const named = Object.entries(quarantinePolicies).map(([name, { notified, builtIn }]) =>
    row(name, 'QuarantinePolicy', permissionText(name), notified, builtIn, changed),
  );
  return [...named, row('DefaultGlobalTag', 'GlobalQuarantinePolicy', permissionText(''), false, false, changed)];
}
