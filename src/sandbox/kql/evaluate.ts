import type { Expression } from './ast.ts';
import { scalarFunctions } from './functions.ts';
import { compare, KqlError, type KqlRow, type KqlValue, Timespan, textOf } from './values.ts';

export interface Scope {
  lets: Map<string, KqlValue>;
  now: number;
}

/** The value of an expression for one row. Names were checked before. */
export function evaluate(expression: Expression, row: KqlRow, scope: Scope): KqlValue {
  switch (expression.kind) {
    case 'value':
      return expression.value;
    case 'column':
      return expression.name in row ? (row[expression.name] ?? null) : (scope.lets.get(expression.name) ?? null);
    case 'list':
      return expression.items.flatMap((item) => evaluate(item, row, scope));
    case 'member':
      return memberOf(evaluate(expression.target, row, scope), evaluate(expression.key, row, scope));
    case 'call': {
      const run = scalarFunctions[expression.name];
      if (!run) throw new KqlError(`Unknown function: '${expression.name}'. Fix semantic errors in your query.`);
      return run(
        expression.args.map((arg) => evaluate(arg, row, scope)),
        scope.now,
      );
    }
    case 'binary':
      return binary(expression, row, scope);
  }
}

function binary(
  { operator, left, right }: Extract<Expression, { kind: 'binary' }>,
  row: KqlRow,
  scope: Scope,
): KqlValue {
  const one = evaluate(left, row, scope);
  if (operator === 'and') return one === true && evaluate(right, row, scope) === true;
  if (operator === 'or') return one === true || evaluate(right, row, scope) === true;
  const other = evaluate(right, row, scope);
  if (operator.startsWith('!') && operator !== '!=' && operator !== '!~') return !test(operator.slice(1), one, other);
  if (['+', '-', '*', '/', '%'].includes(operator)) return arithmetic(operator, one, other);
  return test(operator, one, other);
}

const tests: Record<string, (one: string, other: string) => boolean> = {
  '=~': (one, other) => lower(one) === lower(other),
  '!~': (one, other) => lower(one) !== lower(other),
  contains: (one, other) => lower(one).includes(lower(other)),
  contains_cs: (one, other) => one.includes(other),
  startswith: (one, other) => lower(one).startsWith(lower(other)),
  endswith: (one, other) => lower(one).endsWith(lower(other)),
  has: (one, other) => hasTerm(lower(one), lower(other)),
  has_cs: (one, other) => hasTerm(one, other),
  matches: (one, other) => new RegExp(other.replace(/^\(\?i\)/, ''), other.startsWith('(?i)') ? 'i' : '').test(one),
};

function test(operator: string, one: KqlValue, other: KqlValue): boolean {
  const list = Array.isArray(other) ? other : [other];
  switch (operator) {
    case 'in':
      return list.some((item) => equal(one, item));
    case 'in~':
      return list.some((item) => lower(textOf(one)) === lower(textOf(item)));
    case 'has_any':
      return list.some((item) => hasTerm(lower(textOf(one)), lower(textOf(item))));
    case 'has_all':
      return list.every((item) => hasTerm(lower(textOf(one)), lower(textOf(item))));
    case 'between':
      return (
        one !== null &&
        compare(one, list[0] ?? null) >= 0 &&
        compare(one, upperBound(list[0] ?? null, list[1] ?? null)) <= 0
      );
    case '==':
      return equal(one, other);
    case '!=':
      return !equal(one, other);
  }
  const text = tests[operator];
  if (text) return text(textOf(one), textOf(other));
  if (one === null || other === null) return false;
  const order = compare(one, other);
  return operator === '<' ? order < 0 : operator === '>' ? order > 0 : operator === '<=' ? order <= 0 : order >= 0;
}

/** `between (time .. 1d)` counts the length from the lower bound. */
function upperBound(low: KqlValue, high: KqlValue): KqlValue {
  return low instanceof Date && high instanceof Timespan ? new Date(low.getTime() + high.milliseconds) : high;
}

function equal(one: KqlValue, other: KqlValue): boolean {
  if (one === null || other === null) return false;
  return compare(one, other) === 0;
}

/** A term stands alone between characters that are neither letters nor digits. */
function hasTerm(text: string, term: string): boolean {
  for (let at = text.indexOf(term); at !== -1; at = text.indexOf(term, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + term.length] ?? ' ';
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return true;
  }
  return false;
}

function arithmetic(operator: string, one: KqlValue, other: KqlValue): KqlValue {
  if (one === null || other === null) return null;
  const a = measure(one);
  const b = measure(other);
  const result =
    operator === '+' ? a + b : operator === '-' ? a - b : operator === '*' ? a * b : operator === '/' ? a / b : a % b;
  if (one instanceof Date && other instanceof Date) return new Timespan(result);
  if (one instanceof Date || other instanceof Date) return new Date(result);
  return one instanceof Timespan || other instanceof Timespan ? new Timespan(result) : result;
}

function measure(value: KqlValue): number {
  if (value instanceof Date) return value.getTime();
  return value instanceof Timespan ? value.milliseconds : Number(value);
}

function memberOf(target: KqlValue, key: KqlValue): KqlValue {
  if (target === null || typeof target !== 'object' || target instanceof Date || target instanceof Timespan)
    return null;
  return (target as Record<string, KqlValue>)[String(key)] ?? null;
}

const lower = (text: string) => text.toLowerCase();
