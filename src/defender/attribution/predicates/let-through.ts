import type { Case } from '../case.ts';
import type { Component } from '../cause.ts';
import { overrideSourceOf } from '../override-sources.ts';
import type { Match } from '../predicate.ts';

interface Skip {
  sfv: string;
  component: Component;
  setting: string | null;
  sentence: string;
}

/** Source: Microsoft Learn, message-headers-eop-mdo, 2026-07-27. */
const skips: readonly Skip[] = [
  {
    sfv: 'SKN',
    component: 'transport-rule',
    setting: 'SetSCL',
    sentence: 'It was marked as no spam before filtering, as a mail flow rule does that sets SCL to -1.',
  },
  {
    sfv: 'SKA',
    component: 'anti-spam',
    setting: 'AllowedSenders',
    sentence: 'The sender is in AllowedSenders or AllowedSenderDomains of the anti-spam policy.',
  },
  {
    sfv: 'SFE',
    component: 'user-settings',
    setting: 'TrustedSendersAndDomains',
    sentence: "The sender is on the recipient's Safe Senders list.",
  },
  {
    sfv: 'SKQ',
    component: 'unknown',
    setting: null,
    sentence: 'It was released from quarantine and not filtered again.',
  },
];

/** Something spared the message the filter, or overrode what it found. */
export function letThrough(message: Case): Match | null {
  const { facts, verdicts } = message;
  const held = verdicts.named.size > 0 || verdicts.undivided.length > 0 || message.outcome === 'quarantine';
  const skip = skips.find(({ sfv }) => sfv === facts.sfv);
  const line = `${facts.where} SFV:${facts.sfv}`;
  if (skip) {
    const { component, setting, sentence } = skip;
    const listed = facts.ipv === 'CAL' ? ['The connecting address is on the IP Allow List too (IPV:CAL).'] : [];
    const evidence = [line, ...(listed.length > 0 ? [`${facts.where} IPV:CAL`] : [])];
    return {
      component,
      setting,
      evidence,
      certainty: 'certain',
      explanation: sentence,
      details: listed,
      secondary: held,
    };
  }
  if (facts.sfv === 'SKI') return { ...skippedInternalOrListed(message, line), secondary: held };
  for (const event of message.evidence.events ?? []) {
    const level = /^allow/i.test(event.orgLevelAction ?? '')
      ? { column: 'OrgLevelPolicy', policy: event.orgLevelPolicy }
      : /^allow/i.test(event.userLevelAction ?? '')
        ? { column: 'UserLevelPolicy', policy: event.userLevelPolicy }
        : null;
    if (!level) continue;
    const source = overrideSourceOf(level.policy);
    return {
      evidence: [`EmailEvents.${level.column}: ${level.policy ?? 'not named'} (Allow)`],
      certainty: 'certain',
      component: source?.component ?? 'unknown',
      setting: source?.allows ?? null,
      ...(source ? { explanation: `It was allowed by ${source.name}.` } : {}),
      secondary: held,
    };
  }
  return null;
}

/** SKI has two meanings; the address list and the direction tell them apart. */
function skippedInternalOrListed({ facts }: Case, line: string): Match {
  if (facts.ipv === 'CAL') {
    return {
      evidence: [line, `${facts.where} IPV:CAL`],
      certainty: 'certain',
      component: 'connection-filter',
      setting: 'IPAllowList',
      explanation: 'The connecting address is on the IP Allow List.',
    };
  }
  if (facts.direction === 'internal') {
    return {
      evidence: [line, 'the message stayed inside the organisation'],
      certainty: 'likely',
      component: 'unknown',
      setting: null,
      explanation: 'Spam filtering was skipped because the message stayed inside the organisation; no list is at work.',
    };
  }
  return {
    evidence: [line],
    certainty: 'unknown',
    component: 'unknown',
    setting: null,
    explanation:
      'SKI stands for the IP Allow List or for internal mail, and neither IPV:CAL nor DIR:INT is there to tell which.',
  };
}
