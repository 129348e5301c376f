import type { SandboxClock } from '../clock.ts';
import type { SandboxApp } from '../entra/apps.ts';
import { callerOf } from '../entra/caller.ts';
import type { TokenSigner } from '../entra/token-signer.ts';
import type { TenantData } from '../tenant-data.ts';
import { type Call, header, jsonObject, jsonReply, type Reply, type Service } from '../wire/call.ts';
import { cmdletNamed, cmdletNames } from './catalogue.ts';
import { nulReply, unauthorizedReply } from './errors.ts';
import { type InvokeSettings, invokeCommand } from './invoke-command.ts';
import type { QuarantineState } from './quarantine-state.ts';
import { mayRun } from './rights.ts';

export interface ExchangeParts {
  data: TenantData;
  apps: SandboxApp[];
  signer: TokenSigner;
  clock: SandboxClock;
  tokenClock: SandboxClock;
  quarantine: QuarantineState;
  settings: InvokeSettings;
}

const audience = 'https://outlook.office365.com';

/** The Exchange admin endpoint: InvokeCommand, $batch and the list of cmdlets an app may run. */
export function exchangeService(parts: ExchangeParts): Service {
  return (call) => {
    const [, area = '', version = '', tenant = '', operation = ''] = call.url.pathname.split('/');
    if (area !== 'adminapi' || !['beta', 'v1.0'].includes(version) || tenant !== parts.data.tenantId) {
      return jsonReply(404, { error: { code: 'NotFound', message: `Nothing is at ${call.url.pathname}.` } });
    }
    const caller = callerOf(call, audience, parts.signer, parts.apps, tenant, parts.tokenClock);
    if (!caller?.permissions.includes('Exchange.ManageAsApp')) return unauthorizedReply();
    if (caller.exchangeRoles.length === 0) return nulReply();
    const base = `${call.url.origin}/exchange/adminapi/${version}/${tenant}`;
    if (operation === 'InvokeCommand' && call.method === 'POST') return invoke(parts, call, caller, base);
    if (operation === '$batch' && call.method === 'POST') return batch(parts, call, caller, base);
    if (operation === 'EXOModuleFile') return moduleFile(call, caller);
    return jsonReply(404, { error: { code: 'NotFound', message: `Nothing is at ${call.url.pathname}.` } });
  };
}

function invoke(parts: ExchangeParts, call: Call, caller: SandboxApp, base: string): Reply {
  return invokeCommand(call, { ...parts, caller }, parts.settings, `${base}/InvokeCommand`);
}

function batch(parts: ExchangeParts, call: Call, caller: SandboxApp, base: string): Reply {
  const requests = jsonObject(call.body)?.requests;
  if (!Array.isArray(requests) || requests.length > 10) {
    return jsonReply(400, { error: { code: 'BadRequest', message: 'A batch holds 1 to 10 requests.' } });
  }
  const responses = requests.map(
    (request: { id: string; url: string; headers?: Record<string, string>; body: unknown }) => {
      const headers = Object.fromEntries(
        Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
      );
      const item: Call = {
        ...call,
        url: new URL(request.url, call.url),
        headers: { ...call.headers, ...headers },
        body: JSON.stringify(request.body),
      };
      const reply = invoke(parts, item, caller, base);
      const body = Buffer.isBuffer(reply.body)
        ? { error: { code: 'Forbidden', message: '', innererror: { message: '' } } }
        : JSON.parse(reply.body);
      return { id: request.id, body };
    },
  );
  return jsonReply(200, { responses });
}

function moduleFile(call: Call, caller: SandboxApp): Reply {
  if (header(call, 'CommandName') === null) return nulReply();
  const names = cmdletNames.filter((name) => {
    const cmdlet = cmdletNamed(name);
    return cmdlet !== null && mayRun(caller, cmdlet, []);
  });
  return jsonReply(200, { value: [{ exportedCmdlets: names.join(',') }] });
}
