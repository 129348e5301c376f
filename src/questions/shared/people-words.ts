import { domainOf, ownDomains } from '../../campaigns/own-domains.ts';
import { createTenantMemory } from '../../campaigns/tenant-memory.ts';
import type { QuarantinedMessage } from '../../defender/quarantined-message.ts';
import { reading } from '../../defender/reading.ts';
import type { QuestionDeps } from '../deps.ts';
import type { QuestionRequest } from '../question.ts';

const KEEP_MS = 300_000;
const MAX_DOMAINS = 3;
const memory = createTenantMemory<ReadonlySet<string>>(KEEP_MS, 200);

/**
 * Whether a message went to the people that a word names: a group of that name in one of the organisation's domains
 * ("finance" is finance@contoso.com and its members), or whoever has the word in their address.
 */
export async function recipientsNamed(
  words: string[],
  request: QuestionRequest,
  deps: QuestionDeps,
): Promise<(message: QuarantinedMessage) => boolean> {
  const wanted = words.map((word) => word.toLowerCase());
  const members = new Set<string>();
  for (const word of wanted) for (const address of await groupMembers(word, request, deps)) members.add(address);
  const isMeant = (address: string) => {
    const lower = address.toLowerCase();
    return members.has(lower) || wanted.some((word) => lower.slice(0, -domainOf(lower).length).includes(word));
  };
  return (message) => message.recipients.some(isMeant);
}

/** Members of the group, or none when there is no such group or the directory cannot be read. */
async function groupMembers(word: string, request: QuestionRequest, deps: QuestionDeps): Promise<ReadonlySet<string>> {
  const name = word.replaceAll(/\s+/g, '').replace(/(?:team|group|department)$/, '');
  if (!/^[a-z0-9._-]{2,60}$/.test(name)) return new Set();
  const domains = await ownDomains(deps.tenant, deps.profile, request.now, request.signal);
  for (const domain of [...domains].slice(0, MAX_DOMAINS)) {
    const group = `${name}@${domain}`;
    const found = await reading(() =>
      memory.recall(deps.tenant, group, request.now.getTime(), async () => {
        const addresses = await deps.tenant.directory.groupMembers(group, request.signal);
        return new Set(addresses.map((address) => address.toLowerCase()));
      }),
    );
    if (found.read) return found.value;
  }
  return new Set();
}
