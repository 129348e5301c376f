import { readReport, text } from './antispam-report.ts';
import type { MailboxDelivery } from './header-analysis.ts';

/**
 * Reads X-Microsoft-Antispam-Mailbox-Delivery, which tells a move by the mailbox from one by the tenant's filter.
 * Microsoft documents none of it; the meanings are those that header analysers agree on.
 */
export function readMailboxDelivery(value: string | null): MailboxDelivery | null {
  if (value === null) return null;
  const { pairs } = readReport(value);
  const reasons = [text(pairs, 'OFR'), text(pairs, 'RF')].filter((reason) => reason !== null);
  return {
    destination: text(pairs, 'DEST')?.toUpperCase() ?? null,
    userRule: pairs.get('UCF') === '1',
    junkRule: pairs.get('JMR') === '1',
    authenticated: pairs.has('AUTH') ? pairs.get('AUTH') === '1' : null,
    reason: reasons.length > 0 ? reasons.join(', ') : null,
  };
}
