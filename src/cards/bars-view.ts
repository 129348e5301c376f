import { plainText } from './escape.ts';
import { formatNumber, type Localised } from './format.ts';

export interface Counted {
  label: string;
  count: number;
}

const cells = 10;

/** Rows for the part `bars`: each count drawn against the largest of them. Rows past `most` are added up in words. */
export function barsView(rows: Counted[], most: number, reader: Localised) {
  const shown = rows.slice(0, most);
  const largest = Math.max(1, ...rows.map((row) => row.count));
  const rest = rows.slice(most);
  const restCount = rest.reduce((sum, row) => sum + row.count, 0);
  return {
    bars: shown.map((row) => ({
      label: plainText(row.label, 60) || '(none)',
      bar: row.count === 0 ? '\u2013' : '\u2588'.repeat(Math.max(1, Math.round((row.count / largest) * cells))),
      count: formatNumber(row.count, reader),
    })),
    rest:
      rest.length === 0 ? [] : [{ words: `and ${rest.length} more with ${formatNumber(restCount, reader)} together` }],
  };
}
