export interface AsfOption {
  /** Property of the anti-spam policy. */
  property: string;
  /** The text of X-CustomSpam that the option stamps. */
  text: string;
  verdict: 'HSPM' | 'SPM';
  /** What in a newsletter trips it. */
  trippedBy: string;
  /** It adds to the spam score and does not decide alone. */
  raisesScoreOnly?: true;
  confidence: 'documented' | 'contradictory';
}

export const asfSource = { source: 'Microsoft Learn, anti-spam-policies-asf-settings-about', date: '2026-08-03' };

/** Advanced Spam Filter options by the text they stamp. Where sources differ, the newer page counts. */
export const asfOptions: readonly AsfOption[] = [
  {
    property: 'IncreaseScoreWithImageLinks',
    raisesScoreOnly: true,
    text: 'Image links to remote sites',
    verdict: 'SPM',
    trippedBy: 'pictures loaded from a web server, as every campaign has them',
    confidence: 'contradictory',
  },
  {
    property: 'IncreaseScoreWithNumericIps',
    raisesScoreOnly: true,
    text: 'Numeric IP in URL',
    verdict: 'SPM',
    trippedBy: 'a link to a bare IP address',
    confidence: 'contradictory',
  },
  {
    property: 'IncreaseScoreWithRedirectToOtherPort',
    raisesScoreOnly: true,
    text: 'URL redirect to other port',
    verdict: 'SPM',
    trippedBy: 'a link to an unusual port',
    confidence: 'contradictory',
  },
  {
    property: 'IncreaseScoreWithBizOrInfoUrls',
    raisesScoreOnly: true,
    text: 'URL to .biz or .info websites',
    verdict: 'SPM',
    trippedBy: 'a link to a .biz or .info site',
    confidence: 'contradictory',
  },
  {
    property: 'MarkAsSpamEmptyMessages',
    text: 'Empty Message',
    verdict: 'HSPM',
    trippedBy: 'a message without subject, text and attachment',
    confidence: 'documented',
  },
  {
    property: 'MarkAsSpamEmbedTagsInHtml',
    text: 'Embed tag in html',
    verdict: 'HSPM',
    trippedBy: 'an embed tag, as embedded video uses it',
    confidence: 'documented',
  },
  {
    property: 'MarkAsSpamJavaScriptInHtml',
    text: 'Javascript or VBscript tags in HTML',
    verdict: 'HSPM',
    trippedBy: 'a script in the HTML',
    confidence: 'documented',
  },
  {
    property: 'MarkAsSpamFormTagsInHtml',
    text: 'Form tag in html',
    verdict: 'HSPM',
    trippedBy: 'a form in the HTML, as embedded surveys use it',
    confidence: 'documented',
  },
  {
    property: 'MarkAsSpamFramesInHtml',
    text: 'IFRAME or FRAME in HTML',
    verdict: 'HSPM',
    trippedBy: 'a frame in the HTML',
    confidence: 'documented',
  },
  {
    property: 'MarkAsSpamWebBugsInHtml',
    text: 'Web bug',
    verdict: 'HSPM',
    trippedBy: 'a tracking pixel, as every campaign with open tracking carries it',
    confidence: 'documented',
  },
  {
    property: 'MarkAsSpamObjectTagsInHtml',
    text: 'Object tag in html',
    verdict: 'HSPM',
    trippedBy: 'an object tag in the HTML',
    confidence: 'documented',
  },
  {
    property: 'MarkAsSpamSensitiveWordList',
    text: 'Sensitive word in subject/body',
    verdict: 'HSPM',
    trippedBy: "a word on Microsoft's list of sensitive words",
    confidence: 'documented',
  },
  {
    property: 'MarkAsSpamSpfRecordHardFail',
    text: 'SPF Record Fail',
    verdict: 'HSPM',
    trippedBy: 'a sending address that the SPF record of the envelope domain forbids',
    confidence: 'documented',
  },
  {
    property: 'MarkAsSpamFromAddressAuthFail',
    text: 'SPF From Record Fail',
    verdict: 'SPM',
    trippedBy: 'a From domain that fails Sender ID',
    confidence: 'contradictory',
  },
  {
    property: 'MarkAsSpamNdrBackscatter',
    text: 'Backscatter NDR',
    verdict: 'SPM',
    trippedBy: 'a non-delivery report for mail that was never sent',
    confidence: 'contradictory',
  },
];

/** The option whose X-CustomSpam text this is; null for a text that no documented option stamps. */
export function asfOption(customSpam: string): AsfOption | null {
  const wanted = plain(customSpam);
  return asfOptions.find((option) => plain(option.text) === wanted) ?? null;
}

function plain(text: string): string {
  return text
    .slice(0, 200)
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}
