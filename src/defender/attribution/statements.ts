import type { EmailEvent } from '../mail-events.ts';
import type { Certainty } from './cause.ts';
import type { Evidence } from './evidence.ts';
import { type ReadFacts, readFacts } from './facts.ts';
import {
  letters,
  type Verdict,
  verdictOfCategory,
  verdictsOfActionPolicy,
  verdictsOfDetection,
  verdictsOfQuarantine,
} from './verdicts.ts';

/** One source's word on the verdict: one of `verdicts`, not against any of `compatible`. */
export interface Statement {
  by: 'header' | 'quarantine' | 'hunting' | 'support';
  verdicts: readonly Verdict[];
  compatible: readonly Verdict[];
  evidence: string;
  /** Weak ones only support; they neither contradict nor make certain. */
  weak: boolean;
}

export interface VerdictReading {
  statements: Statement[];
  /** Verdicts named by themselves. */
  named: Map<Verdict, { evidence: string[]; certainty: Certainty; secondary: boolean }>;
  /** Groups of verdicts between which the evidence does not decide. */
  undivided: { verdicts: Verdict[]; evidence: string[] }[];
  contradictions: string[];
  /** The header says that filtering found nothing, though the message is held. */
  cleanHeader: boolean;
}

/** Safety tips that tell of an impersonation beside the verdict. Source: Microsoft Learn, message-headers-eop-mdo, 2026-07-27. */
const impersonationTips: Readonly<Record<string, Verdict>> = { '9.19': 'DIMP', '9.20': 'UIMP' };

/** Weighs what header, quarantine and hunting rows say about the verdict of one message. */
export function readVerdicts(evidence: Evidence, facts: ReadFacts = readFacts(evidence)): VerdictReading {
  const statements = collect(evidence, facts);
  const strong = statements.filter((statement) => !statement.weak);
  const basis = strong.length > 0 ? strong : statements;
  const contradictions = disagreements(basis);
  const reading: VerdictReading = {
    statements,
    named: new Map(),
    undivided: [],
    contradictions,
    cleanHeader: (facts.cat === 'NONE' && facts.sfv !== 'SPM') || (facts.cat === null && facts.sfv === 'NSPM'),
  };
  const open = new Map<string, { verdicts: Verdict[]; evidence: string[] }>();
  for (const statement of basis) {
    const narrowed = narrow(statement, statements);
    const [only] = narrowed;
    if (only !== undefined && narrowed.length === 1) {
      const supporting = statements.filter(({ verdicts, compatible }) => [...verdicts, ...compatible].includes(only));
      const sure = contradictions.length === 0 && supporting.some(({ weak }) => !weak);
      reading.named.set(only, {
        evidence: supporting.map((support) => support.evidence),
        certainty: sure ? 'certain' : 'likely',
        secondary: false,
      });
    } else if (narrowed.length > 1) {
      const group = open.get(narrowed.join()) ?? { verdicts: narrowed, evidence: [] };
      group.evidence.push(statement.evidence);
      open.set(narrowed.join(), group);
    }
  }
  reading.undivided = [...open.values()];
  for (const statement of statements.filter(({ weak }) => weak && strong.length > 0)) {
    const [only] = statement.verdicts;
    if (only !== undefined && statement.verdicts.length === 1 && !reading.named.has(only)) {
      reading.named.set(only, { evidence: [statement.evidence], certainty: 'likely', secondary: true });
    }
  }
  return reading;
}

/** A statement's verdicts, cut down to those that the other sources leave possible. */
function narrow(statement: Statement, others: readonly Statement[]): Verdict[] {
  let possible: readonly Verdict[] = [...statement.verdicts, ...statement.compatible];
  let said: readonly Verdict[] = statement.verdicts;
  for (const other of others) {
    if (other === statement) continue;
    const allowed = [...other.verdicts, ...other.compatible];
    const byWord = said.filter((verdict) => other.verdicts.includes(verdict));
    const byRoom = said.filter((verdict) => allowed.includes(verdict));
    const byOther = possible.filter((verdict) => other.verdicts.includes(verdict));
    const next = [byWord, byRoom, byOther].find((verdicts) => verdicts.length > 0);
    if (!next || (other.weak && byWord.length === 0)) continue;
    said = next;
    possible = possible.filter((verdict) => allowed.includes(verdict) || next.includes(verdict));
  }
  return [...said];
}

