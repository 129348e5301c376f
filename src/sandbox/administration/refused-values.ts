import type { CmdletCall } from './change.ts';

type Check = readonly string[] | { from: number; to: number };

const spamActions = ['AddXHeader', 'Delete', 'ModifySubject', 'MoveToJmf', 'Quarantine', 'Redirect'];
const impersonationActions = ['BccMessage', 'Delete', 'MoveToJmf', 'NoAction', 'Quarantine', 'Redirect'];
const onOffTest = ['On', 'Off', 'Test'];
const onOff = ['On', 'Off'];

/** What Exchange takes for these parameters (Microsoft Learn, Exchange PowerShell reference, 2026-08-21); others are not looked at. */
const values: Record<string, Check> = {
  BulkThreshold: { from: 1, to: 9 },
  QuarantineRetentionPeriod: { from: 1, to: 30 },
  PhishThresholdLevel: { from: 1, to: 4 },
  BulkSpamAction: [...spamActions, 'NoAction'],
  SpamAction: spamActions,
  HighConfidenceSpamAction: spamActions,
  PhishSpamAction: spamActions,
  HighConfidencePhishAction: ['MoveToJmf', 'Quarantine', 'Redirect'],
  MarkAsSpamBulkMail: onOffTest,
  MarkAsSpamWebBugsInHtml: onOffTest,
  MarkAsSpamEmptyMessages: onOffTest,
  MarkAsSpamEmbedTagsInHtml: onOffTest,
  MarkAsSpamFormTagsInHtml: onOffTest,
  MarkAsSpamFramesInHtml: onOffTest,
  MarkAsSpamJavaScriptInHtml: onOffTest,
  MarkAsSpamObjectTagsInHtml: onOffTest,
  MarkAsSpamSensitiveWordList: onOffTest,
  IncreaseScoreWithImageLinks: onOffTest,
  IncreaseScoreWithNumericIps: onOffTest,
  IncreaseScoreWithRedirectToOtherPort: onOffTest,
  IncreaseScoreWithBizOrInfoUrls: onOffTest,
  MarkAsSpamSpfRecordHardFail: onOff,
  MarkAsSpamFromAddressAuthFail: onOff,
  MarkAsSpamNdrBackscatter: onOff,
  AuthenticationFailAction: ['MoveToJmf', 'Quarantine'],
  DmarcQuarantineAction: ['MoveToJmf', 'Quarantine'],
  DmarcRejectAction: ['Quarantine', 'Reject'],
  TargetedUserProtectionAction: impersonationActions,
  TargetedDomainProtectionAction: impersonationActions,
  MailboxIntelligenceProtectionAction: impersonationActions,
  FileTypeAction: ['Quarantine', 'Reject'],
};
const checks = new Map(Object.entries(values).map(([name, check]) => [name.toLowerCase(), check]));

/** A call with its values spelled as Exchange keeps them. Throws a sentence for one that Exchange refuses. */
export function withTakenValues(call: CmdletCall): CmdletCall {
  const entries = Object.entries(call.parameters).map(([name, value]) => [name, takenValue(name, value)]);
  return { ...call, parameters: Object.fromEntries(entries) };
}

function takenValue(parameter: string, value: unknown): unknown {
  const check = checks.get(parameter.toLowerCase());
  if (check === undefined) return value;
  const taken = 'from' in check ? wholeNumber(value, check) : check.find((one) => isSame(one, value));
  if (taken !== undefined) return taken;
  const wanted = 'from' in check ? `a whole number from ${check.from} to ${check.to}` : check.join(', ');
  throw new Error(`Cannot bind parameter '${parameter}' to ${JSON.stringify(value)}: it takes ${wanted}.`);
}

function wholeNumber(value: unknown, { from, to }: { from: number; to: number }): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  const isFit = typeof number === 'number' && Number.isInteger(number) && number >= from && number <= to;
  return isFit ? number : undefined;
}

function isSame(one: string, value: unknown): boolean {
  return typeof value === 'string' && value.toLowerCase() === one.toLowerCase();
}
