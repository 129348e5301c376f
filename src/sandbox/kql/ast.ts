import type { KqlValue } from './values.ts';

export type Expression =
  | { kind: 'value'; value: KqlValue }
  | { kind: 'column'; name: string }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'member'; target: Expression; key: Expression };

export interface Named {
  name: string;
  expression: Expression;
}

export interface Ordering {
  expression: Expression;
  descending: boolean;
  nullsLast: boolean;
}

export type Stage =
  | { kind: 'where'; condition: Expression }
  | { kind: 'project' | 'extend' | 'distinct'; columns: Named[] }
  | { kind: 'project-away' | 'project-keep'; names: string[] }
  | { kind: 'take'; count: number }
  | { kind: 'order'; by: Ordering[]; top: number | null }
  | { kind: 'summarize'; aggregates: Named[]; by: Named[] }
  | { kind: 'count' }
  | { kind: 'join'; flavour: string; right: Query; on: [left: Expression, right: Expression][] }
  | { kind: 'union'; others: Query[] };

export interface Query {
  table: string;
  stages: Stage[];
}

export interface Program {
  lets: Named[];
  query: Query;
}
