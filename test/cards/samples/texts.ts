import type { NotRead } from '../../../src/defender/reading.ts';

export const reader = { locale: 'en-GB', timeZone: 'Europe/Berlin' };

/** Subjects as attackers and newsletters write them; each must come out as harmless, readable text. */
export const hostileTexts = [
  '**Bold** _italic_ [Reset password](https://evil.example/login) <at>Everyone</at>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression that must not be evaluated or taken for a leftover
  '${if(true, "x", "y")} {{DATE(2026-11-18T00:00:00Z, SHORT)}} `code` ~~gone~~',
  '<img src=x onerror=alert(1)><script>alert(1)</script>&lt;b&gt;',
  '# Heading\n- item one\n1. first\r\n> quoted\u2028next',
  '\u202Egnp.exe\u202C in\u200Bvis\u200Dible \u2066isolate\u2069 \u0007bell \uFEFF',
  'עדכון שבועי מההנהלה – שינויים במדיניות 2026',
  '🎉🎉 Town Hall 👩‍👩‍👧‍👦 🏳️‍🌈 recap 🎊',
  `Z${'\u0301\u0327\u0489'.repeat(200)}algo`,
  'W'.repeat(255),
  '"quoted\' back\\slash | pipe ]( ](javascript:alert(1))',
  '',
];

export function hostileText(index: number): string {
  return hostileTexts[index % hostileTexts.length]!;
}

export const notRead: NotRead = {
  what: 'Links in the messages',
  kind: 'notLicensed',
  sentence: 'Your tenant has no advanced hunting, so links were not looked at.',
  advice: 'Defender for Office 365 Plan 2 has it.',
};

export function manyNotRead(count: number): NotRead[] {
  return Array.from({ length: count }, (_, index) => ({
    what: `Policy ${index} ${hostileText(index)}`,
    kind: 'noPermission',
    sentence: 'The app may not read this: the role Security Reader is missing. '.repeat(6),
    advice: 'Ask a Global Administrator to assign it. '.repeat(6),
  }));
}
