import type { Departure, SettingBaseline } from './baseline.ts';

/** What each advanced spam filter option looks for, and how likely a tracked newsletter has it. */
const options: readonly [setting: string, hits: string, severity: Departure['severity']][] = [
  ['IncreaseScoreWithImageLinks', 'images that are loaded from a website, as in every campaign', 'high'],
  ['IncreaseScoreWithNumericIps', 'links with a number in place of a host name', 'low'],
  ['IncreaseScoreWithRedirectToOtherPort', 'links to an unusual port', 'low'],
  ['IncreaseScoreWithBizOrInfoUrls', 'links to .biz or .info sites', 'low'],
  ['MarkAsSpamEmptyMessages', 'mail without text and subject', 'low'],
  ['MarkAsSpamEmbedTagsInHtml', 'embed tags, as embedded video may have', 'medium'],
  ['MarkAsSpamJavaScriptInHtml', 'scripts in the mail', 'low'],
  ['MarkAsSpamFormTagsInHtml', 'form tags, as embedded surveys have', 'high'],
  ['MarkAsSpamFramesInHtml', 'frames', 'low'],
  ['MarkAsSpamWebBugsInHtml', 'one-pixel images, as every tracked campaign has', 'critical'],
  ['MarkAsSpamObjectTagsInHtml', 'object tags', 'low'],
  ['MarkAsSpamSensitiveWordList', 'words from Microsoft’s list, as in mail on health or money', 'medium'],
  ['MarkAsSpamSpfRecordHardFail', 'a hard SPF failure', 'medium'],
  ['MarkAsSpamFromAddressAuthFail', 'a Sender ID failure of the From address', 'medium'],
  ['MarkAsSpamNdrBackscatter', 'bounces of mail that nobody here sent', 'low'],
];

/** All fifteen are off in every Microsoft baseline (Microsoft Learn, anti-spam-policies-asf-settings-about, 2026-08-03). */
export const asfSettings: readonly SettingBaseline[] = options.map(([setting, hits, severity]) => ({
  setting,
  values: { default: 'Off', standard: 'Off', strict: 'Off' },
  scale: ['Off', 'Test', 'On'],
  preference: { Test: 'In test mode the option changes nothing but what TestModeAction says.' },
  stricter: {
    severity,
    effect: `${setting.startsWith('Increase') ? 'The spam score rises for' : 'Spam filtering marks mail as spam for'} ${hits}. Such a verdict cannot be submitted to Microsoft as a mistake.`,
    cause: 'asf',
  },
  weaker: { severity: 'low', effect: 'The option is off.' },
}));
