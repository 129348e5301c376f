import type { ChangeRow } from '../../cards/changes-since/index.ts';
import type { Change, ChangeReport } from '../../defender/changes/change.ts';
import type { Finding } from '../../defender/gaps/finding.ts';

/** A change as the card shows it, with the gap that it opened or closed where one hangs on the same setting. */
export function rowOf(change: Change, { findings }: ChangeReport): ChangeRow {
  const { kind, what, name, setting, before, after, affects } = change;
  return { kind, what, name, setting, before, after, affects, effect: effectOf(change, findings) };
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
