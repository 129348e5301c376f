import { asfOption } from '../../headers/asf-options.ts';
import { actingPolicy, type Case, policyRow } from '../case.ts';
import type { Component } from '../cause.ts';
import { policyValue } from '../evidence.ts';
import type { Match, Predicate } from '../predicate.ts';
import type { Verdict } from '../verdicts.ts';

/** The evidence names this very verdict. */
export function verdict(wanted: Verdict, component: Component, actionSetting: string | null): Predicate {
  return (message) => {
    const named = message.verdicts.named.get(wanted);
    if (!named) return null;
    const acting = named.secondary ? { policy: null, evidence: [] } : actingPolicy(message, component);
    return {
      evidence: [...named.evidence, ...acting.evidence],
      certainty: named.certainty,
      secondary: named.secondary,
      policy: acting.policy,
      details: [...actionNow(message, component, actionSetting), ...cleanHeaderNote(message, wanted)],
    };
  };
}

/** The evidence leaves open which of these it was. */
export function oneOf(wanted: readonly Verdict[], component: Component, settings: readonly string[]): Predicate {
  return (message) => {
    const group = message.verdicts.undivided.find(({ verdicts }) => verdicts.every((each) => wanted.includes(each)));
    if (!group || message.verdicts.named.size > 0) return null;
    const acting = actingPolicy(message, component);
    const quarantining = settings.filter(
      (setting) => policyValue(policyRow(message, component), setting)?.toLowerCase() === 'quarantine',
    );
    const [only] = quarantining;
    const settled = message.outcome === 'quarantine' && quarantining.length === 1 && only !== undefined;
    return {
      evidence: [...group.evidence, ...acting.evidence, ...(settled ? [`only ${only} of the policy quarantines`] : [])],
      certainty: 'likely',
      policy: acting.policy,
      setting: settled ? only : null,
      details:
        settled || settings.length < 2 ? [] : [`The setting is ${inWords(settings)}; the message header tells which.`],
    };
  };
}

/** An Advanced Spam Filter option fired (X-CustomSpam). A higher verdict, where there is one, acted instead. */
export function advancedSpamFilter(message: Case): Match | null {
  const texts = message.evidence.headers?.customSpam ?? [];
  const decisive = texts.find((text) => asfOption(text)?.raisesScoreOnly === undefined && asfOption(text) !== null);
  const chosen = decisive ?? texts.find((text) => asfOption(text) !== null) ?? texts[0];
  if (chosen === undefined) return null;
  const option = asfOption(chosen);
  const acting = actingPolicy(message, 'anti-spam');
  const { cat } = message.facts;
  const spam = ['SPM', 'HSPM'];
  const outranked = cat === 'BULK' || [...message.verdicts.named.keys()].some((named) => !spam.includes(named));
  const row = policyRow(message, 'anti-spam');
  const offNow = option !== null && policyValue(row, option.property)?.toLowerCase() === 'off';
  const sure = option !== null && !option.raisesScoreOnly && !offNow;
  return {
    evidence: texts.map((text) => `header X-CustomSpam: ${text.slice(0, 200)}`).concat(acting.evidence),
    certainty: cat === 'NONE' ? 'unknown' : sure ? 'certain' : 'likely',
    setting: option?.property ?? null,
    policy: outranked ? null : acting.policy,
    secondary: outranked || cat === 'NONE' || (option === null && cat !== null),
    details: [
      option
        ? `It is tripped by ${option.trippedBy}.`
        : 'The text belongs to no option that Microsoft documents; an option in test mode stamps a general text.',
      ...(option?.raisesScoreOnly ? ['This option raises the spam score and does not decide alone.'] : []),
      ...(offNow ? ['The option is off in the policy now, so it was changed since, or another policy acted.'] : []),
      ...(cat === 'NONE' ? ['The message was found clean all the same.'] : []),
      ...texts.filter((text) => text !== chosen).map(alsoFired),
    ],
  };
}

function alsoFired(text: string): string {
  const option = asfOption(text);
  return option ? `${option.property} fired too.` : `Another option fired too ("${text.slice(0, 80)}").`;
}

/** DIR:INT with a phishing verdict: whether it is acted on is the intra-organisational setting's say. */
export function insideTheOrganisation(message: Case): Match | null {
  const { facts, verdicts } = message;
  const named = verdicts.named.get('INTOS');
  const acting = actingPolicy(message, 'anti-spam');
  const state = policyValue(policyRow(message, 'anti-spam'), 'IntraOrgFilterState');
  const details = state ? [`IntraOrgFilterState is ${state}.`] : [];
  if (named) {
    return {
      evidence: [...named.evidence, ...acting.evidence],
      certainty: named.certainty,
      policy: acting.policy,
      details,
    };
  }
  const filtered = (['HPHSH', 'PHSH', 'HSPM', 'SPM'] as const).some((each) => verdicts.named.has(each));
  if (facts.direction !== 'internal' || !filtered) return null;
  return {
    evidence: [facts.dir === 'INT' ? 'header DIR:INT' : 'EmailEvents.EmailDirection: Intra-org'],
    certainty: 'likely',
    policy: acting.policy,
    secondary: true,
    details,
  };
}

export function highConfidencePhish(message: Case): Match | null {
  const match = verdict('HPHSH', 'anti-spam', 'HighConfidencePhishAction')(message);
  return match ? { ...match, details: [...(match.details ?? []), ...phishThreshold(message)] } : null;
}

export function phish(message: Case): Match | null {
  const match = verdict('PHSH', 'anti-spam', 'PhishSpamAction')(message);
  return match ? { ...match, details: [...(match.details ?? []), ...phishThreshold(message)] } : null;
}

function phishThreshold(message: Case): string[] {
  const level = Number(policyValue(policyRow(message, 'anti-phish'), 'PhishThresholdLevel') ?? '1');
  if (!(level >= 2)) return [];
  return [`PhishThresholdLevel ${level} of the anti-phishing policy raises phishing verdicts to a higher confidence.`];
}

/** What the setting says now, where the policy was read. */
export function actionNow(message: Case, component: Component, setting: string | null): string[] {
  const row = policyRow(message, component);
  if (setting === null) return [];
  const value = policyValue(row, setting);
  return value === null ? [] : [`${setting} is ${value} in the policy.`];
}

function cleanHeaderNote({ verdicts, purged }: Case, wanted: Verdict): string[] {
  const fromHeader = ['ETR', 'DLP', 'ADMIN', 'SPO', 'FTBP', 'SAP'].includes(wanted);
  if (!verdicts.cleanHeader || fromHeader || purged) return [];
  return ['The header was stamped without a verdict, so this verdict came later.'];
}

export function inWords(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
