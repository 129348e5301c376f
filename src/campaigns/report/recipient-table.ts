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
      html(
        `${outcomeBadge(line.kind).icon} ${outcomeBadge(line.kind).word}${line.place === null ? '' : ` (${line.place})`}`,
      ),
      html(whyOf(line, reader)),
      html(timeWords(line)),
      html(linkWords(line)),
      html(attachmentWords(line)),
      html(line.path === 'unknown' ? 'not known' : pathWords(line.path)),
      html(authenticationWords(line)),
    ]);
  const heads = ['Recipient', 'Outcome', 'Why', 'Time', 'Links', 'Files', 'Path', 'Authentication'];
  const left = lines.length - rows.length;
  return `${table(heads, rows, 3)}${left > 0 ? `<p>${left} more are not listed.</p>` : ''}`;
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
