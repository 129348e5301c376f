import { unknownTerms } from '../filtering/mail-flow-rules.ts';
import { textsOf } from '../filtering/policy-in-force.ts';
import type { WireRow } from '../tenant-data.ts';
import type { Change, CmdletCall } from './change.ts';

/** Parameters that name or describe an object, and those that scope a rule: they are obeyed for every kind. */
const general =
  'name identity enabled state priority comments admindisplayname confirm force makedefault sentto senttomemberof recipientdomainis ' +
  'exceptifsentto exceptifsenttomemberof exceptifrecipientdomainis hostedcontentfilterpolicy antiphishpolicy malwarefilterpolicy';

/** By the noun of a cmdlet, the settings that decide what becomes of new mail here. A noun that is not listed decides nothing. */
const deciding: Record<string, string> = {
  HostedContentFilterPolicy:
    'BulkThreshold BulkSpamAction BulkQuarantineTag MarkAsSpamBulkMail MarkAsSpamWebBugsInHtml IncreaseScoreWithImageLinks SpamAction ' +
    'SpamQuarantineTag HighConfidenceSpamAction HighConfidenceSpamQuarantineTag PhishSpamAction PhishQuarantineTag PhishZapEnabled ' +
    'QuarantineRetentionPeriod AllowedSenders AllowedSenderDomains BlockedSenders BlockedSenderDomains',
  HostedContentFilterRule: '',
  AntiPhishPolicy:
    'EnableSpoofIntelligence HonorDmarcPolicy DmarcQuarantineAction DmarcRejectAction AuthenticationFailAction SpoofQuarantineTag ' +
    'EnableTargetedUserProtection TargetedUsersToProtect TargetedUserProtectionAction TargetedUserQuarantineTag ExcludedSenders ' +
    'ExcludedDomains',
  AntiPhishRule: '',
  MalwareFilterPolicy: 'EnableFileFilter FileTypes FileTypeAction',
  MalwareFilterRule: '',
  EOPProtectionPolicyRule: '',
  HostedConnectionFilterPolicy: 'IPAllowList IPBlockList',
  MailboxJunkEmailConfiguration: 'TrustedSendersAndDomains BlockedSendersAndDomains',
  TenantAllowBlockListItems: 'ListType Entries Ids Allow Block ExpirationDate NoExpiration RemoveAfter Notes',
  TenantAllowBlockListSpoofItems: 'SpoofedUser SendingInfrastructure SpoofType Action Ids',
  TransportRule: 'SetSCL Quarantine DeleteMessage RejectMessageReasonText StopRuleProcessing Mode',
};
const known = new Map(
  Object.entries(deciding).map(([noun, names]) => [
    noun,
    new Set(`${general} ${names}`.toLowerCase().split(' ').filter(Boolean)),
  ]),
);

/** Actions that take mail elsewhere, which no mail here does. */
const elsewhere = ['redirect', 'bccmessage'];

/**
 * What of a change is kept and can be read but decides nothing about mail here, a sentence for each. `rows` are the tenant's after the
 * change, by read cmdlet.
 */
export function decidesNothing(change: Change, rows: Record<string, WireRow[]>): string[] {
  const said = change.set.flatMap((call) => {
    const noun = call.cmdlet.slice(call.cmdlet.indexOf('-') + 1);
    const names = known.get([...known.keys()].find((one) => one.toLowerCase() === noun.toLowerCase()) ?? '');
    if (names === undefined) return [`${noun} decides nothing about new mail here.`];
    return [...settingsWithout(call, noun, names), ...rulesWithout(call, noun, rows)];
  });
  const records = Object.entries(change.dns).flatMap(([domain, facts]) =>
    Object.keys(facts)
      .filter((record) => record !== 'dkim' && record !== 'dmarc')
      .map((record) => `The ${record} record of ${domain} decides nothing about new mail here.`),
  );
  return [...new Set([...said, ...records])];
}

function settingsWithout({ parameters }: CmdletCall, noun: string, names: ReadonlySet<string>): string[] {
  return Object.entries(parameters).flatMap(([parameter, value]) => {
    const text = String(value).toLowerCase();
    if (noun === 'TransportRule' && !names.has(parameter.toLowerCase())) return [];
    if (parameter === 'ListType' && (text === 'ip' || text === 'filehash'))
      return [`Entries of ${String(value)} in the Tenant Allow/Block List decide nothing about new mail here.`];
    if (!names.has(parameter.toLowerCase())) return [`${parameter} decides nothing about new mail here.`];
    if (text === 'test') return [`${parameter} in test mode decides nothing about mail.`];
    if (elsewhere.includes(text))
      return [`${parameter} ${String(value)}: mail is delivered, and nobody else gets it here.`];
    return [];
  });
}

/** A rule with a term that is not understood is passed over as a whole; one without a deciding action changes no mail. */
function rulesWithout(call: CmdletCall, noun: string, rows: Record<string, WireRow[]>): string[] {
  if (noun !== 'TransportRule' || !/^(?:New|Set|Enable)-/.test(call.cmdlet)) return [];
  const name = String(call.parameters.Name ?? call.identity ?? '');
  const rule = (rows['Get-TransportRule'] ?? []).find((row) =>
    [row.Name, row.Identity, row.Guid].some((one) => String(one).toLowerCase() === name.toLowerCase()),
  );
  if (rule === undefined) return [];
  const terms = unknownTerms(rule);
  if (terms.length > 0) return [`The rule “${name}” is not run here: ${terms.join(', ')} is not understood.`];
  const acts =
    rule.Quarantine === true || rule.DeleteMessage === true || textsOf(rule.RejectMessageReasonText).length > 0;
  const scores = rule.SetSCL !== null && rule.SetSCL !== undefined;
  return acts || scores ? [] : [`The actions of the rule “${name}” change nothing about mail here.`];
}
