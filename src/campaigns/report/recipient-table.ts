import { outcomeBadge, reasonWords } from '../../cards/campaign-status/outcome-words.ts';
import { formatDateTime, type Localised } from '../../cards/format.ts';
import { pathWords, policyWords } from '../../cards/words.ts';
import { html, table } from '../../reports/html.ts';
import { duration } from './curve.ts';
import { hasTrouble, type RecipientLine } from './recipient-line.ts';
import { attachmentWords, authenticationWords, linkWords } from './report-words.ts';

const mostRows = 2_000;

/** Everybody with all that is known of them, those with trouble first. */
export function recipientTable(lines: readonly RecipientLine[], reader: Localised): string {
  const ordered = lines.toSorted((a, b) => Number(hasTrouble(b)) - Number(hasTrouble(a)));
  const rows = ordered
    .slice(0, mostRows)
    .map((line) => [
      `${html(line.address)}${line.seedBecause === null ? '' : `<br><span class="sub">${html(line.seedBecause)}</span>`}`,
      told([outcomeWords(line), whyOf(line, reader) === '–' ? '' : whyOf(line, reader)]),
      html(timeWords(line)),
      told([`Links: ${linkWords(line)}`, `Files: ${attachmentWords(line)}`]),
      told([
        line.path === 'unknown' ? 'Path not known' : pathWords(line.path),
        line.authentication === null ? 'Authentication not known' : authenticationWords(line),
      ]),
    ]);
  const heads = ['Recipient', 'Outcome', 'Time', 'Links and files', 'Path and authentication'];
  const left = lines.length - rows.length;
  return `${table(heads, rows, 2)}${left > 0 ? `<p>${left} more are not listed.</p>` : ''}`;
}

/** "✓ Delivered (Inbox)" */
export function outcomeWords({ kind, place }: RecipientLine): string {
  const { icon, word } = outcomeBadge(kind);
  return `${icon} ${word}${place === null || place.toLowerCase() === word.toLowerCase() ? '' : ` (${place})`}`;
}

/** One line of a cell under the other. */
function told(parts: readonly string[]): string {
  return parts
    .filter((part) => part !== '')
    .map(html)
    .join('<br>');
}

/** "≤ 2 min"; "?" where it is not known. */
export function timeWords({ time }: Pick<RecipientLine, 'time'>): string {
  return time === null ? '?' : `${time.precision === 'exact' ? '' : '≤ '}${duration(time.seconds)}`;
}

/** Reason, policy, what moved it, and until when it is held; a dash where there is nothing to say. */
export function whyOf({ reason, policy, zap, zappedAt, expiresAt }: RecipientLine, reader: Localised): string {
  const parts = [
    reason === null ? null : reasonWords(reason),
    policy === null ? null : policyWords(policy),
    zap === null ? null : `${zap}${zappedAt === null ? '' : ` at ${formatDateTime(zappedAt, reader)}`}`,
    expiresAt === null ? null : `held until ${formatDateTime(expiresAt, reader)}`,
  ];
  return parts.filter((part) => part !== null).join(', ') || '–';
}
