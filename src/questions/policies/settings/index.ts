import type { SettingBaseline } from '../../../defender/gaps/baselines/baseline.ts';
import { baselines } from '../../../defender/gaps/baselines/index.ts';
import { advancedSpamFilterSettings } from './advanced-spam-filter.ts';
import { antiPhishSettings } from './anti-phish.ts';
import { antiSpamSettings } from './anti-spam.ts';
import { attachmentAndLinkSettings } from './attachments-and-links.ts';
import type { SettingFacts } from './setting-facts.ts';

/** Every setting that can be asked for. */
export const allSettings: readonly SettingFacts[] = [
  ...antiSpamSettings,
  ...advancedSpamFilterSettings,
  ...antiPhishSettings,
  ...attachmentAndLinkSettings,
];

/** Settings that words mean, by the cmdlet's name, the portal's name or a usual one; the longest match first. */
export function settingsIn(words: string): SettingFacts[] {
  const found: { facts: SettingFacts; length: number }[] = [];
  for (const facts of allSettings) {
    const length = Math.max(
      lengthOf(nameOf(facts.setting), words),
      lengthOf(facts.words, words),
      labelLength(facts, words),
    );
    if (length > 0) found.push({ facts, length });
  }
  return found.sort((a, b) => b.length - a.length).map(({ facts }) => facts);
}

/** Microsoft's values for a setting; null for lists and the like, which have none. */
export function baselineOf({ type, setting }: Pick<SettingFacts, 'type' | 'setting'>): SettingBaseline | null {
  return baselines[type].settings.find((baseline) => baseline.setting === setting) ?? null;
}

/** Names of one word ("Enable", "Action") are too common to be taken for a setting. */
function nameOf(setting: string): RegExp {
  return /[a-z][A-Z]/.test(setting) ? new RegExp(`\\b${setting}\\b`, 'i') : /(?!)/;
}

function labelLength({ label }: SettingFacts, words: string): number {
  return words.toLowerCase().includes(label.toLowerCase()) ? label.length : 0;
}

function lengthOf(pattern: RegExp, words: string): number {
  return pattern.exec(words)?.[0].length ?? 0;
}
