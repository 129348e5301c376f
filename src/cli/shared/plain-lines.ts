const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Lines for a terminal: names come from tenants and mail, so control and text-direction characters are taken out. */
export function plainLines(lines: readonly string[]): string {
  return `${lines.map((line) => line.replace(unprintable, '')).join('\n')}\n`;
}
