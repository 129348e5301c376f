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

function times(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}
