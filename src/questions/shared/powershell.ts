const MAX_VALUE = 500;

/**
 * A value as a PowerShell string that nothing inside can end: single quotes doubled, the typographic ones too, which PowerShell
 * reads as quotes (about_Quoting_Rules); control and direction characters taken out.
 */
export function psQuote(value: string): string {
  const plain = value.slice(0, MAX_VALUE).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');
  return `'${plain.replaceAll(/['\u2018\u2019\u201a\u201b]/g, (quote) => quote + quote)}'`;
}
