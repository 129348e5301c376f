import type { Expression, Named, Ordering, Program, Query, Stage } from './ast.ts';
import { parseExpression, parseNamed } from './expression-parser.ts';
import { type TokenReader, tokenReader } from './token-reader.ts';
import { tokens } from './tokens.ts';
import { KqlError } from './values.ts';

/** Reads the part of KQL that the sandbox runs. Throws KqlError for anything else. */
export function parse(text: string): Program {
  const reader = tokenReader(tokens(text));
  const lets: Named[] = [];
  while (reader.accept('let')) {
    const name = reader.word();
    reader.expect('=');
    lets.push({ name, expression: parseExpression(reader) });
    reader.expect(';');
  }
  const query = parseQuery(reader);
  reader.accept(';');
  if (reader.peek().kind !== 'end') reader.fail();
  return { lets, query };
}

function parseQuery(reader: TokenReader): Query {
  const table = reader.word();
  const stages: Stage[] = [];
  while (reader.accept('|')) stages.push(parseStage(reader));
  return { table, stages };
}

function parseStage(reader: TokenReader): Stage {
  const word = reader.word();
  const name = word === 'project' && reader.accept('-') ? `project-${reader.word()}` : word;
  switch (name) {
    case 'where':
    case 'filter':
      return { kind: 'where', condition: parseExpression(reader) };
    case 'project':
    case 'extend':
    case 'distinct':
      return { kind: name, columns: namedList(reader) };
    case 'project-away':
    case 'project-keep':
      return { kind: name, names: wordList(reader) };
    case 'project-reorder':
      wordList(reader);
      return { kind: 'project-away', names: [] };
    case 'take':
    case 'limit':
      return { kind: 'take', count: wholeNumber(reader) };
    case 'order':
    case 'sort':
      reader.expect('by');
      return { kind: 'order', by: orderings(reader), top: null };
    case 'top': {
      const top = wholeNumber(reader);
      reader.expect('by');
      return { kind: 'order', by: orderings(reader), top };
    }
    case 'summarize': {
      const aggregates = isWord(reader, 'by') ? [] : namedList(reader);
      return { kind: 'summarize', aggregates, by: reader.accept('by') ? namedList(reader) : [] };
    }
    case 'count':
      return { kind: 'count' };
    case 'join':
    case 'lookup':
      return parseJoin(reader, name === 'lookup' ? 'leftouter' : 'innerunique');
    case 'union': {
      const others: Query[] = [];
      do others.push(bracketed(reader));
      while (reader.accept(','));
      return { kind: 'union', others };
    }
    default:
      throw new KqlError(`'${name}' operator: this service does not run it. Fix semantic errors in your query.`);
  }
}

function parseJoin(reader: TokenReader, standard: string): Stage {
  let flavour = standard;
  if (reader.accept('kind')) {
    reader.expect('=');
    flavour = reader.word();
  }
  const right = bracketed(reader);
  reader.expect('on');
  const on: [Expression, Expression][] = [];
  do {
    const one = parseExpression(reader);
    if (one.kind === 'binary' && one.operator === '==') on.push([sideless(one.left), sideless(one.right)]);
    else on.push([one, one]);
  } while (reader.accept(','));
  return { kind: 'join', flavour, right, on };
}

/** `$left.Name` and `$right.Name` stand for the name alone: the side is told by the position. */
function sideless(expression: Expression): Expression {
  if (expression.kind !== 'member' || expression.key.kind !== 'value') return expression;
  return { kind: 'column', name: String(expression.key.value) };
}

function bracketed(reader: TokenReader): Query {
  if (!reader.accept('(')) return { table: reader.word(), stages: [] };
  const query = parseQuery(reader);
  reader.expect(')');
  return query;
}

function namedList(reader: TokenReader): Named[] {
  const list: Named[] = [];
  do list.push(parseNamed(reader));
  while (reader.accept(','));
  return list;
}

function wordList(reader: TokenReader): string[] {
  const list: string[] = [];
  do list.push(reader.word());
  while (reader.accept(','));
  return list;
}

function orderings(reader: TokenReader): Ordering[] {
  const list: Ordering[] = [];
  do {
    const expression = parseExpression(reader);
    const ascending = reader.accept('asc');
    if (!ascending) reader.accept('desc');
    const nulls = reader.accept('nulls') ? reader.word() : null;
    list.push({ expression, descending: !ascending, nullsLast: nulls === null ? !ascending : nulls === 'last' });
  } while (reader.accept(','));
  return list;
}

function wholeNumber(reader: TokenReader): number {
  const token = reader.take();
  if (token.kind !== 'value' || typeof token.value !== 'number') reader.fail();
  return token.value as number;
}

function isWord(reader: TokenReader, text: string): boolean {
  const token = reader.peek();
  return token.kind === 'word' && token.text === text;
}
