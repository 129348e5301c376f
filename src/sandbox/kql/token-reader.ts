import type { Token } from './tokens.ts';
import { KqlError } from './values.ts';

/** Walks the tokens of one query. */
export interface TokenReader {
  peek(ahead?: number): Token;
  take(): Token;
  /** Takes the next token when it has this text (a word or mark). */
  accept(text: string): boolean;
  expect(text: string): void;
  word(): string;
  /** Throws KqlError at the next token. */
  fail(): never;
}

export function tokenReader(list: Token[]): TokenReader {
  let place = 0;
  const end = list.at(-1) as Token;
  const peek = (ahead = 0): Token => list[place + ahead] ?? end;
  const is = (text: string) => peek().kind !== 'value' && peek().text === text;
  function fail(): never {
    const token = peek();
    const shown = token.kind === 'end' ? 'the end of the query' : `'${token.text}'`;
    throw new KqlError(
      `A syntax error has been identified in the query. Query could not be parsed at ${shown}. Fix syntax errors in your query.`,
    );
  }
  function accept(text: string): boolean {
    if (!is(text)) return false;
    place++;
    return true;
  }
  return {
    peek,
    take: () => {
      const token = peek();
      place++;
      return token;
    },
    accept,
    expect: (text) => {
      if (!accept(text)) fail();
    },
    word: () => {
      if (peek().kind !== 'word') fail();
      return list[place++]?.text ?? '';
    },
    fail,
  };
}
