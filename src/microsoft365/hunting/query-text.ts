import { readFileSync } from 'node:fs';
import { type KqlValue, kqlLiteral } from './kql-literal.ts';

/** The queries beside this file, and the parameters each takes. */
export const queryParameters = {
  'email-events': ['ids'],
  'email-urls': ['ids'],
  'post-delivery-events': ['ids'],
  'messages-linking-to': ['hosts', 'from', 'to'],
  'sent-mail-events': ['senders', 'subjects', 'from', 'to'],
  'sent-mail-post-delivery': ['senders', 'subjects', 'from', 'to'],
  'sent-mail-clicks': ['senders', 'subjects', 'from', 'to'],
  'sent-mail-attachments': ['senders', 'subjects', 'from', 'to'],
  'sent-mail-links': ['senders', 'subjects', 'from', 'to'],
} as const;

export type QueryName = keyof typeof queryParameters;
export type QueryValues<N extends QueryName> = Record<(typeof queryParameters)[N][number], KqlValue>;

const templates = new Map<QueryName, string>();

function template(name: QueryName): string {
  const kept = templates.get(name);
  if (kept !== undefined) return kept;
  const text = readFileSync(new URL(`queries/${name}.kql`, import.meta.url), 'utf8');
  templates.set(name, text);
  return text;
}

/** A query with its values filled in as literals. Throws when the file and `queryParameters` disagree. */
export function queryText<N extends QueryName>(name: N, values: QueryValues<N>): string {
  const given = values as Record<string, KqlValue>;
  return template(name).replace(/\{\{(\w+)\}\}/g, (_, parameter: string) => {
    const value = Object.hasOwn(given, parameter) ? given[parameter] : undefined;
    if (value === undefined) throw new Error(`The hunting query ${name} has no value for ${parameter}.`);
    return kqlLiteral(value);
  });
}
