import type { Expression, Named } from './ast.ts';
import type { TokenReader } from './token-reader.ts';

/** Binary operators from weakest to strongest. */
const levels: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  [
    '==',
    '!=',
    '=~',
    '!~',
    '<',
    '>',
    '<=',
    '>=',
    'in',
    'in~',
    '!in',
    '!in~',
    'has',
    '!has',
    'has_cs',
    'has_any',
    '!has_any',
    'has_all',
    'contains',
    '!contains',
    'contains_cs',
    'startswith',
    '!startswith',
    'endswith',
    '!endswith',
    'matches',
    'between',
  ],
  ['+', '-'],
  ['*', '/', '%'],
];

export function parseExpression(reader: TokenReader, level = 0): Expression {
  const operators = levels[level];
  if (!operators) return parseUnary(reader);
  let left = parseExpression(reader, level + 1);
  for (;;) {
    const token = reader.peek();
    if (token.kind === 'value' || !operators.includes(token.text)) return left;
    reader.take();
    let operator = token.text;
    if (operator === 'in' && reader.accept('~')) operator = 'in~';
    if (operator === 'matches') reader.expect('regex');
    left = { kind: 'binary', operator, left, right: parseRight(reader, operator, level) };
  }
}

function parseRight(reader: TokenReader, operator: string, level: number): Expression {
  if (operator === 'between') {
    reader.expect('(');
    const low = parseExpression(reader, 3);
    reader.expect('..');
    const high = parseExpression(reader, 3);
    reader.expect(')');
    return { kind: 'list', items: [low, high] };
  }
  if (/^!?(in~?|has_any|has_all)$/.test(operator)) {
    reader.expect('(');
    return { kind: 'list', items: parseList(reader, ')') };
  }
  return parseExpression(reader, level + 1);
}

export function parseList(reader: TokenReader, closing: string): Expression[] {
  const items: Expression[] = [];
  if (reader.accept(closing)) return items;
  do items.push(parseExpression(reader));
  while (reader.accept(','));
  reader.expect(closing);
  return items;
}

function parseUnary(reader: TokenReader): Expression {
  if (reader.accept('-')) {
    return { kind: 'binary', operator: '-', left: { kind: 'value', value: 0 }, right: parseUnary(reader) };
  }
  let expression = parsePrimary(reader);
  for (;;) {
    if (reader.accept('.')) {
      expression = { kind: 'member', target: expression, key: { kind: 'value', value: reader.word() } };
    } else if (reader.accept('[')) {
      expression = { kind: 'member', target: expression, key: parseExpression(reader) };
      reader.expect(']');
    } else return expression;
  }
}

function parsePrimary(reader: TokenReader): Expression {
  const token = reader.peek();
  if (token.kind === 'value') {
    reader.take();
    return { kind: 'value', value: token.value };
  }
  if (reader.accept('(')) {
    const inner = parseExpression(reader);
    reader.expect(')');
    return inner;
  }
  if (token.kind === 'mark' && token.text === '*') {
    reader.take();
    return { kind: 'column', name: '*' };
  }
  const name = reader.word();
  if (name === 'true' || name === 'false') return { kind: 'value', value: name === 'true' };
  if (name === 'null') return { kind: 'value', value: null };
  if (reader.accept('(')) return { kind: 'call', name, args: parseList(reader, ')') };
  return { kind: 'column', name };
}

/** `name = expression`, or an expression that is named after what it holds. */
export function parseNamed(reader: TokenReader): Named {
  const ahead = reader.peek(1);
  if (reader.peek().kind === 'word' && ahead.kind === 'mark' && ahead.text === '=') {
    const name = reader.word();
    reader.expect('=');
    return { name, expression: parseExpression(reader) };
  }
  const expression = parseExpression(reader);
  return { name: nameOf(expression), expression };
}

function nameOf(expression: Expression): string {
  if (expression.kind === 'column') return expression.name;
  if (expression.kind === 'member' && expression.key.kind === 'value') {
    return `${nameOf(expression.target)}_${String(expression.key.value)}`;
  }
  if (expression.kind === 'call') {
    const [first] = expression.args;
    const keeps = ['tostring', 'tolower', 'todatetime', 'bin', 'make_set', 'make_list', 'max', 'min'];
    if (first?.kind === 'column' && first.name !== '*') {
      return keeps.slice(0, 4).includes(expression.name) ? first.name : `${expression.name}_${first.name}`;
    }
    return `${expression.name}_`;
  }
  return 'Column1';
}
