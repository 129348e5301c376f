import type { HeaderAnalysis } from '../../defender/headers/header-analysis.ts';
import type { EvidencePart } from './part.ts';
import { partOf } from './part-of.ts';

/** The fields of a header that tell how Defender judged and why; none of them names a person. */
export function headerPart(
  { fields, ...header }: HeaderAnalysis,
  clean: (text: string) => string,
): EvidencePart | null {
  const { dmarc, compauth } = fields;
  return partOf(
    { id: 'header', title: 'Header fields' },
    [
      ['CAT', fields.cat],
      ['SFV', fields.sfv],
      ['SCL', fields.scl],
      ['BCL', fields.bcl],
      ['DIR', fields.dir],
      ['IPV', fields.ipv],
      ['CIP (sending address)', fields.cip],
      ['CTRY', fields.ctry],
      ['SFTY', fields.sfty],
      ['SPF', fields.spf],
      ...(fields.dkim ?? []).map(({ result, domain }): [string, string] => [
        'DKIM',
        domain === null ? result : `${result} (${domain})`,
      ]),
      ['DMARC', dmarc ? [dmarc.result, dmarc.action].filter(Boolean).join(', action ') : null],
      ['compauth', compauth ? [compauth.result, compauth.reason].filter(Boolean).join(', reason ') : null],
      ['From domain', fields.fromDomain],
      ['MAIL FROM domain', fields.mailFromDomain],
      ['Language', header.language],
      ['Spam filter options that fired', header.customSpam.join('; ')],
      ['Stamped by another organisation', header.untrusted ? 'yes' : null],
    ],
    clean,
  );
}

/** Words of a header that name people or the mail itself. */
export function personalWords(header: HeaderAnalysis | undefined): (string | null)[] {
  return header ? [header.subject, header.from, header.fromAddress, header.to, header.messageId] : [];
}
