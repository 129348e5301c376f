import { isAt } from '../wire/address.ts';
import type { Caller } from '../wire/call.ts';
import type { Gate } from '../wire/gate.ts';
import type { ReaderLimits } from '../wire/limits.ts';
import type { Timing } from '../wire/timing.ts';
import { checkParameters } from './check-parameters.ts';
import { type CmdletAnswer, openEnvelope } from './envelope.ts';
import { unreadableAnswer } from './error-ladder.ts';

export interface Invocation {
  cmdlet: string;
  parameters: Record<string, unknown>;
  /** The thing being read, in words for a person. */
  what: string;
  /** Rows that Exchange should put into one answer. */
  pageSize?: number;
  /** Where the answer before this one said that more rows are. */
  continueAt?: string;
  signal?: AbortSignal;
}

export interface InvokeOptions {
  exchangeUrl: string;
  tenantId: string;
  call: Caller;
  traceGate: Gate;
  limits: ReaderLimits;
  timing: Timing;
}

export type Invoke = (invocation: Invocation) => Promise<CmdletAnswer>;

/** The mailbox by which Exchange routes an app's requests to one and the same server. */
const anchorMailbox = 'SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}';

/** Cmdlets that change nothing and may therefore be sent again. */
export function effectOf(cmdlet: string): 'read' | 'write' {
  return /^(Get|Preview|Export)-/.test(cmdlet) ? 'read' : 'write';
}

function manyRows(parameters: Record<string, unknown>): boolean {
  return 'Page' in parameters || 'ResultSize' in parameters;
}

/** Runs cmdlets through the Exchange admin interface. Rejects with a `WireFailure`. */
export function createInvoke(options: InvokeOptions): Invoke {
  const { exchangeUrl, tenantId, call, traceGate, limits, timing } = options;
  const url = `${exchangeUrl}/adminapi/beta/${encodeURIComponent(tenantId)}/InvokeCommand`;

  return async function invoke({ cmdlet, parameters, what, pageSize = 1000, continueAt, signal }) {
    const { defenderOnly } = checkParameters(cmdlet, parameters, what);
    if (continueAt !== undefined && !isAt(exchangeUrl, continueAt)) {
      throw unreadableAnswer({ what, cmdlet }, 'it points to another address for the rest');
    }
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      accept: 'application/json',
      'x-anchormailbox': `APP:${anchorMailbox}@${tenantId}`,
      'x-cmdletname': cmdlet,
      prefer: `odata.maxpagesize=${pageSize}`,
    };
    const body = JSON.stringify({ CmdletInput: { CmdletName: cmdlet, Parameters: parameters } });
    return call({
      name: cmdlet,
      effect: effectOf(cmdlet),
      extraGate: cmdlet.startsWith('Get-MessageTrace') ? traceGate : undefined,
      request: {
        what,
        method: 'POST',
        url: continueAt ?? url,
        headers,
        body,
        timeoutMs: limits.requestTimeoutMs * (manyRows(parameters) ? limits.largeReadFactor : 1),
        signal,
      },
      judge: (reply) => openEnvelope(reply, { what, cmdlet, defenderOnly }, timing.now()),
    });
  };
}
