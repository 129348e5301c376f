import { KqlError, type KqlValue, Timespan } from './values.ts';

export type Token =
  | { kind: 'word'; text: string; at: number }
  | { kind: 'value'; value: KqlValue; text: string; at: number }
  | { kind: 'mark'; text: string; at: number }
  | { kind: 'end'; text: ''; at: number };

const patterns: readonly (readonly [string, RegExp])[] = [
  ['space', /(?:\s+|\/\/[^\n]*)/y],
  ['datetime', /datetime\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)/y],
  ['dynamic', /dynamic\s*\(/y],
  ['timespan', /(\d+(?:\.\d+)?)(days?|d|hours?|hrs?|h|minutes?|min|m|seconds?|sec|s|ms)\b/y],
  ['number', /\d+(?:\.\d+)?/y],
  ['verbatim', /[hH]?@(?:"((?:[^"]|"")*)"|'((?:[^']|'')*)')/y],
  ['text', /[hH]?(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')/y],
  ['word', /\$?[A-Za-z_]\w*/y],
  ['not', /!(?:in~|in\b|has_any\b|has\b|contains\b|startswith\b|endswith\b)/y],
  ['mark', /==|!=|=~|!~|<=|>=|\.\.|[|()[\]{},=<>+\-*/%.;:~]/y],
];

const unit: Record<string, number> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** Splits a query into tokens. Throws KqlError on text that is none. */
export function tokens(query: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < query.length) {
    const match = matchAt(query, at);
    if (!match)
      throw new KqlError(
        `A recognition error occurred. Token: ${query.slice(at, at + 12)}. Fix syntax errors in your query.`,
      );
    const [kind, text, groups] = match;
    if (kind === 'dynamic') {
      const [value, end] = dynamicLiteral(query, at + text.length);
      found.push({ kind: 'value', value, text: query.slice(at, end), at });
      at = end;
      continue;
    }
    const token = tokenOf(kind, text, groups, at);
    if (token) found.push(token);
    at += text.length;
  }
  found.push({ kind: 'end', text: '', at });
  return found;
}

function matchAt(query: string, at: number): [string, string, string[]] | null {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(query);
    if (match) return [kind, match[0], match.slice(1).filter((group) => group !== undefined)];
  }
  return null;
}

function tokenOf(kind: string, text: string, [first = '', second = '']: string[], at: number): Token | null {
  if (kind === 'space') return null;
  if (kind === 'word') return { kind: 'word', text, at };
  if (kind === 'mark' || kind === 'not') return { kind: 'mark', text, at };
  return { kind: 'value', value: literalOf(kind, text, first, second), text, at };
}

function literalOf(kind: string, text: string, first: string, second: string): KqlValue {
  if (kind === 'number') return Number(text);
  if (kind === 'timespan')
    return new Timespan(Number(first) * (unit[second.startsWith('ms') ? 'ms' : (second[0] ?? 's')] ?? 1));
  if (kind === 'text') return first.replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_, code: string) => escapes(code));
  if (kind === 'verbatim') return first.replace(/""/g, '"').replace(/''/g, "'");
  const time = new Date(first.trim());
  if (Number.isNaN(time.getTime()))
    throw new KqlError(`The datetime literal '${first}' is not valid. Fix semantic errors in your query.`);
  return time;
}

function escapes(code: string): string {
  if (code.startsWith('u') && code.length === 5) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
  return { n: '\n', t: '\t', r: '\r', '0': '\0' }[code] ?? code;
}

/** The JSON value between `dynamic(` and its closing bracket. */
function dynamicLiteral(query: string, from: number): [KqlValue, number] {
  for (let end = query.indexOf(')', from); end !== -1; end = query.indexOf(')', end + 1)) {
    try {
      return [JSON.parse(query.slice(from, end)) as KqlValue, end + 1];
    } catch {
      // a bracket inside a text: look for the next one
    }
  }
  throw new KqlError('The dynamic literal is not valid JSON. Fix syntax errors in your query.');
}
