import type { ChangeRow } from '../../cards/changes-since/index.ts';
import { withoutAddresses } from '../../cards/escape.ts';
import type { Change, ChangeReport } from '../../defender/changes/change.ts';
import type { Finding } from '../../defender/gaps/finding.ts';

/** Where others read along, no value, name or sentence of a change names a person. */
export function withoutPeople(change: Change): Change {
  const { name, before, after, sentence } = change;
  return {
    ...change,
    name: withoutAddresses(name),
    sentence: withoutAddresses(sentence),
    before: maskedValue(before),
    after: maskedValue(after),
  };
}

function maskedValue(value: unknown): unknown {
  if (typeof value === 'string') return withoutAddresses(value);
  return Array.isArray(value) ? value.map(maskedValue) : value;
}

/** A change as the card shows it, with the gap that it opened or closed where one hangs on the setting of the `original`. */
export function rowOf(change: Change, original: Change, { findings }: ChangeReport): ChangeRow {
  const { kind, what, name, setting, before, after, affects } = change;
  return { kind, what, name, setting, before, after, affects, effect: effectOf(original, findings) };
}

function effectOf(change: Change, { opened, closed }: ChangeReport['findings']): ChangeRow['effect'] {
  const mine = (finding: Finding) =>
    finding.policy?.toLowerCase() === change.name.toLowerCase() &&
    (change.setting === null || finding.setting === change.setting);
  const worse = opened.find(mine);
  if (worse) return { sentence: `New gap: ${worse.title}. ${worse.effect}`, better: false };
  const better = closed.find(mine);
  return better ? { sentence: `Closes the gap: ${better.title}.`, better: true } : null;
}
