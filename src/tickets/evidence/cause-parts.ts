import { certaintyBadge, componentWords, pathWords, policyWords } from '../../cards/words.ts';
import type { Attribution } from '../../defender/attribution/cause.ts';
import type { EvidencePart } from './part.ts';
import { partOf, present } from './part-of.ts';

const mostEvidence = 6;

/** Sending path, verdict with its evidence, and the policies concerned. */
export function causeParts(
  { path, causes, contradictions, wouldSettle }: Attribution,
  clean: (text: string) => string,
): EvidencePart[] {
  const [cause] = causes;
  const also = causes.filter((one) => one !== cause && one.policy !== null).slice(0, 4);
  return present([
    partOf(
      { id: 'path', title: 'Sending path' },
      [
        ['Path', `${pathWords(path.path)} (${certaintyBadge(path.certainty).word.toLowerCase()})`],
        ...path.evidence.slice(0, mostEvidence).map((line): [string, string] => ['Because', line]),
      ],
      clean,
    ),
    partOf(
      { id: 'verdict', title: 'Verdict and evidence' },
      cause
        ? [
            ['Cause', `${certaintyBadge(cause.certainty).word}: ${componentWords(cause.component)}`],
            ['Explanation', cause.explanation],
            ...cause.evidence.slice(0, mostEvidence).map((line): [string, string] => ['Evidence', line]),
            ...contradictions.slice(0, 3).map((line): [string, string] => ['Contradiction', line]),
            ...wouldSettle.slice(0, 3).map((line): [string, string] => ['Would settle it', line]),
          ]
        : [],
      clean,
    ),
    partOf(
      { id: 'policy', title: 'Policies and settings concerned' },
      [
        ['Policy', cause?.policy ? policyWords(cause.policy) : null],
        ['Setting', cause?.setting],
        ['Allowing', cause?.allowing],
        ...also.map((one): [string, string] => [
          'Would also act',
          [componentWords(one.component), one.policy && policyWords(one.policy), one.setting]
            .filter(Boolean)
            .join(', '),
        ]),
      ],
      clean,
    ),
  ]);
}
