/**
 * Properties of Defender's policies as their cmdlets name them (Exchange PowerShell reference: HostedContentFilterPolicy,
 * AntiPhishPolicy, MalwareFilterPolicy, SafeAttachmentPolicy, SafeLinksPolicy, AtpPolicyForO365, HostedConnectionFilterPolicy;
 * read 2026-08-21). `Enable`, `Action` and `Redirect` are left out: alone they are everyday words.
 */
export const SETTING_NAMES: readonly string[] = (
  'BulkThreshold MarkAsSpamBulkMail BulkSpamAction BulkQuarantineTag BulkMovesEnabled SpamAction SpamQuarantineTag HighConfidenceSpamAction ' +
  'HighConfidenceSpamQuarantineTag PhishSpamAction PhishQuarantineTag HighConfidencePhishAction HighConfidencePhishQuarantineTag ' +
  'IntraOrgFilterState QuarantineRetentionPeriod PhishZapEnabled SpamZapEnabled InlineSafetyTipsEnabled EnableLanguageBlockList ' +
  'LanguageBlockList EnableRegionBlockList RegionBlockList AllowedSenders AllowedSenderDomains BlockedSenders BlockedSenderDomains ' +
  'TestModeAction TestModeBccToRecipients RedirectToRecipients AddXHeaderValue ModifySubjectValue ' +
  'IncreaseScoreWithImageLinks IncreaseScoreWithNumericIps IncreaseScoreWithRedirectToOtherPort IncreaseScoreWithBizOrInfoUrls ' +
  'MarkAsSpamEmptyMessages MarkAsSpamEmbedTagsInHtml MarkAsSpamJavaScriptInHtml MarkAsSpamFormTagsInHtml MarkAsSpamFramesInHtml ' +
  'MarkAsSpamWebBugsInHtml MarkAsSpamObjectTagsInHtml MarkAsSpamSensitiveWordList MarkAsSpamSpfRecordHardFail ' +
  'MarkAsSpamFromAddressAuthFail MarkAsSpamNdrBackscatter ' +
  'EnableSpoofIntelligence HonorDmarcPolicy DmarcQuarantineAction DmarcRejectAction AuthenticationFailAction SpoofQuarantineTag ' +
  'EnableFirstContactSafetyTips EnableUnauthenticatedSender EnableViaTag PhishThresholdLevel EnableTargetedUserProtection ' +
  'TargetedUsersToProtect EnableOrganizationDomainsProtection EnableTargetedDomainsProtection TargetedDomainsToProtect ExcludedSenders ' +
  'ExcludedDomains EnableMailboxIntelligence EnableMailboxIntelligenceProtection TargetedUserProtectionAction TargetedDomainProtectionAction ' +
  'MailboxIntelligenceProtectionAction TargetedUserQuarantineTag TargetedDomainQuarantineTag MailboxIntelligenceQuarantineTag ' +
  'EnableSimilarUsersSafetyTips EnableSimilarDomainsSafetyTips EnableUnusualCharactersSafetyTips ImpersonationProtectionState ' +
  'EnableFileFilter FileTypes FileTypeAction ZapEnabled QuarantineTag RedirectAddress EnableBlockingEncryptedAttachments ' +
  'ExcludedTypesFromBlockingEncryptedAttachments QuarantineTagForBlockingEncryptedAttachments ' +
  'EnableSafeLinksForEmail EnableSafeLinksForTeams EnableSafeLinksForOffice EnableForInternalSenders ScanUrls DeliverMessageAfterScan ' +
  'DisableUrlRewrite DoNotRewriteUrls TrackClicks AllowClickThrough EnableOrganizationBranding CustomNotificationText ' +
  'EnableATPForSPOTeamsODB EnableSafeDocs AllowSafeDocsOpen IPAllowList IPBlockList EnableSafeList RejectDirectSend ' +
  'RecommendedPolicyType EndUserSpamNotificationFrequency EndUserQuarantinePermissionsValue ESNEnabled'
).split(' ');

const KNOWN = new Set(SETTING_NAMES.map((name) => name.toLowerCase()));

/** In two humps like a property, but names of products, firms and quarantine policies. */
const OTHER_NAMES =
  /^(?:(?:Contact|Power|Share|One|Send|Linked|You|Git|What|Docu|Mail|Hub|Service|Sales|Pay|Tik|Mac|Forti|Proof|Air)[A-Z]|Safe(?:Links?|Attachments?)$|Anti[A-Z]|\w+(?:Access|Notification|Enabled|AccessWithNotification)Policy$)/;
const CAMEL = /^[A-Z][a-z]+(?:[A-Z]+[a-z]*)+$/;
const PROPERTY_PART =
  /(?:Action|Enabled?|Tags?|Threshold|Level|State|Senders?|Domains?|Protection|Tips?|Html|Spam|Phish|Zap|Urls?|List|Types?|Mode|Period|Intelligence|Dmarc|Filter|Allow|Block|Recipients?|Score)/;
const MANY_HUMPS = /^(?:[A-Z]+[a-z]*){3,}$/;

/** One unbroken word that a cmdlet uses for a property; `asked` when it is what the sentence is about. */
export function namesSetting(word: string, asked: boolean): boolean {
  if (KNOWN.has(word.toLowerCase())) return true;
  if (!CAMEL.test(word) || OTHER_NAMES.test(word)) return false;
  return asked || PROPERTY_PART.test(word) || MANY_HUMPS.test(word);
}

/** These are said of lists and doings far more often than of the property. */
const SAID_OTHERWISE =
  /^(?:(?:allowed|blocked|excluded) (?:senders?|sender domains|domains)|file (?:types|filter)|quarantine tag|scan urls|safe (?:list|docs)|via tag|redirect address|(?:ip|region|language) (?:allow|block) list|safe links for .*|mailbox intelligence|spoof intelligence|bulk threshold|do not rewrite urls|reject direct send|for internal senders|zap|esn|bulk mail|empty messages|organization branding)$/;

/** The names as people say them: "authentication fail action", "form tags in html", longest first. */
export const SPOKEN_SETTINGS: readonly string[] = [...new Set(SETTING_NAMES.flatMap(spokenForms))]
  .filter((words) => words.includes(' ') && !SAID_OTHERWISE.test(words))
  .sort((a, b) => b.length - a.length);

function spokenForms(name: string): string[] {
  const whole = name
    .replace('JavaScript', 'Javascript')
    .replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
    .toLowerCase();
  return [whole, whole.replace(/^(?:enable|mark as spam|increase score with) /, '').replace(/ enabled$/, '')];
}

/** A cmdlet of Exchange, in its own spelling or all lower case. */
export const CMDLET =
  /\b(?:[Gg]et|[Ss]et|[Nn]ew|[Rr]emove|[Aa]dd|[Ee]nable|[Dd]isable|[Rr]elease|[Ee]xport|[Pp]review|[Dd]elete|[Tt]est|[Ss]tart|[Cc]onnect|[Ss]earch)-(?:[A-Z][A-Za-z0-9]{3,50}|(?:quarantine|message|hosted|antiphish|safe|malware|transport|tenantallow|atp|inbound|dkim|exchange|eop)[a-z0-9]{3,40})\b/g;
