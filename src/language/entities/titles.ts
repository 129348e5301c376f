import type { Intent } from '../intents.ts';
import { note, type Scan, take, takeAll } from './scan.ts';
import { CARRIERS, PLAIN_WORDS, TITLE_NOUNS } from './words.ts';

const KEPT = new Set(TITLE_NOUNS.split('|'));
const DROPPED = new Set([...CARRIERS.split('|'), 'page', 'button', 'hold', 'test', 'send-out']);
const NEGATION = /(?:n't|^(?:did|does|do|was|were|is|are|has|have|had|ca|wo|would|should|could)nt)$/;
const LINK = /^(?:links?|button|page)$/i;
const CAMPAIGN = /^campaigns?$/i;
const MONTH = /^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/i;
/** Alone before "mail" or "send" these tell when, not what. */
const WHEN_SENT = /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}(?:am|pm)|noon|midday|midnight)$/i;
const TOO_GENERAL = new Set(['newsletter', 'report', 'alert', 'note', 'news', 'schedule', 'video', 'guide']);
const LINKING = new Set(['of', 'and', '&', 'the', 'for', 'in', 'to', '-', 'our', 'your']);
const MOST_WORDS = 6;

const TITLED: ReadonlySet<Intent> = new Set([
  'quarantine.list',
  'quarantine.count',
  'quarantine.why',
  'quarantine.release',
  'quarantine.preview',
  'quarantine.recipients',
  'message.trace',
  'safelinks.block',
  'zap.moved',
  'attachments.delay',
  'testcampaign.start',
  'testcampaign.status',
  'testcampaign.report',
]);
const UNQUOTED: ReadonlySet<Intent> = new Set([
  'out_of_scope',
  'smalltalk/help',
  'permissions',
  'licence.features',
  'security.tradeoff',
]);

/** Subject of a ContactMonkey test ("CM Test - ..."): up to the verb or the end of the sentence. */
export function takeTestSubject(scan: Scan): void {
  takeAll(
    scan,
    /\b(?<v>cm test ?- ?[^"?!\n]{1,80}?)(?=["?!]|[.,;](?:\s|$)|\s(?:land|arriv|get|got|reach|make|made|go|went|pass|been|come|came|deliver|held|yet|in the|to the|still|already|now|today|keep|show|hit|fail|is\b|was\b|has\b|and\b|since|please\b|pls\b|to \d|to (?:everyone|all|our|my)\b|in yet|in(?=\?|$))|$)/dgi,
    'subject',
  );
}

/** A quoted phrase: a setting, a campaign or a subject, by what is asked and what stands beside it. */
export function takeQuoted(scan: Scan, intent: Intent): void {
  for (const match of [...scan.rest.matchAll(/"([^"]{1,120})"|(?<=^|\s)'([^']{2,120})'(?=$|[\s?.!,])/g)]) {
    const before = scan.rest.slice(Math.max(0, match.index - 24), match.index);
    const after = scan.rest.slice(match.index + match[0].length, match.index + match[0].length + 12);
    const name = nameOfQuoted(before, after, intent);
    if (name !== null) note(scan, name, match[1] ?? match[2] ?? '');
    take(scan, match.index, match.index + match[0].length);
  }
}

function nameOfQuoted(before: string, after: string, intent: Intent): string | null {
  if (/\bcustomer\s*$/i.test(before)) return 'customer';
  if (/\bpolicy (?:named |called )?$/i.test(before) || /^ policy/i.test(after))
    return intent === 'policy.explain' ? 'setting' : 'policy';
  if (/\b(?:campaigns?|campaign (?:called|named|titled))\s*:?\s*$/i.test(before) || /^ (?:test )?campaign/i.test(after))
    return 'campaign';
  if (/\b(?:subject|titled|title|subject line)(?: is| contains| containing| line)?\s*:?\s*$/i.test(before))
    return 'subject';
  if (intent === 'policy.explain' || intent === 'policy.how_to_fix') return 'setting';
  if (intent === 'headers.explain') return 'header';
  if (intent.startsWith('testcampaign.')) return 'campaign';
  if (
    UNQUOTED.has(intent) ||
    intent === 'safelinks.block' ||
    intent.startsWith('safelinks') ||
    intent === 'attachments.delay'
  ) {
    return /\b(?:mail|email|newsletter|survey|digest|update|message)\s*$/i.test(before) ? 'subject' : null;
  }
  return 'subject';
}

