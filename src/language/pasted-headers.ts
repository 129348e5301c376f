const LONGEST_LOOK = 20_000;

/** Header fields that nobody types in a question followed by a colon. */
const TELLING =
  /(?:^|\s)(?:Received(?:-SPF)?|Return-Path|Delivered-To|Authentication-Results(?:-Original)?|ARC-(?:Seal|Message-Signature|Authentication-Results)|DKIM-Signature|Message-ID|MIME-Version|Content-Type|X-MS-[A-Za-z0-9-]{3,60}|X-(?:Forefront|Microsoft)-Antispam[A-Za-z-]{0,40}|X-Originating-IP|List-Unsubscribe)\s?:\s/gi;
const ORDINARY = /^(?:From|To|Cc|Subject|Date|Reply-To|Sender)\s?:\s/gim;
/** Antispam codes strung together by semicolons. */
const CODES = /\b(?:CIP|CTRY|LANG|SCL|SRV|IPV|SFV|H|PTR|CAT|SFS|DIR|BCL|SFTY|ARA)\s?:[^;\s]{0,80};/g;
const RESULTS = /\b(?:spf|dkim|dmarc|compauth)=[a-z]{3,10}\b/gi;

/** Whether a text is, or contains, mail headers pasted from a client rather than a question about one. */
export function looksLikeHeaders(text: string): boolean {
  const looked = text.slice(0, LONGEST_LOOK);
  const telling = times(looked, TELLING);
  if (telling >= 2) return true;
  if (telling === 1 && (looked.length > 150 || times(looked, ORDINARY) >= 1)) return true;
  if (times(looked, CODES) >= 3) return true;
  const results = new Set([...looked.matchAll(RESULTS)].map(([result]) => result.toLowerCase().split('=')[0]));
  return results.size >= 3 || times(looked, ORDINARY) >= 3;
}

const BEFORE_A_NAME =
  /(?<=\S)[ \t]+(?=(?:Received(?:-SPF)?|Return-Path|Delivered-To|Authentication-Results(?:-Original)?|ARC-[A-Za-z-]{4,40}|DKIM-Signature|Message-ID|MIME-Version|Content-Type|X-[A-Za-z0-9-]{3,70}|List-Unsubscribe|From|To|Cc|Subject|Date|Reply-To|Sender)\s?:\s)/gi;

/**
 * A pasted text as header lines: names that prose or a chat client put into the middle of a line begin a line again, and
 * bare antispam codes or authentication results get the name of the field they come from. Whole blocks stay as they are.
 */
export function asHeaderBlock(text: string): string {
  if (/^[A-Za-z0-9-]{2,80}:[ \t][\s\S]*\n[A-Za-z0-9-]{2,80}:[ \t]/.test(text)) return text;
  const lines = text.replace(BEFORE_A_NAME, '\n');
  if (times(lines, TELLING) > 0) return lines;
  return [
    lines,
    ...namedFrom('Authentication-Results', lines, RESULTS),
    ...namedFrom('X-Forefront-Antispam-Report', lines, CODES),
  ].join('\n');
}

function namedFrom(name: string, text: string, pattern: RegExp): string[] {
  const [first] = text.matchAll(pattern);
  return first === undefined ? [] : [`${name}: ${text.slice(first.index).replace(/\s+/g, ' ')}`];
}

function times(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}
