import type { SandboxClock } from '../clock.ts';
import { seededRandom } from '../seeded-random.ts';
import type { Call } from './call.ts';
import { type FaultKind, type FaultRule, faultKinds } from './fault-kinds.ts';

export interface StruckFault {
  rule: FaultRule;
  kind: FaultKind;
}

/** The faults in force. The first rule that matches a request strikes it. */
export interface FaultBook {
  /** Throws an Error with a sentence when a rule is not valid. */
  add(rules: unknown): void;
  list(): FaultRule[];
  clear(): void;
  strike(call: Call): StruckFault | null;
}

interface Counted {
  rule: FaultRule;
  seen: number;
  struck: number;
  draw: () => number;
}

const knownKeys = new Set(
  'action service cmdlet table path nth times probability seed until retryAfter gzip milliseconds rows status body text headers'.split(
    ' ',
  ),
);

export function faultBook(clock: SandboxClock): FaultBook {
  let book: Counted[] = [];
  return {
    add: (rules) => {
      for (const rule of faultRules(rules)) {
        book.push({ rule, seen: 0, struck: 0, draw: seededRandom(rule.seed ?? 1).next });
      }
    },
    list: () => book.map((entry) => entry.rule),
    clear: () => {
      book = [];
    },
    strike: (call) => {
      const struck = book.find((entry) => matches(entry.rule, call) && falls(entry, clock.now()));
      if (!struck) return null;
      struck.struck++;
      return { rule: struck.rule, kind: faultKinds[struck.rule.action] as FaultKind };
    },
  };
}

/** One rule or an array of them, or `{ faults: [...] }`. Throws an Error with a sentence on the first bad one. */
export function faultRules(value: unknown): FaultRule[] {
  const inner = (value as { faults?: unknown } | null)?.faults ?? value;
  const rules = Array.isArray(inner) ? inner : [inner];
  return rules.map((rule: unknown, index) => {
    const place = `Fault ${index + 1}`;
    if (typeof rule !== 'object' || rule === null) throw new Error(`${place} is not an object.`);
    const { action } = rule as FaultRule;
    if (!(action in faultKinds)) {
      throw new Error(`${place} has the action "${action}". Known actions are ${Object.keys(faultKinds).join(', ')}.`);
    }
    const unknown = Object.keys(rule).find((key) => !knownKeys.has(key));
    if (unknown) throw new Error(`${place} has the key "${unknown}". Known keys are ${[...knownKeys].join(', ')}.`);
    const { until } = rule as FaultRule;
    if (until !== undefined && Number.isNaN(Date.parse(until))) {
      throw new Error(`${place} has "until": "${until}", which is not an ISO 8601 time.`);
    }
    return rule as FaultRule;
  });
}

function matches(rule: FaultRule, call: Call): boolean {
  if (rule.service && rule.service !== call.service) return false;
  if (rule.cmdlet && (call.service !== 'exchange' || !sameWord(rule.cmdlet, call.operation))) return false;
  if (rule.table && (call.service !== 'graph' || !sameWord(rule.table, call.operation))) return false;
  return !rule.path || call.url.pathname.includes(rule.path);
}

function sameWord(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function falls(entry: Counted, now: number): boolean {
  entry.seen++;
  const { nth, times, probability, until } = entry.rule;
  if (until && now >= Date.parse(until)) return false;
  if (times !== undefined && entry.struck >= times) return false;
  if (nth !== undefined) {
    const [first, last] = Array.isArray(nth) ? nth : [nth, nth];
    if (entry.seen < first || entry.seen > last) return false;
  }
  return probability === undefined || entry.draw() < probability;
}
