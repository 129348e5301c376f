import type { PolicyType } from '../../defender/policies/policy-types.ts';

const typeWords: readonly [RegExp, PolicyType][] = [
  [/anti[ -]?spam/i, 'antiSpam'],
  [/anti[ -]?phish|anti[ -]?spoof/i, 'antiPhish'],
  [/anti[ -]?malware/i, 'antiMalware'],
  [/safe ?links/i, 'safeLinks'],
  [/safe ?attachments/i, 'safeAttachments'],
];

/** The kinds of policy that words name, in the order of the portal. */
export function typesNamed(words: string): PolicyType[] {
  return typeWords.filter(([pattern]) => pattern.test(words)).map(([, type]) => type);
}
