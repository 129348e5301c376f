import type { SettingFacts } from './setting-facts.ts';

const antiMalware = { type: 'antiMalware', trap: null } as const;
const safeLinks = { type: 'safeLinks', trap: null } as const;
const safeAttachments = { type: 'safeAttachments', trap: null } as const;

/** Microsoft Learn: anti-malware-protection-about (2026-08-10), safe-links-about (2026-05-22), safe-attachments-about (2026-07-17). */
export const attachmentAndLinkSettings: readonly SettingFacts[] = [
  {
    ...antiMalware,
    setting: 'EnableFileFilter',
    label: 'Enable the common attachments filter',
    words: /common attachments? filter|file ?filter/i,
    does: 'Blocks attachments by their true file type, also inside archives.',
    trap: 'A file allow of the Tenant Allow/Block List does not overrule it.',
  },
  {
    ...antiMalware,
    setting: 'FileTypes',
    label: 'File types of the common attachments filter',
    words: /file ?types?|blocked (?:attachment|file) types?/i,
    does: 'The types that the common attachments filter blocks; Microsoft’s list has 53.',
    trap: 'Longer lists, such as CIS’s, add ics, html and eml: calendar files and HTML attachments of campaigns are then blocked.',
  },
  {
    ...antiMalware,
    setting: 'FileTypeAction',
    label: 'When these file types are found',
    words: /file ?type ?action/i,
    does: 'Rejects mail with a blocked type with a bounce, or quarantines it.',
    trap: 'Rejected mail leaves nothing in quarantine: look for it in the message trace.',
  },
  {
    ...antiMalware,
    setting: 'ZapEnabled',
    label: 'Zero-hour auto purge for malware',
    words: /zap for malware|malware zap|zap ?enabled/i,
    does: 'Takes delivered mail back when its attachment turns out to be malware.',
  },
  {
    ...safeLinks,
    setting: 'EnableSafeLinksForEmail',
    label: 'On: Safe Links checks a list of known, malicious links when users click links in email',
    words: /safe ?links for e-?mail/i,
    does: 'Checks links in mail when they are clicked, and wraps them unless wrapping is off.',
  },
  {
    ...safeLinks,
    setting: 'EnableForInternalSenders',
    label: 'Apply Safe Links to email messages sent within the organization',
    words: /internal senders|sent within the organi[sz]ation/i,
    does: 'Applies Safe Links to mail from your own mailboxes too, so to campaigns that are sent from one.',
  },
  {
    ...safeLinks,
    setting: 'ScanUrls',
    label: 'Apply real-time URL scanning for suspicious links',
    words: /scan ?urls|real-?time (?:url )?scan/i,
    does: 'Scans suspicious links, and links to files, in real time.',
  },
  {
    ...safeLinks,
    setting: 'DeliverMessageAfterScan',
    label: 'Wait for URL scanning to complete before delivering the message',
    words: /wait for url scan|deliver ?message ?after ?scan/i,
    does: 'Holds mail back until its links are scanned. This visit of the links can look like clicks of people in ContactMonkey’s statistics.',
  },
  {
    ...safeLinks,
    setting: 'DisableUrlRewrite',
    label: 'Do not rewrite URLs, do checks via Safe Links API only',
    words: /disable ?url ?rewrit|do checks via|rewrit(?:e|ing) (?:of )?urls|url rewrit/i,
    does: 'Leaves links as they are; only clients that ask Safe Links (Outlook) are protected at click time.',
    trap: 'The name is negative: True means no wrapping. Built-in protection has it True, the presets False.',
  },
  {
    ...safeLinks,
    setting: 'DoNotRewriteUrls',
    label: 'Do not rewrite the following URLs in email',
    words: /do ?not ?rewrite(?: ?(?:urls|list|the following))?|rewrite exception/i,
    does: 'Links that match are neither wrapped nor scanned before delivery.',
    trap: 'It does not lift a block at click time, does nothing for people in a preset, and does not stop ghost clicks for links that are scanned elsewhere.',
  },
  {
    ...safeLinks,
    setting: 'TrackClicks',
    label: 'Track user clicks',
    words: /track(?: user)? ?clicks/i,
    does: 'Records clicks on links for the security team (not for ContactMonkey). Without it nobody can tell which link was blocked.',
  },
  {
    ...safeLinks,
    setting: 'AllowClickThrough',
    label: 'Let users click through to the original URL',
    words: /click ?through/i,
    does: 'Lets readers go on past the warning page to the site.',
    trap: 'The switch in the portal and the property have the same direction; older articles describe its predecessor, DoNotAllowClickThrough, which had the opposite.',
  },
  {
    ...safeAttachments,
    setting: 'Enable',
    label: 'Safe Attachments is on in this policy',
    words: /(?:is|enable|turn(?:ed)? o(?:n|ff)) safe attachments/i,
    does: 'Opens attachments in a closed environment before delivery.',
    trap: 'A custom policy that is off beats Built-in protection for its people, so it takes protection away.',
  },
  {
    ...safeAttachments,
    setting: 'Action',
    label: 'Safe Attachments unknown malware response',
    words: /dynamic delivery|malware response|safe ?attachments? action/i,
    does: 'Block holds mail until the scan is done and quarantines what is malicious; Dynamic Delivery brings the text at once and the file after the scan; Monitor (Allow) only watches.',
    trap: 'Dynamic Delivery changes the delay, never the verdict; it works for cloud mailboxes only.',
  },
  {
    ...safeAttachments,
    setting: 'Redirect',
    label: 'Redirect messages with detected attachments',
    words: /redirect (?:messages|attachments?)/i,
    does: 'Sends a copy of mail with malicious attachments to an address of your choice, only with the action Monitor.',
  },
  {
    ...safeAttachments,
    setting: 'EnableBlockingEncryptedAttachments',
    label: 'Block password-protected attachments',
    words: /encrypted attachments?|password[- ]protected/i,
    does: 'Holds mail whose attachment is protected by a password and could not be scanned.',
  },
];
