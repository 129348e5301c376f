import { outcomeBadge, outcomeOrder } from '../../cards/campaign-status/outcome-words.ts';
import { formatDateTime, type Localised } from '../../cards/format.ts';
import { html, list, table } from '../../reports/html.ts';
import type { Comparison, Side } from './compare-fates.ts';
import { comparisonWords } from './report-words.ts';

const mostPeople = 500;

/** Two tests side by side: outcomes, who fares otherwise now, and which settings changed in between. */
export function comparisonSection(
  comparison: Comparison,
  changed: readonly string[] | null,
  people: boolean,
  reader: Localised,
): string {
  const { before, after, pairs } = comparison;
  const kinds = outcomeOrder.filter((kind) => (before.counts[kind] ?? 0) + (after.counts[kind] ?? 0) > 0);
  const outcomes = kinds.map((kind) => [
    html(`${outcomeBadge(kind).icon} ${outcomeBadge(kind).word}`),
    String(before.counts[kind] ?? 0),
    String(after.counts[kind] ?? 0),
  ]);
  const notable = people ? pairs.filter(({ change, bad }) => change !== 'same' || bad) : [];
  const rows = notable
    .slice(0, mostPeople)
    .map((pair) => [
      html(pair.address),
      html(outcomeBadge(pair.before).word),
      html(outcomeBadge(pair.after).word),
      html(pair.change === 'same' ? 'the same' : pair.change),
    ]);
  const heading = (side: Side) => (side.at === null ? 'not sent yet' : formatDateTime(side.at, reader));
  const settings =
    changed === null
      ? '<p class="sub">Which settings changed in between is not known.</p>'
      : changed.length === 0
        ? '<p class="sub">No setting that I keep changed in between.</p>'
        : `<h3>Settings that changed in between</h3>${list(changed.map(html))}`;
  return `<h2>Compared with the test before</h2><p>${html(comparisonWords(comparison, reader))}</p>
${table(['Outcome', heading(before), heading(after)], outcomes)}${settings}
${rows.length === 0 ? '' : `<h3>People</h3>${table(['Recipient', 'Then', 'Now', 'Change'], rows)}`}`;
}
