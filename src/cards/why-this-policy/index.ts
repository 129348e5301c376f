import type { NotRead } from '../../defender/reading.ts';
import type { AdaptiveCard } from '../adaptive-card.ts';
import { actionBar } from '../buttons.ts';
import { evidenceView } from '../cause-view.ts';
import { headingText, mailText, plainText } from '../escape.ts';
import { expand, fitRows } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import { formatDateTime, type Localised } from '../format.ts';
import { notReadView } from '../not-read-view.ts';
import { policyWords } from '../words.ts';
import template from './template.json' with { type: 'json' };

/** A policy that was considered. `source` is strict, standard, evaluation, custom, builtIn or default. */
export interface CandidateData {
  policy: string | null;
  source: string;
  outcome: 'applies' | 'notInScope' | 'disabled' | 'outranked' | 'notKnown';
  why: string;
}

export interface WhyThisPolicyData extends Localised {
  recipient: string;
  /** One per policy type, e.g. label "Anti-spam". `policy` is null when none applies or it cannot be told. */
  policies: { label: string; policy: string | null; source: string; because: string[]; candidates: CandidateData[] }[];
  couldNot: NotRead[];
  asOf: string;
}

const shownLosers = 4;
const sources: Record<string, string> = {
  strict: 'Strict preset',
  standard: 'Standard preset',
  evaluation: 'evaluation',
  custom: 'custom policy',
  builtIn: 'built-in protection',
  default: 'default policy',
  none: 'no policy',
  unknown: 'not known',
};
const outcomes: Record<Exclude<CandidateData['outcome'], 'applies'>, { icon: string; word: string }> = {
  notInScope: { icon: '\u2013', word: 'does not cover this person' },
  disabled: { icon: '\u25CB', word: 'turned off' },
  outranked: { icon: '\u25BC', word: 'comes later in the order' },
  notKnown: { icon: '?', word: 'not known' },
};

export function whyThisPolicyCard(data: WhyThisPolicyData): AdaptiveCard {
  return fitRows(data.policies.slice(0, 8), (shown) => expand(template, view(data, shown)));
}

function view(data: WhyThisPolicyData, shown: WhyThisPolicyData['policies']) {
  const left = data.policies.length - shown.length;
  return {
    recipient: mailText(data.recipient, 120) || '(no address)',
    policies: shown.map(policyView),
    notRead: notReadView(data.couldNot),
    footer: [
      ...(left > 0 ? [{ words: `${left} more policy types did not fit. Ask for one type.` }] : []),
      { words: `Settings as of ${formatDateTime(data.asOf, data)}` },
    ],
    fallbackText: fallbackText(
      `Policies for ${mailText(data.recipient, 100)}`,
      ...data.policies
        .slice(0, 5)
        .map(
          (one) =>
            `${one.label}: ${one.policy === null ? (sources[one.source] ?? 'not known') : policyWords(one.policy)}`,
        ),
    ),
    ...actionBar([{ title: 'Gaps in these policies', verb: 'policy.gaps', data: { recipient: data.recipient } }]),
  };
}

function policyView(one: WhyThisPolicyData['policies'][number]) {
  const known = one.policy !== null;
  const winner = policyWords(one.policy ?? '') || '(no name)';
  const source = sources[one.source] ?? plainText(one.source, 40);
  const losers = one.candidates.filter((candidate) => candidate.outcome !== 'applies');
  const rest = losers.length - shownLosers;
  return {
    heading: headingText(one.label),
    icon: known ? '\u2713' : one.source === 'none' ? '\u2013' : '?',
    color: known ? 'Good' : 'Default',
    winner: known ? winner : one.source === 'none' ? 'No policy applies' : 'Not known',
    source: known
      ? ` \u2013 ${winner.toLowerCase() === source.toLowerCase() ? mailText(one.policy ?? '', 120) : source}`
      : ' ',
    evidence: evidenceView(one.because, 3),
    losers: losers.slice(0, shownLosers).map(loserView),
    rest: rest > 0 ? [{ words: `and ${rest} more that do not apply` }] : [],
  };
}

function loserView(candidate: CandidateData) {
  const outcome = candidate.outcome === 'applies' ? outcomes.notKnown : outcomes[candidate.outcome];
  const source = sources[candidate.source] ?? plainText(candidate.source, 40);
  return {
    icon: outcome.icon,
    policy: candidate.policy === null ? source : policyWords(candidate.policy) || '(no name)',
    why: ` \u2013 ${outcome.word}${candidate.why === '' ? '' : `: ${plainText(candidate.why, 200)}`}`,
  };
}
