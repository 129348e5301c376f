import type { Row } from '../tenant-reader.ts';
import type { WireReply } from '../wire/send.ts';
import { type Asked, exchangeRefusal, unreadableAnswer } from './error-ladder.ts';

export interface CmdletAnswer {
  rows: Row[];
  warnings: string[];
  /** The address of more rows, where Exchange gave one. */
  nextLink: string | null;
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Takes out the annotations that travel beside the values (`Priority@data.type`). Rows come in thousands, so no step is idle. */
function withoutSidecars(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.some(isNested) ? value.map(withoutSidecars) : value;
  const clean: Row = {};
  for (const key of Object.keys(value)) {
    if (key.includes('@')) continue;
    const inner = (value as Row)[key];
    clean[key] = isNested(inner) ? withoutSidecars(inner) : inner;
  }
  return clean;
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** The rows of an answer of `InvokeCommand`. Throws a `WireFailure` for every other answer. */
export function openEnvelope(reply: WireReply, asked: Asked, now: number): CmdletAnswer {
  if (reply.status !== 200) throw exchangeRefusal(reply, asked, now);
  if (/maximum number of concurrent requests/i.test(reply.text.slice(0, 500))) throw exchangeRefusal(reply, asked, now);
  if (reply.text.trim() === '') throw unreadableAnswer(asked, 'it is empty');
  let body: unknown;
  try {
    body = JSON.parse(reply.text);
  } catch {
    throw unreadableAnswer(asked, reply.text.trimStart().startsWith('<') ? 'it is a web page' : 'it breaks off');
  }
  if (!isRow(body) || !('value' in body)) throw unreadableAnswer(asked, 'it has no rows');
  const value = body.value === null ? [] : Array.isArray(body.value) ? body.value : [body.value];
  if (!value.every(isRow)) throw unreadableAnswer(asked, 'its rows have another shape');
  const warnings = body['@adminapi.warnings'];
  const nextLink = body['@odata.nextLink'];
  return {
    rows: value.map((row) => withoutSidecars(row) as Row),
    warnings: Array.isArray(warnings) ? warnings.filter((text) => typeof text === 'string' && text.trim() !== '') : [],
    nextLink: typeof nextLink === 'string' ? nextLink : null,
  };
}

/** Whether Exchange holds back rows: it hands out an address for more of them, or says so in a warning. */
export function cutOff(answer: CmdletAnswer): boolean {
  const saysSo =
    /more results|only the first|truncat|maximum number of (results|items)|ResultSize|maxpagesize|next page/i;
  return answer.nextLink !== null || answer.warnings.some((warning) => saysSo.test(warning));
}
