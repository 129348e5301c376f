import type { Alert } from './alert.ts';
import { troubleWords } from './news.ts';
import type { Changed } from './reduce-fact.ts';

/** Good news that does not hold any more. Null when that is said already. */
export function overturned(passed: Alert, by: Alert, noticed: string): Changed | null {
  const words = troubleWords(by);
  if (passed.overturned?.words === words) return null;
  const revision = passed.revision + 1;
  return {
    alert: { ...passed, overturned: { at: passed.overturned?.at ?? noticed, words }, revision, changedAt: noticed },
    history: [{ revision, at: noticed, by: null, what: 'noted', words: `It does not hold any more: ${words}` }],
  };
}
