import { affectsWords, costWords, severityBadge, valueWords } from '../cards/finding-words.ts';
import { formatDate, type Localised } from '../cards/format.ts';
import { policyWords } from '../cards/words.ts';
import type { Fix } from '../defender/fixes/fix.ts';
import type { Finding } from '../defender/gaps/finding.ts';
import { html, link, list } from './html.ts';

export interface ReportWaiver {
  reason: string;
  by: string;
  /** ISO 8601 */
  until: string;
}

export interface FindingSection extends Localised {
  waiver: ReportWaiver | null;
  /** Whether people may be named by address. */
  people: boolean;
  /** What links on the page lead to; absent where none do. */
  anchor?: string;
}

/** One finding with its fixes, as a part of a page. Every text from the tenant is escaped. */
export function findingSection(finding: Finding, data: FindingSection): string {
  const { severity, title, effect, conflict, fixes, never, severityBasis } = finding;
  const { waiver, anchor } = data;
  return `<section class="finding"${anchor === undefined ? '' : ` id="${html(anchor)}"`}><h3><span class="badge b-${severity}">${html(severityBadge(severity).word)}</span> ${html(title)}</h3>
<p class="sub">${html(placeOf(finding))}</p>${waiver ? `<p class="warn">${html(`Waived until ${formatDate(waiver.until, data)}${data.people ? ` by ${waiver.by}` : ''}: ${waiver.reason}`)}</p>` : ''}
<p>${html(effect)}</p><p>${html(`Is: ${valueWords(finding.actual)}. Should be: ${valueWords(finding.expected)}. Affects ${affectsWords(finding.affects, data.people, data)}. ${severityBasis}`)}</p>
${conflict === null ? '' : `<h4>Where advice differs</h4>${list([`ContactMonkey’s guide: ${conflict.guideSays}`, `Microsoft: ${conflict.microsoftSays}`, `Here: ${conflict.ourChoice}`, ...(conflict.faultedBy.length > 0 ? [`A tenant that follows the guide fails: ${conflict.faultedBy.join(', ')}`] : [])].map(html))}`}
${fixes.map((fix, place) => fixBlock(fix, place)).join('')}
${never.length === 0 ? '' : `<h4>Often advised, and not this</h4>${list(never.map((one) => html(`${one.title}. ${one.why}`)))}`}</section>`;
}

/** "Strict preset / BulkThreshold" */
export function placeOf({ policy, setting }: Finding): string {
  return [policy === null ? null : policyWords(policy), setting].filter((part) => part !== null).join(' / ');
}

function fixBlock(fix: Fix, place: number): string {
  return `<h4>Fix ${place + 1}${place === 0 ? ', least risk' : ''}: ${html(fix.title)}</h4>
<p>${html(`Cost in security: ${fix.cost} of 5 (${costWords(fix.cost)}). ${fix.securityCost} Overrides: ${fix.overrides} Cannot override: ${fix.cannotOverride}${fix.expiry === null ? '' : ` Expires: ${fix.expiry}`}`)}</p>
${list(fix.steps.map(html), 'ol')}<p>${link(fix.link, 'Where the steps begin')}</p>
<pre>${html(fix.powershell)}</pre>${fix.rollback === '' ? '' : `<p>To undo:</p><pre>${html(fix.rollback)}</pre>`}
${fix.warning === null ? '' : `<p class="warn">${html(fix.warning)}</p>`}
<p>${html(`To check: ${fix.verify.how}${fix.verify.afterMinutes > 0 ? ` Wait ${fix.verify.afterMinutes} minutes first.` : ''}`)}</p>`;
}
