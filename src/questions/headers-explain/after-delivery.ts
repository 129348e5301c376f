import type { Evidence } from '../../defender/attribution/evidence.ts';
import type { HeaderAnalysis } from '../../defender/headers/header-analysis.ts';
import { type NotRead, reading } from '../../defender/reading.ts';
import type { QuestionDeps } from '../deps.ts';
import type { QuestionRequest } from '../question.ts';

export interface Afterwards {
  evidence: Evidence;
  sources: string[];
  notRead: NotRead[];
}

export const nothingMore: Afterwards = { evidence: {}, sources: [], notRead: [] };

/** What no header can show: what the tenant did to this very message afterwards (ZAP, release), by its network message id. */
export async function afterDelivery(
  headers: HeaderAnalysis,
  request: QuestionRequest,
  deps: QuestionDeps,
): Promise<Afterwards> {
  const id = headers.fields.networkMessageId;
  if (id === null) return nothingMore;
  const [events, moves] = await Promise.all([
    reading(() => deps.tenant.hunting.emailEvents([id], request.signal)),
    reading(() => deps.tenant.hunting.postDeliveryEvents([id], request.signal)),
  ]);
  if (!events.read) return { ...nothingMore, notRead: [{ ...events.why, what: 'what happened to it after delivery' }] };
  const known = events.value.length > 0;
  const moved = moves.read && moves.value.length > 0;
  return {
    evidence: { ...(known ? { events: events.value } : {}), ...(moved ? { postDelivery: moves.value } : {}) },
    sources: [...(known ? ['EmailEvents'] : []), ...(moved ? ['EmailPostDeliveryEvents'] : [])],
    notRead: moves.read ? [] : [{ ...moves.why, what: 'what happened to it after delivery' }],
  };
}
