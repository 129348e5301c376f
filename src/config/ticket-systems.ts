import type { EnvironmentReader } from './environment.ts';

/** Ticketing systems beside our own, as `startTickets` wants them; null where there is none. */
export interface TicketSystemsConfig {
  zendesk: { url: string; user: string; token: string; webhookSecret: string | null } | null;
  webhook: { url: string; secret: string } | null;
}

/** In characters. Requests are signed with the secret (HMAC-SHA256): whoever guesses it writes on tickets. */
const shortestSecret = 16;

/** Reads what is set; a system of which only a part is set is a problem. */
export function readTicketSystems(read: EnvironmentReader): TicketSystemsConfig {
  const address = (name: string) => (read.text(name) === null ? null : read.url(name));
  const zendeskUrl = address('ZENDESK_URL');
  const [user, token] = [read.text('ZENDESK_USER'), read.text('ZENDESK_TOKEN')];
  const webhookUrl = address('TICKET_WEBHOOK_URL');
  const secret = read.text('TICKET_WEBHOOK_SECRET');
  if (zendeskUrl !== null && user === null) read.problem('ZENDESK_USER', 'is missing; ZENDESK_URL is set.');
  if (zendeskUrl !== null && token === null) read.problem('ZENDESK_TOKEN', 'is missing; ZENDESK_URL is set.');
  if (webhookUrl !== null && secret === null)
    read.problem('TICKET_WEBHOOK_SECRET', 'is missing; TICKET_WEBHOOK_URL is set.');
  const webhookSecret = read.text('ZENDESK_WEBHOOK_SECRET');
  for (const name of ['ZENDESK_WEBHOOK_SECRET', 'TICKET_WEBHOOK_SECRET'])
    if ((read.text(name)?.length ?? shortestSecret) < shortestSecret)
      read.problem(name, `should hold at least ${shortestSecret} characters; a shorter secret can be guessed.`);
  return {
    zendesk: zendeskUrl && user && token ? { url: zendeskUrl, user, token, webhookSecret } : null,
    webhook: webhookUrl && secret ? { url: webhookUrl, secret } : null,
  };
}
