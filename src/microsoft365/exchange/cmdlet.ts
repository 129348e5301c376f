import { NotReadError } from '../../defender/reading.ts';
import type { Row, TenantReader } from '../tenant-reader.ts';
import { readCmdlet } from './check-parameters.ts';
import { type CmdletAnswer, cutOff } from './envelope.ts';
import type { Invoke } from './invoke-command.ts';

/** Answers that one list may be spread over. */
const mostHops = 100;

type Parameters = Record<string, unknown>;

function incomplete(name: string, rows: number): NotReadError {
  return new NotReadError({
    what: name,
    kind: 'badAnswer',
    sentence: `Exchange Online gave only the first ${rows.toLocaleString('en-US')} rows of ${name}.`,
    advice: 'An incomplete list is not used. Read it in Exchange Online PowerShell, or in parts.',
  });
}

function startsOver(parts: Parameters[] | undefined, given: Parameters): Parameters[] {
  if (!parts) return [given];
  const named = parts.flatMap((part) => Object.keys(part));
  if ('Identity' in given || named.some((name) => name in given)) return [given];
  return parts.map((part) => ({ ...given, ...part }));
}

/**
 * Any read cmdlet of the catalogue, complete or not at all: lists that Exchange hands out by kind are asked for kind by kind, and
 * an answer that was cut off rejects with kind `badAnswer`.
 */
export function createCmdlet(invoke: Invoke, pageSize: number): TenantReader['cmdlet'] {
  /**
   * Follows Exchange's own continuation, which works in some tenants and always answers 400 "expired" in others: what cannot be
   * followed to its end is incomplete.
   */
  async function rest(name: string, parameters: Parameters, link: string, have: number, signal?: AbortSignal) {
    const rows: Row[] = [];
    let continueAt: string | null = link;
    for (let hop = 0; continueAt !== null; hop++) {
      if (hop >= mostHops) throw incomplete(name, have + rows.length);
      let answer: CmdletAnswer;
      try {
        answer = await invoke({ cmdlet: name, parameters, what: name, continueAt, signal });
      } catch (error) {
        const broken = error instanceof NotReadError && ['refused', 'badAnswer', 'notFound'].includes(error.why.kind);
        throw broken ? incomplete(name, have + rows.length) : error;
      }
      rows.push(...answer.rows);
      continueAt = answer.nextLink;
    }
    return rows;
  }

  async function onePart(name: string, parameters: Parameters, signal?: AbortSignal): Promise<Row[]> {
    const answer = await invoke({ cmdlet: name, parameters, what: name, signal });
    if (answer.nextLink !== null) {
      return [...answer.rows, ...(await rest(name, parameters, answer.nextLink, answer.rows.length, signal))];
    }
    if (cutOff(answer)) throw incomplete(name, answer.rows.length);
    return answer.rows;
  }

  async function allPages(name: string, parameters: Parameters, signal?: AbortSignal): Promise<Row[]> {
    const rows: Row[] = [];
    for (let page = 1; page <= 1000; page++) {
      const part = await onePart(name, { ...parameters, Page: page, PageSize: pageSize }, signal);
      rows.push(...part);
      if (part.length < pageSize) return rows;
    }
    throw incomplete(name, rows.length);
  }

  return async function cmdlet(name, parameters = {}, signal) {
    const known = readCmdlet(name, name);
    const paged = known.paged && !('Page' in parameters) && !('Identity' in parameters);
    const rows = new Map<string, Row>();
    for (const part of startsOver(known.parts, parameters)) {
      const stamps = (known.stamp ?? []).filter((stamp) => stamp in part);
      const added = Object.fromEntries(stamps.map((stamp) => [stamp, part[stamp]]));
      const found = paged ? await allPages(name, part, signal) : await onePart(name, part, signal);
      for (const row of found) {
        const key = typeof row.Identity === 'string' ? `${JSON.stringify(added)} ${row.Identity}` : `#${rows.size}`;
        if (!rows.has(key)) rows.set(key, { ...row, ...added });
      }
    }
    return [...rows.values()];
  };
}
