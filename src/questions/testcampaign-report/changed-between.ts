import { type NotRead, reading } from '../../defender/reading.ts';
import type { QuestionDeps } from '../deps.ts';
import { policyRoom } from '../policies/policies-of.ts';
import { withoutPeople } from '../policy-changes/change-rows.ts';
import type { QuestionRequest } from '../question.ts';

const most = 10;

/**
 * Settings that changed since a test was sent, a sentence each; null when that is not known, with why. Nobody is named in them where
 * others read along.
 */
export async function changedSince(
  since: string | null,
  people: boolean,
  request: QuestionRequest,
  deps: QuestionDeps,
): Promise<{ changed: string[] | null; notRead: NotRead[] }> {
  if (since === null) return { changed: null, notRead: [] };
  const { now, signal } = request;
  // What was read before somebody mended the settings would say that nothing changed.
  const fresh = { now, refresh: true, ...(signal ? { signal } : {}) };
  const found = await reading(() => policyRoom(deps).changes(new Date(since), null, fresh));
  if (!found.read) return { changed: null, notRead: found.why.kind === 'notConfigured' ? [] : [found.why] };
  const { report } = found.value;
  if (report === null) return { changed: null, notRead: [] };
  const changes = people ? report.changes : report.changes.map(withoutPeople);
  const left = changes.length - most;
  const sentences = changes.slice(0, most).map(({ sentence }) => sentence);
  return { changed: left > 0 ? [...sentences, `and ${left} more`] : sentences, notRead: [] };
}
