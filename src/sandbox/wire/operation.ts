import { jsonObject, type ServiceName } from './call.ts';

export interface Operation {
  operation: string;
  input: unknown;
}

/** What a request is about, for faults and the log: the cmdlet, the first hunting table, the token grant, or the path. */
export function describeCall(service: ServiceName, url: URL, body: string): Operation {
  if (service === 'exchange') {
    const input = jsonObject(body)?.CmdletInput as { CmdletName?: unknown; Parameters?: unknown } | undefined;
    if (typeof input?.CmdletName === 'string') return { operation: input.CmdletName, input: input.Parameters ?? {} };
  }
  if (service === 'graph' && url.pathname.endsWith('/runHuntingQuery')) {
    const parsed = jsonObject(body);
    const query = parsed?.Query ?? parsed?.query;
    if (typeof query === 'string') return { operation: firstTable(query), input: query };
  }
  if (service === 'entra' && url.pathname.endsWith('/token')) return { operation: 'token', input: null };
  return { operation: url.pathname.split('/').slice(2).join('/'), input: null };
}

function firstTable(query: string): string {
  const withoutLets = query.replace(/\/\/[^\n]*/g, '').replace(/\blet\s+\w+\s*=[^;]*;/g, '');
  return /[A-Za-z_]\w*/.exec(withoutLets)?.[0] ?? 'query';
}
