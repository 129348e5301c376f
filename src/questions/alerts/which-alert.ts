import type { Alert } from '../../alerts/alert.ts';
import type { AlertRoom } from '../../alerts/alert-room.ts';
import type { AlertReason } from '../../alerts/reasons.ts';
import { many, one } from '../entities.ts';
import type { QuestionRequest } from '../question.ts';
import { hasAllWords } from '../shared/subject-words.ts';

/** What people call an alert by. */
const kinds: { words: RegExp; reasons: AlertReason[] }[] = [
  { words: /quarantin|held/i, reasons: ['quarantined'] },
  { words: /junk/i, reasons: ['junked'] },
  { words: /reject|bounce/i, reasons: ['rejected'] },
  { words: /zap/i, reasons: ['zapped'] },
  { words: /link/i, reasons: ['linkBlocked'] },
  { words: /overdue/i, reasons: ['overdue'] },
  { words: /blind|watch|permission/i, reasons: ['watchBlind'] },
  { words: /release/i, reasons: ['releaseRequested'] },
  { words: /allow|expir/i, reasons: ['allowEntryExpiring'] },
];

/** `named`: the sentence says which; else these are all that it may mean. Newest first. */
export interface AlertsMeant {
  alerts: Alert[];
  named: boolean;
}

/** The alerts that a sentence means, among those that it can be about: open ones, or resolved ones when one is to be opened again. */
export async function alertsMeant(
  request: QuestionRequest,
  room: AlertRoom,
  among: readonly Alert[],
): Promise<AlertsMeant> {
  const keys = many(request.entities, 'alert');
  if (keys.length > 0) {
    const found = await Promise.all(keys.slice(0, 20).map((key) => room.find(key)));
    return { alerts: found.flatMap((one) => (one === null ? [] : [one.alert])), named: true };
  }
  const called = among.filter((alert) => isCalled(alert, request));
  const named = calledBy(request) !== null;
  if (one(request.entities, 'which') === 'newest') return { alerts: called.slice(0, 1), named: true };
  return { alerts: named ? called : [...among], named };
}

/** The words an alert was called by, to say that none fits; null when there are none. */
export function calledBy({ entities }: QuestionRequest): string | null {
  const said = [...many(entities, 'alert_kind'), ...many(entities, 'campaign')];
  return said.length === 0 ? null : said.join(', ');
}

function isCalled(alert: Alert, { entities }: QuestionRequest): boolean {
  const wanted = many(entities, 'alert_kind');
  const reasons = kinds.filter(({ words }) => wanted.some((kind) => words.test(kind))).flatMap((kind) => kind.reasons);
  const campaigns = many(entities, 'campaign');
  return (
    (wanted.length === 0 || reasons.includes(alert.reason)) &&
    (campaigns.length === 0 || campaigns.some((name) => hasAllWords(alert.campaign?.name ?? '', name)))
  );
}
