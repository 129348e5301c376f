import type { SenderProfile } from '../contactmonkey/sender-profile.ts';
import { type NotRead, NotReadError, reading } from '../defender/reading.ts';
import type { TenantReader } from '../microsoft365/tenant-reader.ts';

/** How far back campaigns are looked for. */
export const historyDays = 30;

const mostPages = 60;
const mostRecipients = 200_000;
const dayMs = 86_400_000;

/**
 * Own people who got mail from the campaign senders, out of the message trace, in lower case. Without a sender in the profile
 * nobody can be told from others, so the answer is nobody and why. What could not be read is told.
 */
export async function campaignRecipients(
  tenant: TenantReader,
  profile: Pick<SenderProfile, 'senders'>,
  when: { now: Date; signal?: AbortSignal },
): Promise<{ recipients: string[]; notRead: NotRead[] }> {
  const sender = profile.senders.map(({ address }) => address.toLowerCase());
  if (sender.length === 0) return { recipients: [], notRead: [noSender] };
  const domains = await reading(() => ownDomains(tenant, when.signal));
  const notRead: NotRead[] = domains.read ? [] : [domains.why];
  const recipients = new Set<string>();
  const to = when.now.toISOString();
  const from = new Date(when.now.getTime() - historyDays * dayMs).toISOString();
  try {
    let pages = 0;
    for await (const page of tenant.trace.pages({ from, to, sender }, when.signal)) {
      for (const { recipient } of page) {
        const address = recipient.toLowerCase();
        if (!domains.read || isOwn(address, domains.value)) recipients.add(address);
      }
      pages += 1;
      if (pages >= mostPages || recipients.size >= mostRecipients) {
        notRead.push(cutShort(pages));
        break;
      }
    }
  } catch (error) {
    if (!(error instanceof NotReadError)) throw error;
    notRead.push(error.why);
  }
  return { recipients: [...recipients].sort(), notRead };
}

async function ownDomains(tenant: TenantReader, signal?: AbortSignal): Promise<Set<string>> {
  const rows = await tenant.cmdlet('Get-AcceptedDomain', {}, signal);
  return new Set(rows.map((row) => String(row.DomainName ?? '').toLowerCase()));
}

function isOwn(address: string, domains: ReadonlySet<string>): boolean {
  return domains.has(address.slice(address.lastIndexOf('@') + 1));
}

const noSender: NotRead = {
  what: 'the people who get campaigns',
  kind: 'notConfigured',
  sentence: 'The sender profile names no campaign sender, so past campaigns cannot be found in the message trace.',
  advice: 'Add the senders to the sender profile, name a group, or give a list of people.',
};

function cutShort(pages: number): NotRead {
  return {
    what: 'the people who get campaigns',
    kind: 'refused',
    sentence: `The message trace goes on after ${pages} pages; people who got older campaigns only are not counted.`,
    advice: 'Name the groups that get campaigns in the sender profile.',
  };
}
