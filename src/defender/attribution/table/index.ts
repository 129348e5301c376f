import { rowsBeforeFiltering } from './before-filtering.ts';
import { rowsLeftOpen } from './left-open.ts';
import type { AttributionRow } from './row.ts';
import { rowsOfVerdicts } from './verdicts.ts';

/**
 * From evidence to the setting behind it. Read from the top: the first row whose evidence is there is the answer, the
 * rows after it that match too would also act.
 */
export const attributionTable: readonly AttributionRow[] = [...rowsBeforeFiltering, ...rowsOfVerdicts, ...rowsLeftOpen];
