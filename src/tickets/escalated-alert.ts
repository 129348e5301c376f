import type { Alert } from '../alerts/alert.ts';
import { unaskedEvidence } from './evidence/unasked-evidence.ts';
import type { UnaskedTicket } from './open-unasked.ts';

const description =
  'Nobody at the customer has answered this alert in time. Quarantine Watch opened the ticket by itself, as an administrator had agreed; more is shared when one of them is asked.';

/** What ContactMonkey is told of a case that nobody answers: no more than somebody agreed to when they set the alerts. */
export function escalatedAlert({
  alert,
  consent,
  at,
}: { alert: Alert } & Pick<UnaskedTicket, 'consent' | 'at'>): UnaskedTicket {
  return {
    evidence: unaskedEvidence(alert),
    subject: { kind: 'alert', key: alert.id },
    description,
    priority: alert.severity === 'high' ? 'high' : 'normal',
    consent,
    at,
  };
}
