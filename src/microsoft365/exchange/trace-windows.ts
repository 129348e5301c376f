import { NotReadError } from '../../defender/reading.ts';

const dayMs = 86_400_000;
/** Microsoft Learn, Get-MessageTraceV2: 10 days in one request, 90 days back. */
const windowMs = 10 * dayMs;
const reachMs = 90 * dayMs;
/** A time worded as "90 days ago" may lie a little further back when it arrives here. */
const slackMs = 5 * 60_000;

function refuse(sentence: string): never {
  throw new NotReadError({
    what: 'the message trace',
    kind: 'refused',
    sentence,
    advice: 'Ask for a time within the last 90 days.',
  });
}

/** Cuts a time into windows that one request may ask for, newest first. Throws `NotReadError` of kind `refused`. */
export function traceWindows(query: { from: string; to: string }, now: number): { from: string; to: string }[] {
  const from = Date.parse(query.from);
  const to = Math.min(Date.parse(query.to), now);
  if (Number.isNaN(from) || Number.isNaN(to) || from > to)
    refuse('The time asked for is not one that can be looked up.');
  if (from < now - reachMs - slackMs) refuse('The message trace reaches back 90 days, not further.');
  const windows: { from: string; to: string }[] = [];
  const oldest = Math.max(from, now - reachMs);
  for (let end = to; end > oldest || windows.length === 0; end -= windowMs) {
    const start = Math.max(oldest, end - windowMs);
    windows.push({ from: new Date(start).toISOString(), to: new Date(end).toISOString() });
  }
  return windows;
}
