import type { WireRow } from '../tenant-data.ts';
import { zuluDate } from '../wire-dates.ts';
import { organization, policyTail } from './organization.ts';

const { initialDomain, usDomain, newsDomain, euDomain } = organization;

function tail(name: string, container: string, schema: string, changed: number): WireRow {
  return policyTail({ name, container, schema, changed });
}

function acceptedDomain(name: string, changed: number): WireRow {
  return {
    DomainName: name,
    CatchAllRecipientID: null,
    DomainType: 'Authoritative',
    MatchSubDomains: false,
    AddressBookEnabled: true,
    Default: name === usDomain,
    EmailOnly: false,
    ExternallyManaged: false,
    AuthenticationType: 'Managed',
    PendingRemoval: false,
    OutboundOnly: false,
    IsCoexistenceDomain: false,
    SendingFromDomainDisabled: false,
    InitialDomain: name === initialDomain,
    AdminDisplayName: '',
    ...tail(name, 'Accepted Domains', 'Accepted-Domain', changed),
  };
}

function dkim(domain: string, enabled: boolean, changed: number): WireRow {
  const label = domain.replaceAll('.', '-');
  const checked = zuluDate(changed);
  const selector = (number: number) => ({
    [`Selector${number}KeySize`]: 2048,
    [`Selector${number}CNAME`]: `selector${number}-${label}._domainkey.alderfinch.n-v1.dkim.mail.microsoft`,
    [`Selector${number}PublicKey`]: enabled ? 'v=DKIM1; k=rsa; p=MIIBfictitious;' : '',
  });
  return {
    Domain: domain,
    AdminDisplayName: '',
    ...selector(1),
    ...selector(2),
    Enabled: enabled,
    IsDefault: domain === initialDomain,
    HeaderCanonicalization: 'Relaxed',
    BodyCanonicalization: 'Relaxed',
    Algorithm: 'RsaSHA256',
    NumberOfBytesToSign: 'All',
    IncludeSignatureCreationTime: true,
    IncludeKeyExpiration: false,
    KeyCreationTime: checked,
    LastChecked: checked,
    RotateOnDate: checked,
    SelectorBeforeRotateOnDate: 'selector2',
    SelectorAfterRotateOnDate: 'selector1',
    Status: enabled ? 'Valid' : 'CnameMissing',
    ...tail(domain, 'Dkim Signing config', 'Hosted-Content-Filter-Config', changed),
  };
}

function inboundConnector(changed: number): WireRow {
  return {
    Enabled: true,
    ConnectorType: 'Partner',
    ConnectorSource: 'AdminUI',
    Comment: 'Payroll bureau',
    SenderIPAddresses: [],
    SenderDomains: ['smtp:paydesk.example;1'],
    TrustedOrganizations: [],
    ClientHostNames: [],
    AssociatedAcceptedDomains: [],
    RequireTls: true,
    RestrictDomainsToIPAddresses: false,
    RestrictDomainsToCertificate: true,
    CloudServicesMailEnabled: false,
    TreatMessagesAsInternal: false,
    TlsSenderCertificateName: '*.paydesk.example',
    EFTestMode: false,
    ScanAndDropRecipients: [],
    EFSkipLastIP: false,
    EFSkipIPs: [],
    EFSkipMailGateway: [],
    EFUsers: [],
    AdminDisplayName: '',
    ...tail('Inbound from payroll bureau', 'Connectors', 'SMTP-Inbound-Connector', changed),
  };
}

function outboundSpam(changed: number): WireRow {
  return {
    AdminDisplayName: '',
    IsDefault: true,
    ConfigurationType: 'HostedOutboundSpamFilterPolicy',
    Enabled: true,
    RecipientLimitExternalPerHour: 0,
    RecipientLimitInternalPerHour: 0,
    RecipientLimitPerDay: 0,
    ActionWhenThresholdReached: 'BlockUserForToday',
    NotifyOutboundSpamRecipients: [],
    BccSuspiciousOutboundAdditionalRecipients: [],
    BccSuspiciousOutboundMail: false,
    NotifyOutboundSpam: false,
    RecommendedPolicyType: 'Custom',
    AutoForwardingMode: 'Automatic',
    ...tail('Default', 'Outbound Spam Filter', 'Hosted-Content-Filter-Config', changed),
  };
}

/** Rows about domains, connectors and the organisation, by cmdlet. */
export function mailFlowRows(changed: number): Record<string, WireRow[]> {
  return {
    'Get-AcceptedDomain': [usDomain, newsDomain, euDomain, initialDomain].map((name) => acceptedDomain(name, changed)),
    'Get-DkimSigningConfig': [
      dkim(usDomain, true, changed),
      dkim(euDomain, false, changed),
      dkim(initialDomain, true, changed),
    ],
    'Get-InboundConnector': [inboundConnector(changed)],
    'Get-OutboundConnector': [],
    'Get-HostedOutboundSpamFilterPolicy': [outboundSpam(changed)],
    'Get-HostedConnectionFilterPolicy': [
      {
        AdminDisplayName: '',
        IsDefault: true,
        IPAllowList: ['192.0.2.10'],
        IPBlockList: [],
        EnableSafeList: false,
        DirectoryBasedEdgeBlockMode: 'Default',
        ...tail('Default', 'Hosted Connection Filter', 'Hosted-Connection-Filter-Policy', changed),
      },
    ],
    'Get-OrganizationConfig': [
      {
        DisplayName: organization.displayName,
        RejectDirectSend: false,
        AuditDisabled: false,
        IsDehydrated: false,
        ...tail(initialDomain, 'Microsoft Exchange', 'Configuration-Unit-Container', changed),
      },
    ],
    'Get-TransportConfig': [
      {
        SmtpClientAuthenticationDisabled: true,
        ...tail('Transport Settings', 'Microsoft Exchange', 'Transport-Settings', changed),
      },
    ],
    'Get-RemoteDomain': [
      {
        DomainName: '*',
        AutoForwardEnabled: true,
        ...tail('Default', 'Internet Message Formats', 'Domain-Content-Config', changed),
      },
    ],
    'Get-ExternalInOutlook': [
      { Identity: organization.tenantId, Enabled: true, AllowList: [newsDomain], LastUpdated: zuluDate(changed) },
    ],
    'Get-ArcConfig': [{ Identity: 'Default', Name: 'Default', ArcTrustedSealers: [] }],
  };
}
