import type { Intent } from '../intents.ts';
import { note, type Scan, take, takeAll } from './scan.ts';

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const CARDINALS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const NUMBER_WORD = CARDINALS.join('|');
const THING =
  'one|message|msg|mail|email|item|finding|gap|issue|entry|newsletter|problem|row|line|result|hit|ticket|alert|case|test|campaign';
const LISTED = `(?:messages?|msg|mails?|emails?|items?|numbers?|no\\.?|nr\\.?|findings?|finding number|issues?|gaps?|entry|entries|points?|rows?|results?|problem|alerts?|tests?|tickets?|cases?)`;

const ITEM_INTENTS: ReadonlySet<Intent> = new Set([
  'quarantine.list',
  'quarantine.why',
  'quarantine.release',
  'quarantine.preview',
  'quarantine.recipients',
  'policy.how_to_fix',
  'policy.explain',
  'policy.gaps',
  'headers.explain',
  'message.trace',
  'ticket.open',
  'ticket.status',
  'security.tradeoff',
  'testcampaign.report',
]);
const COUNT_INTENTS: ReadonlySet<Intent> = new Set([
  'testcampaign.start',
  'testcampaign.status',
  'testcampaign.report',
  'ticket.open',
]);

/** `item` (a place in the last list, in digits) and `count` (as written). */
export function takeCounted(scan: Scan, intent: Intent): void {
  if (COUNT_INTENTS.has(intent)) takeCounts(scan, intent);
  if (ITEM_INTENTS.has(intent)) takeItems(scan);
  takeAll(scan, /\bpage (?<v>\d{1,4})\b/dgi, 'page');
}

function takeCounts(scan: Scan, intent: Intent): void {
  const things =
    intent === 'ticket.open'
      ? 'mails?|emails?|messages?|newsletters?|users?|people|recipients?|copies|mailboxes|employees'
      : 'mailboxes|mailbox|people|users?|recipients?|tests?|campaigns?|test campaigns?|seeds?|addresses|runs?|inboxes|accounts';
  takeAll(
    scan,
    new RegExp(
      `\\b(?<v>\\d{1,3}(?:[,.]\\d{3})+|\\d{1,7}|${NUMBER_WORD}|fifteen|twenty|fifty)(?: \\w{2,15})?? (?:${things})\\b`,
      'dgi',
    ),
    'count',
  );
}

/** Places in the last list. */
export function takeItems(scan: Scan): void {
  takeRun(scan);
  const digits = new RegExp(`\\b${LISTED} ?#?(?<v>\\d{1,3})\\b((?: ?(?:,|and|&|or|\\+) ?\\d{1,3})*)`, 'dgi');
  for (const match of [...scan.rest.matchAll(digits)]) {
    note(scan, 'item', match.groups?.v ?? '');
    for (const more of (match[2] ?? '').matchAll(/\d+/g)) note(scan, 'item', more[0]);
    take(scan, match.index, match.index + match[0].length);
  }
  takeAll(scan, new RegExp(`\\b${LISTED} (?<v>${NUMBER_WORD})\\b(?! (?:step|level))`, 'dgi'), 'item', (word) =>
    String(CARDINALS.indexOf(word.toLowerCase()) + 1),
  );
  takeAll(
    scan,
    new RegExp(
      `(?:\\b(?<v>${ORDINALS.join('|')})(?= (?:${THING})\\b| (?:and|or|&) )|(?<=\\bthe )(?<v>${ORDINALS.join('|')})(?=\\s*$|[?.!,]))`,
      'dgi',
    ),
    'item',
    (word) => String(ORDINALS.indexOf(word.toLowerCase()) + 1),
  );
  takeAll(
    scan,
    new RegExp(`\\b(?<v>\\d{1,2}(?:st|nd|rd|th))(?= (?:${THING})\\b| and |$|[?.!,])`, 'dgi'),
    'item',
    (place) => place.slice(0, -2),
  );
  takeAll(
    scan,
    /\b(?:release(?: of)?|open|preview|explain|free|unquarantine|show|why|unblock|read|drop|fix|solve|deliver) #?(?<v>\d{1,2})(?=$|[?.!,]| and | please| pls| to | for | now)/dgi,
    'item',
  );
  if (scan.found.item !== undefined)
    takeAll(scan, /(?<=(?:\b(?:and|or)|,|&)\s?)#?(?<v>\d{1,2})(?=$|[?.!,]| and | please| pls| to | for )/dgi, 'item');
  takeAll(scan, /(?:^|\s)#(?<v>\d{1,2})\b/dgi, 'item');
  takeAll(scan, /^(?:and |or |ok |the |what about )*(?<v>\d{1,2})(?:st|nd|rd|th)?\W*$/dgi, 'item');
  takeAll(scan, /\b(?:the )?(?<v>last) (?:one|item)\b/dgi, 'item');
}

/** "the first three": the places one to three. */
function takeRun(scan: Scan): void {
  const match = new RegExp(
    `\\b(?:first|top) (${NUMBER_WORD}|\\d)(?= (?:${THING}|mails|messages|items|emails|newsletters|findings)\\b|$|[?.!,])`,
    'i',
  ).exec(scan.rest);
  if (match === null) return;
  const word = (match[1] ?? '').toLowerCase();
  const length = CARDINALS.includes(word) ? CARDINALS.indexOf(word) + 1 : Number(word);
  for (let place = 1; place <= length; place++) note(scan, 'item', String(place));
  take(scan, match.index, match.index + match[0].length);
}
