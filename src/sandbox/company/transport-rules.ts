import type { WireRow } from '../tenant-data.ts';
import { organization, ruleTail } from './organization.ts';

const nulls = (
  'From FromMemberOf SentTo SentToMemberOf SentToScope BetweenMemberOf1 BetweenMemberOf2 ManagerAddresses ManagerForEvaluatedUser ' +
  'SenderManagementRelationship AnyOfToHeader AnyOfCcHeader AnyOfToCcHeader HasClassification SubjectContainsWords ' +
  'SubjectOrBodyContainsWords SubjectMatchesPatterns SubjectOrBodyMatchesPatterns FromAddressContainsWords FromAddressMatchesPatterns ' +
  'SenderDomainIs RecipientDomainIs AttachmentNameMatchesPatterns AttachmentExtensionMatchesWords AttachmentContainsWords ' +
  'HeaderContainsMessageHeader HeaderContainsWords HeaderMatchesMessageHeader HeaderMatchesPatterns SCLOver AttachmentSizeOver ' +
  'MessageSizeOver WithImportance MessageTypeMatches SenderIpRanges RecipientAddressContainsWords RecipientAddressMatchesPatterns ' +
  'ApplyClassification ApplyHtmlDisclaimerLocation ApplyHtmlDisclaimerText ApplyHtmlDisclaimerFallbackAction SetSCL SetHeaderName ' +
  'SetHeaderValue RemoveHeader PrependSubject SetAuditSeverity RedirectMessageTo BlindCopyTo CopyTo AddToRecipients ' +
  'ModerateMessageByUser RejectMessageEnhancedStatusCode RejectMessageReasonText RouteMessageOutboundConnector GenerateIncidentReport ' +
  'GenerateNotification LogEventText FromScope'
).split(' ');
const exceptions =
  'From FromMemberOf SentTo SentToMemberOf SenderDomainIs SenderIpRanges SubjectContainsWords HeaderContainsMessageHeader HeaderContainsWords'
    .split(' ')
    .map((name) => `ExceptIf${name}`);
const switches = (
  'HasNoClassification HasSenderOverride AttachmentIsUnsupported AttachmentProcessingLimitExceeded AttachmentHasExecutableContent ' +
  'AttachmentIsPasswordProtected ModerateMessageByManager Disconnect RouteMessageOutboundRequireTls ApplyOME RemoveOME RemoveOMEv2 ' +
  'RemoveRMSAttachmentEncryption DeleteMessage Quarantine StopRuleProcessing'
).split(' ');
const unset = Object.fromEntries([
  ...[...nulls, ...exceptions].map((name) => [name, null]),
  ...switches.map((name) => [name, false]),
]);

/** Name of the rule that holds outside mail written to everybody. */
export const holdRule = 'Hold outside mail that looks like an all-staff notice';

const rules: { name: string; description: string; set: WireRow; state?: string }[] = [
  {
    name: holdRule,
    description:
      'Is received from outside, subject or body contains "all staff" or "mandatory": deliver to hosted quarantine',
    set: {
      FromScope: 'NotInOrganization',
      SubjectOrBodyContainsWords: ['all staff', 'mandatory'],
      ExceptIfSenderDomainIs: ['healthplan.example'],
      Quarantine: true,
    },
  },
  {
    name: 'External banner',
    description: 'Is received from outside: prepend the disclaimer',
    set: {
      FromScope: 'NotInOrganization',
      ApplyHtmlDisclaimerLocation: 'Prepend',
      ApplyHtmlDisclaimerText: '<p>This message came from outside Alder &amp; Finch.</p>',
      ApplyHtmlDisclaimerFallbackAction: 'Wrap',
    },
  },
  {
    name: 'Bypass for scanner',
    description: 'Is received from outside and sender ip addresses belong to 192.0.2.0/28: set SCL to -1',
    set: { FromScope: 'NotInOrganization', SenderIpRanges: ['192.0.2.0/28'], SetSCL: '-1' },
  },
  {
    name: 'Newsletter trial 2024',
    description: 'Sender domain is news.alderfinch.example: set SCL to -1',
    set: { SenderDomainIs: [organization.newsDomain], SetSCL: '-1' },
    state: 'Disabled',
  },
];

const isException = (name: string) => name.startsWith('ExceptIf');
const actionNames = ['Quarantine', 'SetSCL', 'ApplyHtmlDisclaimerText'];

export function transportRuleRows(changed: number): WireRow[] {
  return rules.map(({ name, description, set, state }, priority) => {
    const names = Object.keys(set);
    const classes = (list: string[], kind: string) =>
      list.length > 0
        ? list.map((one) => `Microsoft.Exchange.MessagingPolicies.Rules.Tasks.${one.replace(/^ExceptIf/, '')}${kind}`)
        : null;
    return {
      Priority: priority,
      DlpPolicy: null,
      DlpPolicyId: '00000000-0000-0000-0000-000000000000',
      Comments: null,
      CreatedBy: 'Priya Raman',
      LastModifiedBy: 'Priya Raman',
      ManuallyModified: false,
      ActivationDate: null,
      ExpiryDate: null,
      Description: `If the message:\r\n\t${description}\r\n`,
      RuleVersion: '14.0.0.0',
      Size: 612,
      Conditions: classes(
        names.filter((one) => !isException(one) && !actionNames.includes(one) && !one.startsWith('ApplyHtml')),
        'Predicate',
      ),
      Exceptions: classes(names.filter(isException), 'Predicate'),
      Actions: classes(
        names.filter((one) => actionNames.includes(one)),
        'Action',
      ),
      State: state ?? 'Enabled',
      Mode: 'Enforce',
      IsRuleConfigurationSupported: true,
      RuleConfigurationUnsupportedReason: '',
      RuleErrorAction: 'Ignore',
      SenderAddressLocation: 'Header',
      RecipientAddressType: 'Resolved',
      RuleSubType: 'None',
      RegexSize: 0,
      UseLegacyRegex: false,
      ...unset,
      ...set,
      ...ruleTail(name, 'TransportVersioned', changed),
    };
  });
}
