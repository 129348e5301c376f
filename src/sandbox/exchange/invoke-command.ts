import { type Call, header, jsonObject, type Reply } from '../wire/call.ts';
import { cmdletNamed } from './catalogue.ts';
import type { CmdletContext } from './cmdlet.ts';
import { type NextLinkMode, offsetOf, skipToken } from './continuation.ts';
import { ExchangeError, errorReply, NotInRole, nulReply, unknownParameter } from './errors.ts';
import { checkedInput } from './parameters.ts';
import { mayRun } from './rights.ts';
import { rowJson } from './sidecars.ts';

export interface InvokeSettings {
  nextLink: NextLinkMode;
  /** Rows in one REST answer unless `Prefer: odata.maxpagesize` asks for another number. */
  pageSize: number;
}

/** Runs one cmdlet and makes the success envelope, or the service's error. `base` is the address of this endpoint. */
export function invokeCommand(call: Call, context: CmdletContext, settings: InvokeSettings, base: string): Reply {
  try {
    return run(call, context, settings, base);
  } catch (error) {
    if (error instanceof NotInRole) return nulReply();
    if (error instanceof ExchangeError) return errorReply(error);
    throw error;
  }
}

function run(call: Call, context: CmdletContext, settings: InvokeSettings, base: string): Reply {
  const input = jsonObject(call.body)?.CmdletInput as { CmdletName?: unknown; Parameters?: unknown } | undefined;
  const parameters = input?.Parameters ?? {};
  if (typeof input?.CmdletName !== 'string' || typeof parameters !== 'object' || Array.isArray(parameters)) {
    throw unknownParameter('CmdletInput');
  }
  const cmdlet = cmdletNamed(input.CmdletName);
  const given = parameters as Record<string, unknown>;
  if (!cmdlet || !mayRun(context.caller, cmdlet, Object.keys(given))) throw new NotInRole();
  if (context.data.absent?.includes(cmdlet.name)) throw new NotInRole();
  if (cmdlet.defender && context.data.licence === 'EOP') throw new NotInRole();
  const mode =
    call.bent?.how === 'nextLinkWorks' ? 'works' : call.bent?.how === 'nextLinkExpired' ? 'expired' : settings.nextLink;
  const anchor = header(call, 'x-anchormailbox');
  const token = call.url.searchParams.get('$skiptoken');
  const from = token === null ? 0 : offsetOf(token, call.body, anchor, mode);
  if (from === null) {
    throw new ExchangeError(
      400,
      'Microsoft.Exchange.Admin.OData.Core.ODataServiceException',
      'Expired or Invalid pagination request. Default Expiry time is 00:30:00',
    );
  }
  const { rows, warnings } = cmdlet.run(checkedInput(given, cmdlet.parameters), context);
  const size = call.bent?.how === 'partialPage' ? call.bent.rows : (preferredSize(call) ?? settings.pageSize);
  const more = rows.length > from + size;
  const select = call.url.searchParams.get('$select')?.split(',') ?? null;
  const envelope = JSON.stringify({
    '@odata.context': `${base.replace(/InvokeCommand$/, '')}$metadata#Collection(Exchange.GenericHashTable)`,
    'adminapi.warnings@odata.type': '#Collection(String)',
    '@adminapi.warnings': more ? [...warnings, truncation(size)] : warnings,
    ...(more ? { '@odata.nextLink': `${base}?$skiptoken=${skipToken(from + size, call.body, anchor)}` } : {}),
  });
  const value = rows.slice(from, from + size).map((row) => rowJson(selected(row, select)));
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: `${envelope.slice(0, -1)},"value":[${value.join(',')}]}`,
  };
}

function truncation(size: number): string {
  return `By default, only the first ${size} items are returned. Use the ResultSize parameter to specify the number of items returned.`;
}

function preferredSize(call: Call): number | null {
  const wanted = Number(/odata\.maxpagesize=(\d+)/i.exec(header(call, 'prefer') ?? '')?.[1]);
  return wanted > 0 ? Math.min(wanted, 1000) : null;
}

function selected(row: Record<string, unknown>, names: string[] | null): Record<string, unknown> {
  if (!names) return row;
  const wanted = new Set(names.map((name) => name.trim().toLowerCase()));
  return Object.fromEntries(Object.entries(row).filter(([name]) => wanted.has(name.toLowerCase())));
}
