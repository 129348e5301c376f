import type { HeaderLine } from '../../cards/headers/index.ts';
import { explainHeaderCode } from '../../defender/headers/explain-header-code.ts';
import type { HeaderAnalysis } from '../../defender/headers/header-analysis.ts';

/** What Defender judged, each value with its published meaning. */
export function verdictLines({ fields, customSpam }: HeaderAnalysis): HeaderLine[] {
  return [
    ...line('CAT', fields.cat),
    ...line('SFV', fields.sfv),
    ...line('SCL', fields.scl),
    ...line('BCL', fields.bcl),
    ...line('DIR', fields.dir),
    ...line('IPV', fields.ipv),
    ...line('SFTY', fields.sfty),
    ...line('CIP', fields.cip),
    ...line('CTRY', fields.ctry),
    ...customSpam.map((value) => ({ name: 'X-CustomSpam', value, meaning: meaningOf('X-CustomSpam', value) })),
  ];
}

/** SPF, DKIM, DMARC and composite authentication. */
export function authenticationLines({ fields }: HeaderAnalysis): HeaderLine[] {
  const { dmarc, compauth } = fields;
  return [
    ...line('SPF', fields.spf),
    ...(fields.dkim ?? []).flatMap(({ result, domain }) =>
      line('DKIM', result).map((one) => (domain ? { ...one, value: `${result} (${domain})` } : one)),
    ),
    ...line('DMARC', dmarc?.result ?? null),
    ...line('DMARC action', dmarc?.action ?? null),
    ...line('compauth', compauth?.result ?? null),
    ...line('reason', compauth?.reason ?? null),
  ];
}

export function unknownLines(headers: HeaderAnalysis): HeaderLine[] {
  return headers.unknown.map(({ field, value }) => ({ name: field, value, meaning: null }));
}

function line(name: string, value: string | number | null): HeaderLine[] {
  return value === null ? [] : [{ name, value: String(value), meaning: meaningOf(name, String(value)) }];
}

function meaningOf(name: string, value: string): string | null {
  const explained = explainHeaderCode(name, value);
  return explained.known ? explained.meaning : null;
}
