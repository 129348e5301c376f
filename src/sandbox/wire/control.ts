import type { SandboxClock } from '../clock.ts';
import { type Call, jsonObject, jsonReply, type Reply, type Service } from './call.ts';
import type { FaultBook } from './faults.ts';
import type { RequestLog } from './request-log.ts';

export interface ControlParts {
  clock: SandboxClock;
  faults: FaultBook;
  log: RequestLog;
  /** Puts faults, log and quarantine back to the start; the clock stays. */
  reset(): void;
  /** What the tenant is: ids, users, groups, profile, DNS facts. */
  about(): unknown;
  /** Sends a test campaign into the tenant; the parsed body says which. */
  sendTest(test: unknown): unknown;
  /** Writes into the tenant's configuration what an administrator would; what of it decides nothing about mail here, in sentences. */
  change(change: unknown): string[];
  /** Releases what is held and fits; how many items that were. */
  release(which: unknown): number;
}

/** The hidden hand of the sandbox, under /control: clock, faults, request log, test campaigns, what administrators do, reset. */
export function controlService(parts: ControlParts): Service {
  return (call) => {
    try {
      return control(parts, call) ?? jsonReply(404, { error: `Nothing is at ${call.method} ${call.url.pathname}.` });
    } catch (error) {
      return jsonReply(400, { error: error instanceof Error ? error.message : 'The request could not be read.' });
    }
  };
}

function control(parts: ControlParts, call: Call): Reply | null {
  const route = `${call.method} ${call.url.pathname.replace(/^\/control\/?/, '')}`;
  switch (route) {
    case 'GET ':
      return jsonReply(200, parts.about());
    case 'POST faults':
      parts.faults.add(JSON.parse(call.body));
      return jsonReply(200, { faults: parts.faults.list() });
    case 'GET faults':
      return jsonReply(200, { faults: parts.faults.list() });
    case 'DELETE faults':
      parts.faults.clear();
      return jsonReply(200, { faults: [] });
    case 'GET requests':
      return jsonReply(200, { counts: parts.log.counts(), requests: parts.log.entries() });
    case 'DELETE requests':
      parts.log.clear();
      return jsonReply(200, { counts: {}, requests: [] });
    case 'GET clock':
      return clockReply(parts.clock);
    case 'POST clock':
      return setClock(parts.clock, call.body);
    case 'POST tests':
      return jsonReply(200, { sent: parts.sendTest(JSON.parse(call.body || '{}')) });
    case 'POST changes':
      return jsonReply(200, { applied: true, decidesNothing: parts.change(JSON.parse(call.body)) });
    case 'POST release':
      return jsonReply(200, { released: parts.release(JSON.parse(call.body || '{}')) });
    case 'POST reset':
      parts.reset();
      return jsonReply(200, { reset: true });
    default:
      return null;
  }
}

function clockReply(clock: SandboxClock): Reply {
  return jsonReply(200, { now: new Date(clock.now()).toISOString() });
}

/** `{ "set": ISO 8601 }` or `{ "advanceSeconds": number }`. */
function setClock(clock: SandboxClock, body: string): Reply {
  const wish = jsonObject(body);
  const time = Date.parse(String(wish?.set ?? ''));
  const seconds = wish?.advanceSeconds;
  if (!Number.isNaN(time)) clock.set(time);
  else if (typeof seconds === 'number' && Number.isFinite(seconds)) clock.advance(seconds * 1000);
  else throw new Error('Give "set" as an ISO 8601 time or "advanceSeconds" as a number.');
  return clockReply(clock);
}
