import { groupKey } from '../../campaigns/group-key.ts';
import type { RecognisedMail } from '../../campaigns/recognition.ts';
import type { QuarantinedMessage } from '../../defender/quarantined-message.ts';
import type { NotRead } from '../../defender/reading.ts';
import type { QuestionDeps } from '../deps.ts';
import type { QuestionRequest } from '../question.ts';
import { mailFilters } from './mail-filters.ts';
import { visitQuarantine } from './quarantine-search.ts';
import { earlierOf, laterOf, shifted } from './times.ts';

const DAY_MS = 86_400_000;

/**
 * Passes every quarantined message of the same campaign (same sender, subject and day) to `visit`: asked for by its sender
 * in the two days around it, so the size of the quarantine does not matter.
 */
export async function visitSameCampaign(
  message: QuarantinedMessage,
  request: QuestionRequest,
  deps: QuestionDeps,
  visit: (mail: RecognisedMail) => void,
): Promise<NotRead[]> {
  const filters = mailFilters({ ...request, entities: { sender: message.sender } });
  const earliest = filters.query.from;
  const from = shifted(message.receivedAt, -DAY_MS);
  const to = shifted(message.receivedAt, DAY_MS);
  filters.query.from = laterOf(from, earliest);
  filters.query.to = earlierOf(to, request.now.toISOString());
  const prefix = deps.profile.testSubjectPrefix;
  const key = groupKey(message, prefix);
  const report = await visitQuarantine(request, deps, filters, true, (mail) => {
    if (groupKey(mail.message, prefix) === key) visit(mail);
  });
  return report.notRead;
}
