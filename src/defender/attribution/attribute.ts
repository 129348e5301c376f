import { allowing } from './allowing.ts';
import { type Case, openCase } from './case.ts';
import type { Attribution, Cause } from './cause.ts';
import type { Evidence } from './evidence.ts';
import { type KnownSender, nobodyKnown } from './known-sender.ts';
import { openQuestion, wouldSettle } from './open-question.ts';
import type { Match } from './predicate.ts';
import { predicates } from './predicates/index.ts';
import { sendingPath } from './sending-path.ts';
import { attributionTable } from './table/index.ts';
import type { AttributionRow } from './table/row.ts';

/**
 * Traces one message to what acted on it. Give whatever was read; the more, the surer. The path comes first because the
 * causes differ by it; then the answer, then what would also have acted. Never throws and never guesses: what the
 * evidence does not say is a cause of component `unknown`, with what would settle it.
 */
export function attribute(given: Evidence, sender: KnownSender = nobodyKnown): Attribution {
  const evidence = given.events ? { ...given, events: inOrder(given.events) } : given;
  const message = openCase(evidence);
  const found = attributionTable.flatMap((row) => {
    const match: Match | null = predicates[row.evidence](message);
    return match ? [{ row, match }] : [];
  });
  const ordered = [...found.filter(({ match }) => !match.secondary), ...found.filter(({ match }) => match.secondary)];
  const answered = ordered.map(({ row, match }, at) => asCause(row, match, at > 0));
  const causes = answered.length > 0 ? answered : [openQuestion(message)];
  return {
    path: sendingPath(evidence, sender),
    causes: lowered(causes, message),
    contradictions: message.verdicts.contradictions,
    wouldSettle: wouldSettle(causes[0], message),
  };
}

/** Hunting returns rows in any order; the answer must not depend on it. Newest first. */
function inOrder<Row extends { at: string }>(rows: readonly Row[]): Row[] {
  const keyed = rows.map((row) => ({ row, text: JSON.stringify(row) }));
  keyed.sort((a, b) => compare(b.row.at, a.row.at) || compare(a.text, b.text));
  return keyed.map(({ row }) => row);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function asCause(row: AttributionRow, match: Match, wouldAlso: boolean): Cause {
  const { source, date, effect } = row;
  return {
    rule: row.id,
    component: match.component ?? row.component,
    setting: match.setting === undefined ? row.setting : match.setting,
    policy: match.policy ?? null,
    evidence: [...new Set(match.evidence)],
    certainty: match.certainty,
    explanation: [match.explanation ?? row.explanation, ...(match.details ?? [])].join(' '),
    allowing: row.allowing === null ? null : allowing[row.allowing],
    effect,
    wouldAlso,
    source,
    date,
  };
}

/** Where sources disagree, the answer is not certain, and says so. */
function lowered(causes: Cause[], { verdicts, evidence, purged }: Case): Cause[] {
  const [answer, ...rest] = causes;
  if (!answer) return causes;
  const doubled = evidence.headers?.oddities.some((oddity) => oddity.includes('they differ')) ?? false;
  const fromHeaderOnly =
    answer.evidence.some((line) => line.startsWith('header ')) && !evidence.quarantined && !evidence.events;
  const disputed = (verdicts.contradictions.length > 0 && !purged) || (doubled && fromHeaderOnly);
  const spared =
    answer.effect === 'stopped' && !evidence.quarantined
      ? rest.find((cause) => cause.effect === 'let-through')
      : undefined;
  const notes = [
    ...(disputed ? ['The sources do not agree, so this is not certain.'] : []),
    ...(spared ? [`${spared.evidence[0]} says that the message was let through in spite of it.`] : []),
  ];
  if (notes.length === 0) return causes;
  const certainty = answer.certainty === 'certain' ? 'likely' : answer.certainty;
  return [{ ...answer, certainty, explanation: [answer.explanation, ...notes].join(' ') }, ...rest];
}
