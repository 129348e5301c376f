import { peopleOf } from '../../alerts/affected.ts';
import type { Alert, Cause, HistoryEntry } from '../../alerts/alert.ts';
import { causesOf } from '../../alerts/causes.ts';
import { reasons } from '../../alerts/reasons.ts';
import type { Evidence } from './part.ts';
import { partOf, present } from './part-of.ts';
import { withoutPersonal } from './without-personal.ts';

const mostPeople = 20;
const mostHistory = 8;
const mostCauses = 8;

/** What a ticket about an alert offers to share; `example` is the evidence of one message of the case, when it could be read. */
export function alertEvidence(alert: Alert, history: readonly HistoryEntry[], example: Evidence | null): Evidence {
  const { affected, campaign } = alert;
  const people = [alert.acknowledged?.by, alert.assigned?.to, alert.resolved?.by, ...history.map(({ by }) => by)];
  const concerned = peopleOf(affected).map(({ address }) => address);
  const clean = withoutPersonal([campaign?.name, ...concerned, ...people.map((person) => person?.name)]);
  const own = present([
    partOf(
      { id: 'alert', title: 'Alert' },
      [
        ['What', reasons[alert.reason].title],
        ['Severity', alert.severity],
        ...causeFacts(causesOf(alert)),
        ['Opened', alert.openedAt],
        ['Last changed', alert.changedAt],
        ...alert.notes.slice(0, 4).map((note): [string, string] => ['Note', note]),
      ],
      clean,
    ),
    partOf({ id: 'affected', title: 'People affected by the alert' }, [
      ['Affected', affected.count],
      ['Reached after all', affected.cleared],
    ]),
    partOf(
      { id: 'history', title: 'What was done about the alert' },
      history.slice(-mostHistory).map(({ at, what, words }) => [at, `${what}: ${words}`]),
      clean,
    ),
    partOf({ id: 'campaign', title: 'Name of the campaign', personal: true }, [['Campaign', campaign?.name]]),
    partOf(
      { id: 'people', title: 'Addresses in the alert', personal: true },
      concerned.slice(0, mostPeople).map((address) => ['Recipient', address]),
    ),
  ]);
  return {
    title: clean(reasons[alert.reason].title),
    parts: [...own, ...(example?.parts ?? []).map(cleanedBy(clean))],
  };
}

/** The only cause in full; of several each in a line, the worst first. */
function causeFacts(causes: Cause[]): [string, string | null][] {
  const [only] = causes;
  if (only !== undefined && causes.length === 1)
    return [
      ['Policy', only.policy],
      ['Detail', only.detail],
      ...only.notes.map((note): [string, string] => ['Note', note]),
    ];
  const left = causes.length - mostCauses;
  const shown = causes.slice(0, mostCauses).map(({ policy, detail, notes, affected }): [string, string] => {
    const name = [policy, detail].filter((part) => part !== null).join(', ') || 'not known';
    const { count, cleared, more } = affected;
    const people = `${more ? 'more than ' : ''}${count} affected, ${cleared} reached after all`;
    return ['Cause', [`${name}: ${people}`, ...notes].join('. ')];
  });
  return left > 0 ? [...shown, ['Causes', `${left} more`]] : shown;
}

/** Sentences about one message may name what only the alert knows. */
function cleanedBy(clean: (text: string) => string) {
  return (part: Evidence['parts'][number]) =>
    part.personal ? part : { ...part, lines: part.lines.map((line) => ({ ...line, text: clean(line.text) })) };
}
