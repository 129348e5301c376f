import { changesSinceCard } from '../../cards/changes-since/index.ts';
import { affectsWords } from '../../cards/finding-words.ts';
import { formatDateTime } from '../../cards/format.ts';
import type { ChangeReport } from '../../defender/changes/change.ts';
import type { NotRead } from '../../defender/reading.ts';
import { resolveTimeRange } from '../../language/index.ts';
import type { QuestionDeps } from '../deps.ts';
import { many, one } from '../entities.ts';
import { askedAudience } from '../policies/asked-audience.ts';
import { policyRoom } from '../policies/policies-of.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { audienceOf } from '../shared/audience.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { openEnds } from '../standard-answers.ts';
import { rowOf, withoutPeople } from './change-rows.ts';
import { examples } from './examples.ts';

const usualDays = 7;
const dayMs = 86_400_000;
const told = 10;

/** What changed in the tenant's settings since a time, who feels it, and which gaps came and went. */
export const question: Question = {
  intent: 'policy.changes',
  help: 'What changed in our policies, and who feels it',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const { since, until, notRead } = periodOf(request);
  const { audience, notRead: groups } = await askedAudience(request, deps);
  const { report, couldNot } = await policyRoom(deps).changes(since, until, {
    now: request.now,
    audience,
    ...(request.signal ? { signal: request.signal } : {}),
  });
  const open = [...notRead, ...groups, ...couldNot];
  if (report === null) return nothingToCompare(open);
  const about = policiesNamed(request);
  const people = audienceOf(request) === 'personal';
  const fitting = report.changes.filter(({ what }) => about === null || about.test(what));
  const changes = people ? fitting : fitting.map(withoutPeople);
  const rows = changes.map((change, place) => rowOf(change, fitting[place] ?? change, report));
  const reader = { locale: request.asker.locale, timeZone: request.asker.timeZone };
  const from = report.from ?? since.toISOString();
  const to = report.to ?? request.now.toISOString();
  const card = changesSinceCard({ ...reader, audience: audienceOf(request), from, to, changes: rows, couldNot: open });
  const lines = changes
    .slice(0, told)
    .map(
      ({ sentence, affects }) =>
        `- ${sentence} Felt by: ${affects === null ? 'not known' : affectsWords(affects, people, reader)}.`,
    );
  const text = [
    `${changes.length === 0 ? 'Nothing changed' : `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`} between ${formatDateTime(from, reader)} and ${formatDateTime(to, reader)}.`,
    ...lines,
    ...(changes.length > told ? [`and ${changes.length - told} more.`] : []),
    ...findingLines(report),
    ...(asksWho(request) ? ['Settings do not say who changed them: the audit log of Microsoft Purview does.'] : []),
  ].join('\n');
  return { text: text + openEnds(open), card, sources: ['kept snapshots of the Exchange settings'], couldNot: open };
}

function findingLines({ findings }: ChangeReport): string[] {
  const titles = (list: { title: string }[]) => [...new Set(list.map(({ title }) => title))].join('; ');
  return [
    ...(findings.opened.length > 0 ? [`New gaps: ${titles(findings.opened)}.`] : []),
    ...(findings.closed.length > 0 ? [`Closed gaps: ${titles(findings.closed)}.`] : []),
    ...(findings.unclear.length > 0 ? [`Cannot be compared: ${titles(findings.unclear)}.`] : []),
  ];
}

/** A button carries the time itself; words are read in the asker's zone; without any it is the last seven days. */
function periodOf(request: QuestionRequest): { since: Date; until: Date | null; notRead: NotRead[] } {
  const usual = new Date(request.now.getTime() - usualDays * dayMs);
  const pressed = new Date(one(request.entities, 'since') ?? Number.NaN);
  if (!Number.isNaN(pressed.getTime()) && pressed < request.now) return { since: pressed, until: null, notRead: [] };
  const words = one(request.entities, 'date_range');
  if (words === null) return { since: usual, until: null, notRead: [] };
  const range = resolveTimeRange(words, request.now, request.asker.timeZone);
  if (range === null) return { since: usual, until: null, notRead: [notATime(words)] };
  const since = new Date(range.from);
  const until = new Date(range.to);
  return { since, until: request.now.getTime() - until.getTime() < 60_000 ? null : until, notRead: [] };
}

function policiesNamed(request: QuestionRequest): RegExp | null {
  const words = many(request.entities, 'policy').filter((word) => !/^(?:standard|strict)$/i.test(word));
  if (words.length === 0) return null;
  const patterns = words.map((word) => word.replaceAll(/[^a-z]+/gi, '[ -]?').replace(/phish(?:ing)?/i, 'phish'));
  return new RegExp(patterns.join('|'), 'i');
}

function asksWho({ text }: QuestionRequest): boolean {
  return /\bwho (?:has |have )?(?:changed|edited|touched|modified|turned)|\bdid some(?:one|body)\b/i.test(text);
}

function nothingToCompare(couldNot: NotRead[]): Answer {
  return messageAnswer(
    {
      title: 'Nothing to compare with',
      tone: 'unknown',
      paragraphs: ['I have no settings of that time, so I cannot say what changed.'],
      buttons: [{ title: 'Check our policies', verb: 'policy.gaps', data: {} }],
      couldNot,
    },
    { unanswered: true },
  );
}

function notATime(words: string): NotRead {
  return {
    what: 'the time you named',
    kind: 'notAsked',
    sentence: `I do not understand “${words.slice(0, 60)}” as a time, so this is about the last seven days.`,
    advice: 'Say for example “since Monday” or “in the last 14 days”.',
  };
}
