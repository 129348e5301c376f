import type { AlertRoom } from '../../alerts/alert-room.ts';
import { NotReadError } from '../../defender/reading.ts';
import type { QuestionDeps } from '../deps.ts';

/** Throws `NotReadError` where nothing watches and nothing is posted, such as in a terminal. */
export function alertRoom(deps: QuestionDeps): AlertRoom {
  if (deps.alerts !== undefined) return deps.alerts;
  throw new NotReadError({
    what: 'alerts',
    kind: 'notConfigured',
    sentence: 'No alerts are kept here, so there is nothing to press or to set.',
    advice: 'Ask in Teams, where the bot runs with its database.',
  });
}
