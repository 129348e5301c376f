import { readHeaderFields } from '../../defender/headers/header-fields.ts';

/** The fields that an analysis reads; routing, signatures and Microsoft's sealed blobs are left out. */
const telling = new RegExp(
  [
    'from|to|subject|date|message-id|return-path|arc-seal|authentication-results|x-customspam|x-etr',
    'x-(?:forefront|microsoft)-antispam(?:-report|-mailbox-delivery)?(?:-untrusted)?',
    'x-ms-exchange-(?:organization|crosstenant)-(?:scl|authas|authsource|authmechanism|messagedirectionality|network-message-id)',
    'x-ms-exchange-organization-(?:rules-execution-history|ruleid|skipsafelinksprocessing|skipsafeattachmentprocessing)',
    'x-ms-exchange-(?:forestrulesexecuted|externaloriginalinternetsender|skiplistedinternetsender)',
    'x-ms-office365-filtering-correlation-id',
  ]
    .map((names) => `^(?:${names})$`)
    .join('|'),
);
/** That these are there says something, what is in them does not. */
const present = /^x-sg-(?:eid|id)$/;
const longestField = 1_500;
const longestBlock = 5_000;
const mostFields = 20;

/**
 * Pasted headers as a button can carry them: the fields that tell something, unfolded, one a line. Null when nothing is left or it is
 * too much for a button; then the headers are pasted again.
 */
export function carriedHeaders(raw: string): string[] | null {
  const { fields } = readHeaderFields(raw);
  const lines = fields
    .filter(({ key, value }) => (telling.test(key) || present.test(key)) && value !== '')
    .map(({ name, key, value }) => `${name}: ${present.test(key) ? value.slice(0, 20) : value}`)
    .slice(0, mostFields);
  const isTooMuch = lines.some((line) => line.length > longestField) || lines.join('\n').length > longestBlock;
  return lines.length === 0 || isTooMuch ? null : lines;
}