/** Names of mails and campaigns that nobody quoted: "the CEO update", "the Q4 survey mail", "the benefits campaign". */
export function takeTitles(scan: Scan, intent: Intent): void {
  if (!TITLED.has(intent)) return;
  takeAfterCue(scan);
  const words = wordsOf(scan.rest);
  let link: string | undefined;
  for (let at = 0; at < words.length; at++) {
    const head = words[at];
    if (head === undefined || !isHead(head.text, intent)) continue;
    if (
      words[at + 1]?.joined &&
      KEPT.has((words[at + 1]?.text ?? '').toLowerCase()) &&
      KEPT.has(head.text.toLowerCase())
    )
      continue;
    const first = startOfName(words, at);
    const only = at - first === 1 ? (words[first]?.text ?? '') : '';
    if (first === at || (/^tests?$/i.test(head.text) && MONTH.test(only))) continue;
    if (WHEN_SENT.test(only) && DROPPED.has(head.text.toLowerCase())) continue;
    const keepsHead = KEPT.has(head.text.toLowerCase()) && head.text.toLowerCase() !== 'test';
    const last = keepsHead ? head : words[at - 1];
    const start = words[first]?.start ?? 0;
    if (last === undefined) continue;
    if (LINK.test(head.text)) {
      link ??= scan.text.slice(start, last.end);
      continue;
    }
    note(scan, nameFor(head.text, intent), scan.text.slice(start, last.end));
    take(scan, start, head.end);
  }
  if (scan.found.subject === undefined && scan.found.campaign === undefined) takeCapitals(scan, intent);
  // "the survey link" names the mail only when nothing else does ("the survey link in the engagement newsletter").
  if (link !== undefined && scan.found.subject === undefined && scan.found.campaign === undefined)
    note(scan, 'subject', link);
}

function isHead(word: string, intent: Intent): boolean {
  const lower = word.toLowerCase();
  if (CAMPAIGN.test(lower)) return true;
  if (
    intent.startsWith('testcampaign.') &&
    /^(?:report|results|send|sends|update|news|mail|mails|message|messages)$/.test(lower)
  )
    return false;
  return KEPT.has(lower) || DROPPED.has(lower);
}

function nameFor(head: string, intent: Intent): string {
  return CAMPAIGN.test(head) || intent.startsWith('testcampaign.') ? 'campaign' : 'subject';
}

interface Word {
  text: string;
  start: number;
  end: number;
  /** Nothing but spaces before it in its clause. */
  joined: boolean;
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}&][\p{L}\p{N}&'/-]*/gu)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
    joined:
      match.index > 0 && text.charAt(match.index - 1) === ' ' && !/[.,;:!?\ue000]/.test(text.charAt(match.index - 2)),
  }));
}

/** Walks back from the head over the words of its name. Capitals carry through small words, plain words end it. */
function startOfName(words: Word[], head: number): number {
  let first = head;
  for (let at = head - 1; at >= 0 && head - at <= MOST_WORDS; at--) {
    const word = words[at];
    const after = words[at + 1];
    if (word === undefined || !after?.joined) break;
    if (isNamePart(word.text, at === 0) || (/^all$/i.test(word.text) && /^hands$/i.test(after.text))) first = at;
    else if (
      !(
        LINKING.has(word.text.toLowerCase()) &&
        isCapital(words[at - 1]?.text) &&
        first < head &&
        isCapital(words[first]?.text) &&
        at > 1
      )
    )
      break;
  }
  return first;
}

function isNamePart(word: string, opensText: boolean): boolean {
  const bare = word.replace(/'s?$/i, '').toLowerCase();
  if (/^\d{1,3}$/.test(bare)) return false;
  if (isCapital(word) && !opensText && !/^(?:I|ContactMonkey|CM|Defender|Microsoft)$/.test(word)) return true;
  if (/^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/.test(bare)) return !word.toLowerCase().endsWith("'s");
  if (KEPT.has(bare) && !TOO_GENERAL.has(bare)) return true;
  return !PLAIN_WORDS.has(bare) && !NEGATION.test(bare) && !word.toLowerCase().endsWith("'s");
}

function isCapital(word: string | undefined): boolean {
  return word !== undefined && /^\p{Lu}/u.test(word);
}

function takeAfterCue(scan: Scan): void {
  takeAll(
    scan,
    /(?<!\bin the )\b(?:subject(?: line)?(?: is| contains| containing|:)?|titled|entitled) (?<v>(?!line\b|is\b|has\b|contain)[^"?!,;\ue000]{2,80}?)(?= (?:since|from|to|today|yesterday|this|last|held|in quarantine|please|pls)\b|[?!,;\ue000]|$)/dgi,
    'subject',
  );
  takeAll(
    scan,
    /\b[Cc]ampaigns? (?:called |named |titled )?(?<v>[A-Z0-9][\w&'-]{0,30}(?: (?:(?:of|and|the|&) )?[A-Z0-9][\w&'-]{0,30}){0,4})/dg,
    'campaign',
  );
}

/** Two or more capitalised words in a row, not opening the text nor after "to"; mail is released for people. */
function takeCapitals(scan: Scan, intent: Intent): void {
  const pattern =
    /(?<=\S )(?<!\b(?:to|customer|by) )(?<v>\p{Lu}[\p{L}\p{N}'-]{1,20}(?: (?:(?:of|and|the|&) )?\p{Lu}[\p{L}\p{N}'-]{1,20}){1,4})/dgu;
  if (intent === 'quarantine.release' && /\bfor \p{Lu}/u.test(scan.rest)) return;
  takeAll(scan, pattern, intent.startsWith('testcampaign.') ? 'campaign' : 'subject', (value) =>
    /^(?:ContactMonkey|Defender|Microsoft|Exchange|CM|Safe|Office|Power)\b/.test(value) ? null : value,
  );
}
