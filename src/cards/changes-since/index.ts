import type { NotRead } from '../../defender/reading.ts';
import type { AdaptiveCard } from '../adaptive-card.ts';
import { actionBar } from '../buttons.ts';
import { mailText, plainText } from '../escape.ts';
import { expand, fitRows } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import { type AffectedPeople, affectsWords, valueWords } from '../finding-words.ts';
import { countOf, formatDateTime, type Localised } from '../format.ts';
import { notReadView } from '../not-read-view.ts';
import template from './template.json' with { type: 'json' };

/** One difference between two snapshots. `setting` is null when the whole object came or went. */
export interface ChangeRow {
  kind: 'added' | 'removed' | 'changed';
  /** What it is, e.g. "Anti-spam policy" */
  what: string;
  name: string;
  setting: string | null;
  before: unknown;
  after: unknown;
  /** null when nobody can say who feels it. */
  affects: AffectedPeople | null;
  /** What it does to ContactMonkey mail: null when not judged. */
  effect: { sentence: string; better: boolean | null } | null;
}

export interface ChangesSinceData extends Localised {
  audience: 'personal' | 'channel';
  from: string;
  to: string;
  /** Most felt first. */
  changes: ChangeRow[];
  /** Parts that one of the snapshots lacks, so that changes there cannot be seen. */
  couldNot: NotRead[];
}

const most = 12;
const kinds = {
  added: { icon: '+', color: 'Accent', word: 'New' },
  removed: { icon: '\u2212', color: 'Warning', word: 'Removed' },
  changed: { icon: '\u25C6', color: 'Accent', word: 'Changed' },
} as const;

export function changesSinceCard(data: ChangesSinceData): AdaptiveCard {
  return fitRows(data.changes.slice(0, most), (shown) => expand(template, view(data, shown)));
}

function view(data: ChangesSinceData, shown: ChangeRow[]) {
  const left = data.changes.length - shown.length;
  const seen = data.couldNot.length === 0 ? 'Nothing changed' : 'No change in what could be compared';
  const title = data.changes.length === 0 ? seen : countOf(data.changes.length, 'change', 'changes', data);
  return {
    title,
    period: `Between ${formatDateTime(data.from, data)} and ${formatDateTime(data.to, data)}.`,
    changes: shown.map((change) => changeView(change, data)),
    rest:
      left > 0 ? [{ words: `and ${countOf(left, 'more change', 'more changes', data)}, felt by fewer people` }] : [],
    notRead: notReadView(data.couldNot),
    footer: [],
    fallbackText: fallbackText(`${title} since ${formatDateTime(data.from, data)}`, ...shown.slice(0, 2).map(nameOf)),
    ...actionBar([{ title: 'Check for gaps', verb: 'policy.gaps', data: {} }]),
  };
}

function nameOf(change: ChangeRow): string {
  return `${plainText(change.what, 60)} ${mailText(change.name, 100)}`;
}

function changeView(change: ChangeRow, data: ChangesSinceData) {
  const kind = kinds[change.kind];
  const values =
    change.kind === 'changed'
      ? [
          {
            label: change.setting === null ? 'Value' : plainText(change.setting, 80),
            value: `${valueWords(change.before)} \u2192 ${valueWords(change.after)}`,
          },
        ]
      : [];
  const mark = change.effect?.better === true ? '\u2713 ' : change.effect?.better === false ? '\u26A0 ' : '';
  return {
    icon: kind.icon,
    color: kind.color,
    what: `${kind.word}: ${nameOf(change)}`,
    facts: [
      ...values,
      {
        label: 'Felt by',
        value: change.affects === null ? 'not known' : affectsWords(change.affects, data.audience === 'personal', data),
      },
      ...(change.effect === null
        ? []
        : [{ label: 'Effect', value: `${mark}${plainText(change.effect.sentence, 250)}` }]),
    ],
  };
}
