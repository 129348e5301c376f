import { asfSettings } from '../../../defender/gaps/baselines/asf.ts';
import type { SettingFacts } from './setting-facts.ts';

/** What the portal calls each option, and words for it (Microsoft Learn, anti-spam-policies-asf-settings-about, 2026-08-03). */
const names: Readonly<Record<string, [label: string, words: RegExp]>> = {
  IncreaseScoreWithImageLinks: [
    'Image links to remote websites',
    /image links|remote (?:images|websites)|increase spam score/i,
  ],
  IncreaseScoreWithNumericIps: ['Numeric IP address in URL', /numeric ip/i],
  IncreaseScoreWithRedirectToOtherPort: ['URL redirect to other port', /other port/i],
  IncreaseScoreWithBizOrInfoUrls: ['Links to .biz or .info websites', /\.?biz or \.?info/i],
  MarkAsSpamEmptyMessages: ['Empty messages', /empty messages?/i],
  MarkAsSpamEmbedTagsInHtml: ['Embedded tags in HTML', /embed(?:ded)? tags?/i],
  MarkAsSpamJavaScriptInHtml: ['JavaScript or VBScript in HTML', /javascript|vbscript/i],
  MarkAsSpamFormTagsInHtml: ['Form tags in HTML', /form tags?/i],
  MarkAsSpamFramesInHtml: ['Frame or iframe tags in HTML', /i?frame tags?|frames in html/i],
  MarkAsSpamWebBugsInHtml: ['Web bugs in HTML', /web ?bugs?/i],
  MarkAsSpamObjectTagsInHtml: ['Object tags in HTML', /object tags?/i],
  MarkAsSpamSensitiveWordList: ['Sensitive words', /sensitive words?/i],
  MarkAsSpamSpfRecordHardFail: ['SPF record: hard fail', /spf (?:record )?:?hard ?fail/i],
  MarkAsSpamFromAddressAuthFail: ['Sender ID filtering hard fail', /sender id/i],
  MarkAsSpamNdrBackscatter: ['Backscatter', /backscatter/i],
};

const trap =
  'These options are old and coarse: a mail they mark cannot be submitted to Microsoft as a mistake, and every preset has them off. Test mode changes nothing for the mail.';

/** The fifteen options of the advanced spam filter. */
export const advancedSpamFilterSettings: readonly SettingFacts[] = asfSettings.map(({ setting, stricter }) => {
  const [label, words] = names[setting] ?? [setting, new RegExp(setting, 'i')];
  return { type: 'antiSpam', setting, label, words, does: `${stricter.effect.split('. ')[0]}.`, trap };
});
