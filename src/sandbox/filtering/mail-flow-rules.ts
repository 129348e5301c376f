import { domainOf, type Mail } from '../company/mail.ts';
import type { WireRow } from '../tenant-data.ts';
import { textsOf } from './policy-in-force.ts';

/** What the mail flow rules do with a message; rules with other conditions or actions than these are passed over. */
export interface RuleVerdict {
  action: 'quarantine' | 'delete' | 'reject' | null;
  /** The rule that acted. */
  rule: WireRow | null;
  /** The spam confidence level that the last rule set; null when none did. */
  scl: number | null;
}

type Test = (values: string[], mail: Mail) => boolean;

const contains = (values: string[], text: string) => values.some((value) => text.toLowerCase().includes(value));

const tests: Record<string, Test> = {
  FromScope: ([scope], { route }) => (scope === 'notinorganization') === (route === 'sendgrid' || route === 'outside'),
  From: (values, { from }) => values.includes(from.toLowerCase()),
  SenderDomainIs: (values, { from }) =>
    values.some((value) => domainOf(from) === value || domainOf(from).endsWith(`.${value}`)),
  SenderIpRanges: (values, { ip, route }) => route !== 'mailbox' && values.some((range) => inRange(ip, range)),
  SubjectContainsWords: (values, { subject }) => contains(values, subject),
  SubjectOrBodyContainsWords: (values, mail) => contains(values, `${mail.subject}\n${mail.content().text.join('\n')}`),
  SentTo: (values, { recipients }) => recipients.some((one) => values.includes(one.toLowerCase())),
  RecipientDomainIs: (values, { recipients }) => recipients.some((one) => values.includes(domainOf(one).toLowerCase())),
  AttachmentExtensionMatchesWords: (values, { attachments }) =>
    attachments.some(({ name }) => values.includes(name.slice(name.lastIndexOf('.') + 1).toLowerCase())),
};

/** Runs the enabled rules in order; a rule that quarantines, deletes or rejects is the last one. */
export function mailFlowRules(rules: readonly WireRow[], mail: Mail): RuleVerdict {
  let scl: number | null = null;
  for (const rule of rules.toSorted((one, other) => Number(one.Priority) - Number(other.Priority))) {
    if (rule.State !== 'Enabled' || rule.Mode !== 'Enforce' || !applies(rule, mail)) continue;
    if (rule.SetSCL !== null && rule.SetSCL !== undefined) scl = Number(rule.SetSCL);
    const action = actionOf(rule);
    if (action !== null) return { action, rule, scl };
    if (rule.StopRuleProcessing === true) break;
  }
  return { action: null, rule: null, scl };
}

function actionOf(rule: WireRow): RuleVerdict['action'] {
  if (rule.Quarantine === true) return 'quarantine';
  if (rule.DeleteMessage === true) return 'delete';
  return textsOf(rule.RejectMessageReasonText).length > 0 ? 'reject' : null;
}

function applies(rule: WireRow, mail: Mail): boolean {
  if (unknownTerms(rule).length > 0) return false;
  const met = Object.entries(tests).filter(([name]) => textsOf(rule[name]).length > 0);
  return (
    met.every(([name, test]) => test(textsOf(rule[name]), mail)) &&
    !Object.entries(tests).some(([name, test]) => {
      const values = textsOf(rule[`ExceptIf${name}`]);
      return values.length > 0 && test(values, mail);
    })
  );
}

/** Conditions and exceptions of a rule that are not understood here: such a rule is passed over. */
export function unknownTerms(rule: WireRow): string[] {
  const conditions = [rule.Conditions ?? []].flat().map((condition) =>
    String(condition)
      .replace(/^.*\./, '')
      .replace(/Predicate$/, ''),
  );
  const isSet = (value: unknown) => textsOf(value).length > 0 && value !== false;
  const exceptions = Object.keys(rule).filter((column) => column.startsWith('ExceptIf') && isSet(rule[column]));
  const known = new Set(Object.keys(tests).map((name) => name.toLowerCase()));
  const isKnown = (name: string) => known.has(name.replace(/^ExceptIf/i, '').toLowerCase());
  return [...conditions, ...exceptions].filter((name) => !isKnown(name));
}

/** IPv4 only: an address, a range with a mask, or two addresses with a dash. */
export function inRange(ip: string, range: string): boolean {
  const [first = '', last] = range.split('-');
  if (last !== undefined) return numberOf(ip) >= numberOf(first) && numberOf(ip) <= numberOf(last);
  const [base = '', bits = '32'] = range.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(numberOf(ip) / size) === Math.floor(numberOf(base) / size);
}

function numberOf(ip: string): number {
  const parts = ip.trim().split('.').map(Number);
  return parts.length === 4 ? parts.reduce((sum, part) => sum * 256 + part, 0) : Number.NaN;
}
