import type { NotRead } from '../../defender/reading.ts';
import type { AdaptiveCard } from '../adaptive-card.ts';
import { actionBar, type Button, type Link } from '../buttons.ts';
import { headingText, ownText, plainText } from '../escape.ts';
import { expand, fitRows } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import { notReadView } from '../not-read-view.ts';
import template from './template.json' with { type: 'json' };

export interface EndpointEntry {
  /** e.g. `tk.cmnky.co`; null when nobody has published it. */
  value: string | null;
  /** e.g. "domain", "URL", "IP address" */
  kind: string;
  /** What it is for, e.g. "tracking links in mails". */
  purpose: string;
  /** e.g. "European Union"; "Any region" */
  region: string;
  source: string;
  /** ISO date of the source; empty when undated. */
  date: string;
  certainty: 'published' | 'customer' | 'ask your CSM';
}

export interface EndpointsData {
  entries: EndpointEntry[];
  couldNot: NotRead[];
  buttons?: Button[];
  links?: Link[];
}

/** Values are never invented: what nobody has published stands apart under "Ask your CSM". */
export function endpointsCard(data: EndpointsData): AdaptiveCard {
  const known = data.entries.filter(isKnown);
  return fitRows(known.slice(0, 40), (shown) => expand(template, view(data, shown, known.length - shown.length)));
}

type KnownEntry = EndpointEntry & { value: string };

function isKnown(entry: EndpointEntry): entry is KnownEntry {
  return entry.value !== null && entry.certainty !== 'ask your CSM';
}

function view(data: EndpointsData, shown: KnownEntry[], leftOut: number) {
  const regions = [...new Set(shown.map((entry) => entry.region))];
  const ask = data.entries.filter((entry) => !isKnown(entry));
  const summary = `${shown.length + leftOut} known, ${ask.length} to ask for. Each with where it comes from.`;
  return {
    summary,
    regions: regions.map((region) => ({
      heading: headingText(region),
      entries: shown.filter((entry) => entry.region === region).map(entryView),
    })),
    ask: ask.slice(0, 10).map((entry) => ({
      what: plainText(`${entry.purpose} (${entry.kind}, ${entry.region})`, 200),
    })),
    notRead: notReadView(data.couldNot),
    footer: leftOut > 0 ? [{ words: `${leftOut} more entries did not fit. Ask for one region at a time.` }] : [],
    fallbackText: fallbackText(
      'What to allow for ContactMonkey',
      summary,
      shown.map((entry) => entry.value).join(', '),
    ),
    ...actionBar(data.buttons ?? [], data.links),
  };
}

function entryView(entry: KnownEntry) {
  const yours = entry.certainty === 'customer';
  const dated = entry.date === '' ? '' : `, ${plainText(entry.date, 30)}`;
  return {
    icon: yours ? '\u25C6' : '\u2713',
    color: yours ? 'Accent' : 'Good',
    value: ownText(entry.value, 200),
    what: ` \u2013 ${plainText(entry.kind, 30)}, ${plainText(entry.purpose, 120)}`,
    source: `${yours ? 'From your own profile' : 'Published'}: ${ownText(entry.source, 160)}${dated}`,
  };
}
