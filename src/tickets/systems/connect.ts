import { type PushOptions, pushTicket } from './push-ticket.ts';
import type { TicketSystem } from './ticket-system.ts';
import { createWebhook } from './webhook.ts';
import { createZendesk } from './zendesk.ts';

/** How to reach the ticketing systems beside ours, and what their requests are signed with; null where there is none. */
export interface SystemSettings {
  /** `url` without a path; `webhookSecret` is the signing secret that Zendesk shows for its webhook. */
  zendesk: { url: string; user: string; token: string; webhookSecret: string | null } | null;
  /** One secret for both ways. */
  webhook: { url: string; secret: string } | null;
}

export const noSystems: SystemSettings = { zendesk: null, webhook: null };

export function createTicketSystems(settings: SystemSettings, now: () => Date): TicketSystem[] {
  return [
    ...(settings.zendesk ? [createZendesk(settings.zendesk)] : []),
    ...(settings.webhook ? [createWebhook({ ...settings.webhook, now })] : []),
  ];
}

/** Secrets that inbound requests are checked with, by system. */
export function secretsOf({ zendesk, webhook }: SystemSettings): { zendesk?: string; webhook?: string } {
  return {
    ...(zendesk?.webhookSecret ? { zendesk: zendesk.webhookSecret } : {}),
    ...(webhook ? { webhook: webhook.secret } : {}),
  };
}

/** Tells every system of a ticket. Returns the earliest time at which one of them wants to be asked again. */
export async function pushToAll(
  { systems, ...options }: { systems: readonly TicketSystem[] } & Omit<PushOptions, 'system'>,
  tenantId: string,
  ticketId: string,
): Promise<Date | null> {
  const again: Date[] = [];
  for (const system of systems) {
    const at = await pushTicket({ ...options, system }, tenantId, ticketId);
    if (at !== null) again.push(at);
  }
  return again.sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
}
