import type { Alert } from '../../alerts/alert.ts';
import { causesOf } from '../../alerts/causes.ts';
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
  return {
    title: reasons[reason].title,
    parts: present([
      partOf({ id: 'alert', title: 'Alert' }, [
        ['What', reasons[reason].title],
        ['Severity', alert.severity],
        ...heldAs(alert).map((words): [string, string] => ['Held as', words]),
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

/** The reasons in Microsoft's own words, each with its people when there are several; what is no such word stays here. */
function heldAs(alert: Alert): string[] {
  if (alert.reason !== 'quarantined') return [];
  const people = new Map<string, number>();
  for (const { detail, affected } of causesOf(alert)) {
    const word = quarantineReasons.find((one) => one === detail) ?? 'another or no known reason';
    people.set(word, (people.get(word) ?? 0) + affected.count);
  }
  const [only, ...others] = people.keys();
  if (others.length === 0) return quarantineReasons.some((one) => one === only) ? [only ?? ''] : [];
  return [...people].map(([word, count]) => `${word}: ${count}`);
}