function disagreements(statements: readonly Statement[]): string[] {
  const found: string[] = [];
  for (const [at, one] of statements.entries()) {
    for (const other of statements.slice(at + 1)) {
      const room = [...other.verdicts, ...other.compatible];
      const agree =
        one.verdicts.some((verdict) => room.includes(verdict)) ||
        one.compatible.some((verdict) => other.verdicts.includes(verdict));
      if (!agree) found.push(`${one.evidence} does not agree with ${other.evidence}.`);
    }
  }
  return found;
}

function collect(evidence: Evidence, facts: ReadFacts): Statement[] {
  const statements: Statement[] = [];
  const add = (
    by: Statement['by'],
    row: { verdicts: readonly Verdict[]; compatible?: readonly Verdict[] },
    text: string,
  ) =>
    statements.push({
      by,
      verdicts: row.verdicts,
      compatible: row.compatible ?? [],
      evidence: text,
      weak: by === 'support',
    });

  const category = facts.cat === null ? undefined : verdictOfCategory[facts.cat];
  if (category !== undefined && Object.hasOwn(verdictOfCategory, facts.cat ?? '')) {
    add('header', { verdicts: [category] }, `${facts.where} CAT:${facts.cat}`);
  }
  if ((facts.cat === null || facts.cat === 'NONE') && facts.sfv === 'SPM') {
    const confident = facts.scl !== null && facts.scl >= 8;
    const word = facts.srv === 'BULK' ? 'BULK' : confident ? 'HSPM' : 'SPM';
    add('support', { verdicts: [word] }, `${facts.where} SFV:SPM${facts.scl === null ? '' : `, SCL:${facts.scl}`}`);
  }
  const tip = impersonationTips[evidence.headers?.fields.sfty ?? ''];
  if (tip && category !== undefined)
    add('support', { verdicts: [tip] }, `header SFTY:${evidence.headers?.fields.sfty}`);
  const { quarantined } = evidence;
  const reasonRow = verdictsOfQuarantine.find(
    (row) =>
      (row.reason === null || row.reason === quarantined?.reason) &&
      (row.policyType === null || letters(row.policyType) === letters(quarantined?.policyType ?? '')),
  );
  if (quarantined && reasonRow) add('quarantine', reasonRow, describeQuarantine(evidence));
  for (const text of distinct((evidence.events ?? []).map((event) => event.emailActionPolicy))) {
    const row = verdictsOfActionPolicy.find(({ contains }) => letters(text).includes(contains));
    if (row) add('hunting', row, `EmailEvents.EmailActionPolicy: ${text}`);
  }
  const seen = new Set<string>();
  for (const event of evidence.events ?? []) {
    for (const threat of threats(event)) {
      if (seen.has(threat.text)) continue;
      seen.add(threat.text);
      add('support', { verdicts: threat.verdicts }, threat.text);
    }
  }
  return statements;
}

function describeQuarantine({ quarantined }: Evidence): string {
  const type = quarantined?.policyType ? `, policy type ${quarantined.policyType}` : '';
  return `quarantine type ${quarantined?.reason ?? quarantined?.reasonText}${type}`;
}

function distinct(texts: readonly (string | null)[]): string[] {
  return [...new Set(texts.filter((text) => text !== null && text !== ''))] as string[];
}

function threats(event: EmailEvent): { verdicts: Verdict[]; text: string }[] {
  return event.threatTypes.flatMap((threat) => {
    const methods = valueFor(event.detectionMethods, threat) ?? [];
    const confidence = valueFor(event.confidenceLevel, threat);
    const verdicts = verdictsOfThreat(threat, methods, confidence ?? null);
    if (verdicts.length === 0) return [];
    const by = methods.length > 0 ? ` by ${methods.join(', ')}` : '';
    const level = confidence ? ` (confidence ${confidence})` : '';
    return [{ verdicts, text: `EmailEvents: ${threat}${by}${level}` }];
  });
}

function verdictsOfThreat(threat: string, methods: readonly string[], confidence: string | null): Verdict[] {
  const kind = letters(threat);
  const found = verdictsOfDetection
    .filter((row) => row.threat === kind && methods.some((method) => letters(method).includes(row.contains)))
    .map((row) => row.verdict);
  if (found.length > 0) return [...new Set(found)];
  if (kind === 'phish') return confidence?.toLowerCase() === 'high' ? ['HPHSH'] : ['PHSH'];
  if (kind === 'malware') return ['MALW', 'SAP'];
  if (kind === 'spam') return confidence === '9' ? ['HSPM'] : ['SPM'];
  return [];
}

function valueFor<T>(record: Readonly<Record<string, T>>, threat: string): T | undefined {
  return Object.entries(record).find(([key]) => letters(key) === letters(threat))?.[1];
}
