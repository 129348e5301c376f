import { explainHeaderCode } from './explain-header-code.ts';
import type { HeaderAnalysis } from './header-analysis.ts';

/** One fact as stamped, and what it means; `meaning` is null where Microsoft publishes none. */
export interface HeaderLine {
  name: string;
  value: string;
  meaning: string | null;
}

export interface HeaderDescription {
  verdict: HeaderLine[];
  authentication: HeaderLine[];
  unknown: HeaderLine[];
}

/** The facts of a header block in the order an administrator reads them, each with its meaning. Absent facts are left out. */
export function describeHeaders(analysis: HeaderAnalysis): HeaderDescription {
  return {
    verdict: verdictLines(analysis),
    authentication: authenticationLines(analysis),
    unknown: analysis.unknown.map(({ field, value }) => ({ name: field, value, meaning: null })),
  };
}

function verdictLines(analysis: HeaderAnalysis): HeaderLine[] {
  const { fields } = analysis;
  const delivery = analysis.mailboxDelivery?.destination ?? null;
  return [
    ...line('CAT', fields.cat),
    ...line('SFV', fields.sfv),
    ...line('SCL', fields.scl),
    ...line('BCL', fields.bcl),
    ...line('SRV', analysis.srv),
    ...line('SFTY', fields.sfty),
    ...analysis.customSpam.map((value) => ({
      name: 'X-CustomSpam',
      value,
      meaning: 'An Advanced Spam Filter option of the anti-spam policy fired',
    })),
    ...line('DIR', fields.dir),
    ...line('IPV', fields.ipv),
    ...line('CIP', fields.cip),
    ...line('CTRY', fields.ctry),
    ...line('AuthAs', analysis.authAs),
    ...line('dest', delivery),
  ];
}

function authenticationLines({ fields, arc }: HeaderAnalysis): HeaderLine[] {
  const lines = [...line('SPF', fields.spf, fields.mailFromDomain)];
  for (const { result, domain } of fields.dkim ?? []) lines.push(...line('DKIM', result, domain));
  if (fields.dmarc) lines.push(...line('DMARC', fields.dmarc.result, fields.fromDomain));
  if (fields.dmarc?.action) lines.push(...line('DMARC action', fields.dmarc.action));
  if (fields.compauth) lines.push(...line('compauth', fields.compauth.result));
  if (fields.compauth?.reason) lines.push(...line('reason', fields.compauth.reason));
  if (arc.chainValidation)
    lines.push({ name: 'ARC', value: `cv=${arc.chainValidation}`, meaning: arcMeaning(arc.override) });
  return lines;
}

function arcMeaning(override: boolean): string | null {
  return override ? 'A trusted ARC sealer overrode the result of sender authentication' : null;
}

function line(name: string, value: string | number | null, of: string | null = null): HeaderLine[] {
  if (value === null) return [];
  const explained = explainHeaderCode(name, String(value));
  const shown = of === null ? String(value) : `${value} (${of})`;
  return [{ name, value: shown, meaning: explained.known ? explained.meaning : null }];
}
