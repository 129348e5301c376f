import { guidOf } from '../seeded-random.ts';
import type { DirectoryGroup, DirectoryPerson, WireRow } from '../tenant-data.ts';
import { organization, policyTail } from './organization.ts';

/** Rows about reporting, Teams, advanced delivery, mailboxes and groups, by cmdlet. */
export function otherRows(
  changed: number,
  people: DirectoryPerson[],
  groups: DirectoryGroup[],
): Record<string, WireRow[]> {
  const secOps = `secops@${organization.usDomain}`;
  const rule = (kind: string, fields: WireRow) => {
    const name = `_Exe:${kind}:${guidOf(kind)}`;
    return {
      Identity: name,
      Name: name,
      Policy: guidOf(`${kind} policy`),
      Mode: 'Enforce',
      Comment: null,
      State: 'Enabled',
      ...fields,
    };
  };
  const phishSim = rule('PhishSimOverr', {
    Domains: ['phishdrill.example'],
    SenderDomainIs: ['phishdrill.example'],
    SenderIpRanges: ['192.0.2.55'],
  });
  const secOpsRule = rule('SecOpsOverrid', {});
  const [first, second] = people.slice(-2);
  return {
    'Get-TeamsProtectionPolicy': [
      {
        AdminDisplayName: '',
        ZapEnabled: true,
        MalwareQuarantineTag: 'AdminOnlyAccessPolicy',
        HighConfidencePhishQuarantineTag: 'AdminOnlyAccessPolicy',
        ...policyTail({
          name: 'Teams Protection Policy',
          container: 'ATP Teams Protection',
          schema: 'Hosted-Content-Filter-Config',
          changed,
        }),
      },
    ],
    'Get-ReportSubmissionPolicy': [
      {
        DisableQuarantineReportingOption: false,
        EnableReportToMicrosoft: true,
        EnableThirdPartyAddress: false,
        EnableUserEmailNotification: false,
        ReportJunkAddresses: [secOps],
        ReportJunkToCustomizedAddress: true,
        ReportNotJunkAddresses: [secOps],
        ReportNotJunkToCustomizedAddress: true,
        ReportPhishAddresses: [secOps],
        ReportPhishToCustomizedAddress: true,
        ThirdPartyReportAddresses: [],
        ...policyTail({
          name: 'DefaultReportSubmissionPolicy',
          container: 'Report Submission Policy',
          schema: 'Hosted-Content-Filter-Config',
          changed,
        }),
      },
    ],
    'Get-ReportSubmissionRule': [
      {
        Identity: 'DefaultReportSubmissionRule',
        Name: 'DefaultReportSubmissionRule',
        State: 'Enabled',
        SentTo: [secOps],
      },
    ],
    'Get-ExoPhishSimOverrideRule': [phishSim],
    'Get-PhishSimOverrideRule': [phishSim],
    'Get-PhishSimOverridePolicy': [
      { Identity: 'PhishSimOverridePolicy', Name: 'PhishSimOverridePolicy', Mode: 'Enforce', Enabled: true },
    ],
    'Get-ExoSecOpsOverrideRule': [secOpsRule],
    'Get-SecOpsOverrideRule': [secOpsRule],
    'Get-SecOpsOverridePolicy': [
      {
        Identity: 'SecOpsOverridePolicy',
        Name: 'SecOpsOverridePolicy',
        Mode: 'Enforce',
        Enabled: true,
        SentTo: [secOps],
      },
    ],
    'Get-MailboxJunkEmailConfiguration': [
      junk(first, ['internal.comms@alderfinch.example'], []),
      junk(second, [], ['people.news@alderfinch.example', 'contactmonkey.com']),
    ],
    'Get-Mailbox': people.map((person) => mailbox(person)),
    'Get-Recipient': people.map((person) => mailbox(person)),
    'Get-DistributionGroup': groups
      .filter((group) => group.mail !== null)
      .map((group) => ({
        Name: group.name,
        DisplayName: group.name,
        PrimarySmtpAddress: group.mail,
        GroupType: 'Universal',
        RecipientTypeDetails: 'MailUniversalDistributionGroup',
        ExternalDirectoryObjectId: group.id,
        Identity: group.name,
        Guid: guidOf(`distribution ${group.id}`),
      })),
  };
}

function mailbox(person: DirectoryPerson): WireRow {
  return {
    DisplayName: person.name,
    PrimarySmtpAddress: person.mail,
    UserPrincipalName: person.mail,
    RecipientTypeDetails: 'UserMailbox',
    ExternalDirectoryObjectId: person.id,
    Identity: person.name,
    Name: person.name,
  };
}

function junk(person: DirectoryPerson | undefined, trusted: string[], blocked: string[]): WireRow {
  const mail = person?.mail ?? '';
  return {
    Enabled: true,
    TrustedListsOnly: false,
    ContactsTrusted: false,
    TrustedSendersAndDomains: trusted,
    BlockedSendersAndDomains: blocked,
    TrustedRecipientsAndDomains: trusted,
    MailboxOwnerId: mail,
    Identity: mail,
    IsValid: true,
    ObjectState: 'Unchanged',
  };
}
