import { parseSenderProfile } from '../../src/contactmonkey/parse-sender-profile.ts';
import { createTenantReader } from '../../src/microsoft365/create-tenant-reader.ts';
import { systemTiming } from '../../src/microsoft365/wire/timing.ts';
import type { Conversation } from '../../src/questions/conversation.ts';
import { createAssistant } from '../../src/questions/create-assistant.ts';
import type { Entities, Place } from '../../src/questions/question.ts';
import { createSandboxTenant, type SandboxOptions } from '../../src/sandbox/tenant.ts';
import { reader } from './questions.ts';

const plenty = 100_000;

/** A conversation with the simulated tenant through the real client over HTTP. Waits of the client take no time. */
export async function sandboxChat(options: SandboxOptions = {}, limits: { requestTimeoutMs?: number } = {}) {
  const sandbox = await createSandboxTenant(options);
  let skipped = 0;
  const timing = {
    ...systemTiming,
    now: () => Date.now() + skipped,
    sleep: async (ms: number) => {
      skipped += ms;
    },
    random: () => 0.5,
  };
  const tenant = createTenantReader({
    tenantId: sandbox.tenantId,
    entraUrl: sandbox.urls.entra,
    exchangeUrl: sandbox.urls.exchange,
    graphUrl: sandbox.urls.graph,
    credential: { kind: 'secret', clientId: sandbox.clientId, secret: sandbox.clientSecret },
    limits: {
      exchangeRequests: plenty,
      traceRequests: plenty,
      huntingRequests: plenty,
      graphRequests: plenty,
      ...limits,
    },
    timing,
  });
  const { profile } = parseSenderProfile(sandbox.profile);
  const faults: unknown[] = [];
  const assistant = createAssistant({ tenant, profile, log: { error: (meta) => faults.push(meta) } });
  let conversation: Conversation = {};
  let place: Place = 'personal';
  const base = () => ({ asker: reader, place, now: new Date(sandbox.clock.now()), conversation });

  async function ask(text: string, files: { name: string; text: string }[] = []) {
    const reply = await assistant.ask({ ...base(), text, files });
    conversation = reply.conversation;
    return reply;
  }

  async function press(verb: string, data: Entities) {
    const reply = await assistant.press({ ...base(), verb, data });
    conversation = reply.conversation;
    return reply;
  }

  /** How often the tenant was asked for something, e.g. `exchange Get-QuarantineMessage`, since the last look. */
  function requests(): Record<string, number> {
    const counts = sandbox.log.counts();
    sandbox.log.clear();
    return counts;
  }

  return {
    ask,
    press,
    requests,
    sandbox,
    tenant,
    profile,
    faults,
    goTo: (next: Place) => {
      place = next;
    },
    close: () => sandbox.close(),
  };
}

export type SandboxChat = Awaited<ReturnType<typeof sandboxChat>>;
