import type { GuideArea } from '../../defender/gaps/finding.ts';
import { many, one } from '../entities.ts';
import type { QuestionRequest } from '../question.ts';
import { pageAsked } from '../shared/page-asked.ts';
import type { CheckedFinding, PolicyCheck } from './policy-check.ts';

/** The sections of the check that a word for a policy means. */
const areasOfWord: readonly [RegExp, readonly GuideArea[]][] = [
  [/anti[ -]?spam|inbound spam|\bbulk\b/i, ['anti-spam']],
  [/anti[ -]?phish|anti[ -]?spoof|impersonation|\bspoof/i, ['anti-phishing', 'authentication']],
  [/anti[ -]?malware|file type|attachments? filter/i, ['anti-malware']],
  [/safe ?links?/i, ['safe-links']],
  [/safe ?attachments?/i, ['attachments']],
  [/outbound/i, ['outbound']],
  [/connection filter|transport rule|mail flow|connector/i, ['mail-flow']],
  [/allow(?:\/| or )?block|allow list|\btabl\b/i, ['allow-block-list']],
  [/\bzap\b|auto[ -]?purge/i, ['zap']],
  [/quarantine (?:polic|tag|notification)/i, ['quarantine']],
  [/\b(?:spf|dkim|dmarc)\b/i, ['authentication']],
];

const openingWords = /\bopenings?\b|\b(?:too|overly) (?:wide|broad|open|generous)\b|\bopen doors?\b/i;

export interface FindingFilter {
  words: string | null;
  /** Only what opens more than it needs. */
  openings: boolean;
  fits(finding: CheckedFinding): boolean;
}

/** How the place where a list of openings goes on begins, so that “show more” shows more openings. */
export const openingsPage = 'openings-';

/** Narrows a list to the policies that were named, or to what opens more than it needs. */
export function findingFilter(request: QuestionRequest): FindingFilter {
  const named = many(request.entities, 'policy').filter((word) => areasIn(word).length > 0);
  const areas = new Set(named.flatMap(areasIn));
  const openings = openingWords.test(request.text) || (pageAsked(request) ?? '').startsWith(openingsPage);
  if (areas.size === 0 && !openings) return { words: null, openings, fits: () => true };
  return {
    words: [...named, ...(openings ? ['openings'] : [])].join(', '),
    openings,
    fits: (finding) => (areas.size === 0 || areas.has(finding.area)) && (!openings || finding.kind === 'opening'),
  };
}

export function areasIn(words: string): GuideArea[] {
  return areasOfWord.flatMap(([pattern, areas]) => (pattern.test(words) ? areas : []));
}

/**
 * The key of the finding that a button, a place in the last list or the last turn names; null when none is named. Where nothing was
 * listed yet, a number is a place among the open gaps, worst first.
 */
export function findingKeyAsked(request: QuestionRequest, check: PolicyCheck | null = null): string | null {
  const named = one(request.entities, 'finding');
  if (named !== null) return named;
  const key = one(request.entities, 'key');
  if (key !== null) return key;
  const item = one(request.entities, 'item');
  const { listed } = request.conversation;
  if (item === null) return null;
  const keys = listed?.kind === 'finding' ? listed.keys : listed || !check ? [] : openGaps(check).map(({ key }) => key);
  return keys.at(item === 'last' ? -1 : Number(item) - 1) ?? null;
}

export function findingByKey(check: PolicyCheck, key: string): CheckedFinding | null {
  return check.findings.find((finding) => finding.key === key) ?? null;
}

/** What asks for action: gaps nobody waived, worst first. */
export function openGaps(check: PolicyCheck): CheckedFinding[] {
  return check.findings.filter(({ status, waiver }) => status === 'gap' && waiver === null);
}
