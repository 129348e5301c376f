import { analyseHeaders } from '../../defender/headers/analyse-headers.ts';
import { type NotRead, reading } from '../../defender/reading.ts';
import type { QuestionDeps } from '../deps.ts';
import type { QuestionRequest } from '../question.ts';
import { newestExample } from '../shared/group-words.ts';
import { mailFilters } from '../shared/mail-filters.ts';
import { readTraces } from '../shared/mail-traces.ts';
import { searchQuarantine } from '../shared/quarantine-search.ts';

const days = 14;
const dayMs = 86_400_000;
const bounds = { limit: 400, maxPages: 2 };
const mostHeaders = 3;

/** Bulk levels that Microsoft stamped on recent campaign mail; null where none was seen. */
export interface SeenLevels {
  lowest: number | null;
  highest: number | null;
  messages: number;
  source: string | null;
  notRead: NotRead[];
}

/** Reads the levels from hunting for delivered and held mail alike; without hunting from the headers of a few held messages. */
export async function seenLevels(request: QuestionRequest, deps: QuestionDeps): Promise<SeenLevels> {
  const hunted = await reading(() => fromHunting(request, deps));
  if (hunted.read && hunted.value.messages > 0) return hunted.value;
  const held = await reading(() => fromHeldMail(request, deps));
  const notRead = [
    ...(hunted.read ? hunted.value.notRead : [{ ...hunted.why, what: 'bulk levels in hunting (EmailEvents)' }]),
    ...(held.read ? held.value.notRead : [{ ...held.why, what: 'headers of held campaign mail' }]),
  ];
  return held.read ? { ...held.value, notRead } : summed([], null, notRead);
}

async function fromHunting(request: QuestionRequest, deps: QuestionDeps): Promise<SeenLevels> {
  const sender = deps.profile.senders.filter(({ path }) => path !== 'own-mailbox').map(({ address }) => address);
  if (sender.length === 0) return summed([], null, []);
  const from = new Date(request.now.getTime() - days * dayMs).toISOString();
  const query = { from, to: request.now.toISOString(), sender };
  const traced = await readTraces(deps.tenant, query, () => true, bounds, request.signal);
  const ids = [...new Set(traced.rows.map(({ messageTraceId }) => messageTraceId))];
  if (ids.length === 0) return summed([], null, []);
  const events = await deps.tenant.hunting.emailEvents(ids, request.signal);
  const levels = events.flatMap(({ bulkComplaintLevel }) => (bulkComplaintLevel === null ? [] : [bulkComplaintLevel]));
  return summed(levels, 'EmailEvents (BulkComplaintLevel)', []);
}

async function fromHeldMail(request: QuestionRequest, deps: QuestionDeps): Promise<SeenLevels> {
  const plain = { ...request, entities: {} };
  const { groups, notRead } = await searchQuarantine(plain, deps, mailFilters(plain));
  const levels: number[] = [];
  for (const group of groups.slice(0, mostHeaders)) {
    const header = await reading(() => deps.tenant.quarantine.header(newestExample(group).identity, request.signal));
    const level = header.read ? analyseHeaders(header.value).fields.bcl : null;
    if (level !== null) levels.push(level);
  }
  return summed(levels, levels.length > 0 ? 'Get-QuarantineMessageHeader (BCL)' : null, notRead);
}

function summed(levels: number[], source: string | null, notRead: NotRead[]): SeenLevels {
  // A level below zero is Exchange's word for "not rated".
  const rated = levels.filter((level) => level >= 0);
  return {
    lowest: rated.length === 0 ? null : Math.min(...rated),
    highest: rated.length === 0 ? null : Math.max(...rated),
    messages: rated.length,
    source: rated.length === 0 ? null : source,
    notRead,
  };
}
