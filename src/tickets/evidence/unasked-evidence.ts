import type { Alert } from '../../alerts/alert.ts';
import { reasons } from '../../alerts/reasons.ts';
import { quarantineReasons } from '../../defender/quarantined-message.ts';
import type { Evidence } from './part.ts';
import { partOf, present } from './part-of.ts';

/**
 * The little of an alert that may leave without a form: what kind of thing it is, how grave, since when, and how many people. Nothing
 * in it was written by anybody: no name of a campaign or a policy, no address, no host, no note.
 */
export function unaskedEvidence(alert: Alert): Evidence {
  const { affected, reason } = alert;
  const heldAs = reason === 'quarantined' ? quarantineReasons.find((one) => one === alert.detail) : undefined;
  return {
    title: reasons[reason].title,
    parts: present([
      partOf({ id: 'alert', title: 'Alert' }, [
        ['What', reasons[reason].title],
        ['Severity', alert.severity],
        ['Held as', heldAs],
        ['Opened', alert.openedAt],
        ['Last changed', alert.changedAt],
      ]),
      partOf({ id: 'affected', title: 'People affected by the alert' }, [
        ['Affected', affected.count],
        ['Reached after all', affected.cleared],
      ]),
    ]),
  };
}
