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

/** Lists that are spoken of by name and are no policy of their own, with the rules that judge them. */
const rulesOfWord: readonly [RegExp, string, readonly string[]][] = [
  [/\bip[ -](?:allow|block)(?:ed)?[ -]?lists?\b|\bconnection filter/i, 'the connection filter', ['connection-filter']],
  [/\b(?:transport|mail flow) rules?\b/i, 'mail flow rules', ['mail-flow-bypass', 'mail-flow-stops']],
];

const severityWords = /\b(critical|high|medium|low)(?:[ -]severity)? (?:findings?|gaps?|ones|problems?)\b/i;

export interface FindingFilter {
  words: string | null;
  /** Only what opens more than it needs. */
  openings: boolean;
  fits(finding: CheckedFinding): boolean;
}

/** How the place where a list of openings goes on begins, so that “show more” shows more openings. */
export const openingsPage = 'openings-';

/** Narrows a list to the policies or lists that were named, to a severity, or to what opens more than it needs. */
export function findingFilter(request: QuestionRequest): FindingFilter {
  const policies = many(request.entities, 'policy').filter((word) => areasIn(word).length > 0);
  const areas = new Set(policies.flatMap(areasIn));
  const lists = rulesOfWord.filter(([pattern]) => pattern.test(request.text));
  const rules = new Set(lists.flatMap(([, , ids]) => ids));
  const severity = severityWords.exec(request.text)?.[1]?.toLowerCase() ?? null;
  const openings = openingWords.test(request.text) || (pageAsked(request) ?? '').startsWith(openingsPage);
  const isAbout = (finding: CheckedFinding) =>
    (areas.size === 0 && rules.size === 0) || areas.has(finding.area) || rules.has(finding.rule);
  const isAsSevere = ({ status, severity: is }: CheckedFinding) =>
    severity === null || (status === 'gap' && is === severity);
  const words = [
    ...(lists.length > 0 ? lists.map(([, name]) => name) : policies),
    ...(severity === null ? [] : [`${severity} severity`]),
    ...(openings ? ['openings'] : []),
  ];
  return {
    words: words.length === 0 ? null : words.join(', '),
    openings,
    fits: (finding) => isAbout(finding) && isAsSevere(finding) && (!openings || finding.kind === 'opening'),
  };
}

export function areasIn(words: string): GuideArea[] {
  return areasOfWord.flatMap(([pattern, areas]) => (pattern.test(words) ? areas : []));
}

/**
 * The key of the finding that a button, a place in the last list or the last turn names; null when none is named. Where no findings
 * were listed, the number of a finding or gap is a place among the open gaps, worst first, as the summary numbers them.
 */
export function findingKeyAsked(request: QuestionRequest, check: PolicyCheck | null = null): string | null {
  const named = one(request.entities, 'finding');
  if (named !== null) return named;
  const key = one(request.entities, 'key');
  if (key !== null) return key;
  const item = one(request.entities, 'item');
  const { listed } = request.conversation;
  if (item === null) return null;
  const others = listed !== undefined && !/\b(?:finding|gap)\b/i.test(request.text);
  const keys = listed?.kind === 'finding' ? listed.keys : others || !check ? [] : openGaps(check).map(({ key }) => key);
  return keys.at(item === 'last' ? -1 : Number(item) - 1) ?? null;
}

export function findingByKey(check: PolicyCheck, key: string): CheckedFinding | null {
  return check.findings.find((finding) => finding.key === key) ?? null;
}

/** What asks for action: gaps nobody waived, worst first. */
export function openGaps(check: PolicyCheck): CheckedFinding[] {
  return check.findings.filter(({ status, waiver }) => status === 'gap' && waiver === null);
}
