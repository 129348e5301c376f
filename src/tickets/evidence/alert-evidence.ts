import { peopleOf } from '../../alerts/affected.ts';
import type { Alert, Cause, HistoryEntry } from '../../alerts/alert.ts';
import { causesOf, isUnknown } from '../../alerts/causes.ts';
import { reasons } from '../../alerts/reasons.ts';
import type { Evidence, EvidencePart } from './part.ts';
import { partOf, present } from './part-of.ts';
import { withoutPersonal } from './without-personal.ts';

const mostPeople = 20;
const mostHistory = 8;
const mostCauses = 8;

/** What there is beside the case itself; null is what could not be read, and `open` says why. */
export interface AroundAlert {
  /** Of one message of the case. */
  message: Evidence | null;
  campaign: Evidence | null;
  open: [what: string, why: string][];
}

/** What a ticket about an alert offers to share: the case, a message of it, and how its campaign fared. */
export function alertEvidence(
  alert: Alert,
  history: readonly HistoryEntry[],
  { message, campaign: fared, open }: AroundAlert,
): Evidence {
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
        ['Opened (UTC)', minuteOf(alert.openedAt)],
        ['Last changed (UTC)', minuteOf(alert.changedAt)],
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
      history.slice(-mostHistory).map(({ at, by, words }) => [`${minuteOf(at)} UTC`, unnamed(words, by)]),
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
    parts: [...own, ...besides({ message, campaign: fared, open }).map(cleanedBy(clean))],
  };
}

/** Parts of a message come before those of its campaign that tell of the same thing. */
function besides({ message, campaign, open }: AroundAlert): EvidencePart[] {
  const own = message?.parts ?? [];
  const known = new Set(own.map(({ id }) => id));
  const fared = (campaign?.parts ?? [])
    .map((part) => ({ ...part, id: part.id === 'counts' || known.has(part.id) ? `campaign${part.id}` : part.id }))
    .filter(({ id }) => message === null || id === 'campaigncounts' || id === 'campaignpolicy');
  const unread = partOf({ id: 'open', title: 'What could not be checked' }, open);
  const rest = own.filter(({ id }) => id !== 'open');
  const left = own.find(({ id }) => id === 'open') ?? null;
  const both = left && unread ? { ...left, lines: [...unread.lines, ...left.lines] } : (left ?? unread);
  return [...rest, ...fared, ...present([both])];
}

/** Who did it stays here; that somebody did is told. */
function unnamed(words: string, by: HistoryEntry['by']): string {
  return by === null || by.name === '' ? words : words.replaceAll(by.name, 'An administrator');
}

/** e.g. `2026-11-21 23:03` */
function minuteOf(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}

/** The only cause in full; of several each in a line, the worst first. */
function causeFacts(causes: Cause[]): [string, string | null][] {
  const [only] = causes;
  if (only !== undefined && causes.length === 1)
    return [
      ['Policy', only.policy],
      ['Detail', isUnknown(only) && only.affected.count > 0 ? 'not known yet' : only.detail],
      ...only.notes.map((note): [string, string] => ['Note', note]),
    ];
  const left = causes.length - mostCauses;
  const shown = causes.slice(0, mostCauses).map(({ policy, detail, notes, affected }): [string, string] => {
    const name = isUnknown({ policy, detail })
      ? 'not known yet'
      : [policy, detail].filter((part) => part !== null).join(', ');
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
