import { reading } from '../../defender/reading.ts';
import { fromHeader, fromPreview, type Observation } from '../test-campaign/observe.ts';
import type { PollSource } from './poll-source.ts';

/**
 * Reads header and text of a few held copies: what authentication came to, where links lead and which files the mail carries is
 * known without hunting only there. A message that is gone is not asked for again; what else fails is tried by the next poll.
 */
export async function lookInto({ tenant, unread, tempo, signal }: PollSource): Promise<Observation[]> {
  const found: Observation[] = [];
  for (const { networkMessageId, recipient, identity } of unread.slice(0, tempo.looks)) {
    const header = await reading(() => tenant.quarantine.header(identity, signal));
    if (!header.read && header.why.kind !== 'notFound') break;
    found.push(fromHeader(networkMessageId, recipient, header.read ? header.value : ''));
    if (!header.read) continue;
    const preview = await reading(() => tenant.quarantine.preview(identity, signal));
    if (preview.read) found.push(fromPreview(networkMessageId, recipient, preview.value));
  }
  return found;
}
