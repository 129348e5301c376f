import { type NotRead, NotReadError } from '../defender/reading.ts';
import type { TenantReader } from './tenant-reader.ts';

const why: NotRead = {
  what: 'mail and settings',
  kind: 'notConfigured',
  sentence: 'No mail and no settings can be read from here.',
  advice: 'An administrator asks in the organisation whose mail it is.',
};

/** A reader for a tenant that nothing may be read of: whatever is asked rejects with `NotReadError`, and nothing is sent. */
export function closedReader(tenantId: string): TenantReader {
  const closed = async () => {
    throw new NotReadError(why);
  };
  const pages = () => ({ [Symbol.asyncIterator]: () => ({ next: closed }) });
  return {
    tenantId,
    quarantine: { pages, message: closed, header: closed, preview: closed },
    trace: { pages, detail: closed },
    hunting: { emailEvents: closed, emailUrls: closed, postDeliveryEvents: closed, messagesLinkingTo: closed },
    cmdlet: closed,
    directory: { memberGroups: closed, groupMembers: closed },
  };
}
