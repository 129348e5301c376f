import { randomUUID } from 'node:crypto';
import type { SandboxTenant } from '../../src/sandbox/tenant.ts';

/** Lets test mail show up in a simulated tenant at a known moment, held like a test that the tenant held before. */
export function heldTests(sandbox: SandboxTenant): { recipient: string; show(subject: string): void } {
  const { trace, quarantine } = sandbox.data;
  const traced = trace.find(({ status, subject }) => status === 'Quarantined' && subject.startsWith('CM Test - '));
  const held = quarantine.find(({ networkMessageId }) => networkMessageId === traced?.messageTraceId);
  if (traced === undefined || held === undefined) throw new Error('The tenant holds no test to go by.');

  return {
    recipient: traced.recipient,
    show(subject) {
      const id = randomUUID();
      const receivedAt = sandbox.clock.now();
      const mail = { receivedAt, subject, internetMessageId: `<${id}@bench.example>` };
      const identity = `${id}\\${randomUUID()}`;
      const expiresAt = receivedAt + held.expiresAt - held.receivedAt;
      const row = () => ({
        ...held.row(),
        Identity: identity,
        ReceivedTime: new Date(receivedAt).toISOString(),
        Expires: new Date(expiresAt).toISOString(),
        MessageId: mail.internetMessageId,
        Subject: subject,
      });
      quarantine.unshift({ ...held, ...mail, identity, networkMessageId: id, expiresAt, row });
      trace.unshift({ ...traced, ...mail, messageTraceId: id, details: () => [] });
    },
  };
}
