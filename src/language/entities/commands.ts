import type { QuestionName } from '../intents.ts';
import { takeItems } from './counted.ts';
import { takeIdentifiers } from './identifiers.ts';
import { takePriority } from './named.ts';
import { takePeriods } from './periods.ts';
import { blank, note, type Scan, take, takeAll } from './scan.ts';
import { takeQuoted, takeTestSubject, takeTitles } from './titles.ts';

/** Questions about one alert, ticket or test that is to be found or changed, and what their sentences may name. */
const COMMANDS: Partial<Record<QuestionName, readonly ((scan: Scan) => void)[]>> = {
  'alert.acknowledge': [takeAlert],
  'alert.affected': [takeAlert],
  'alert.assign': [takeAssignee, takeAlert],
  'alert.escalate': [takeAlert],
  'alert.list': [takeWhen, takeAlert],
  'alert.reopen': [takeAlert],
  'alert.resolve': [takeAlert],
  'alert.snooze': [takeUntil, takeAlert],
  'alert.why': [takeAlert],
  'testcampaign.cancel': [takeTest],
  'ticket.answer': [takeReply],
  'ticket.ask': [takeReply, takeEvidence],
  'ticket.assign': [takeAssignee, takeGivenBack],
  'ticket.customers': [],
  'ticket.export': [],
  'ticket.here': [takeStop],
  'ticket.merge': [],
  'ticket.microsoft_request': [],
  'ticket.share': [],
  'ticket.state': [takeState, takePriority, takeBarePriority],
};

export function isCommand(question: QuestionName): boolean {
  return COMMANDS[question] !== undefined;
}

/** Values of a command: which one is meant (`item`, `ticket_id`, `which`, `alert_kind`, `campaign`) and what is to be done with it. */
export function takeCommand(scan: Scan, question: QuestionName): void {
  const [first, ...others] = COMMANDS[question] ?? [];
  first?.(scan);
  takeIdentifiers(scan, 'ticket.status');
  for (const read of others) read(scan);
  takeItems(scan);
  if (question === 'ticket.merge') takeSecondTicket(scan);
}

const ALERT_KIND =
  'quarantined?|held|junk(?:ed)?|reject(?:ed|ion)?|bounced?|zap(?:ped)?|(?:blocked )?links?|safe links|overdue|blind|watch|permission|release requests?|allow(?: list)?(?: entry)?|expir(?:y|ing)';

/** "the zap alert", "the newest one", "the alert about the Holiday Newsletter". */
function takeAlert(scan: Scan): void {
  takeAll(scan, new RegExp(`\\b(?<v>${ALERT_KIND})(?= (?:alerts?|one|case)\\b)`, 'dgi'), 'alert_kind');
  takeAll(
    scan,
    /\b(?<v>newest|latest|most recent|last)(?= (?:open |resolved |closed )?(?:alerts?|one|case|card)\b|$)/dgi,
    'which',
    () => 'newest',
  );
  takeItems(scan);
  blank(
    scan,
    /\b(?:(?:un)?acknowledged|active|closed|(?:un)?resolved|open|assigned|critical|escalated|grave|high|low|medium|resolved|severe|severity|snoozed|unattended)\b(?=.{0,20}\balerts?\b)|\b(?:alerted|alerting|alarms?|cases?|cards?|being)\b/gi,
  );
  // "the town hall alert" is called as "the town hall email" would be; both words have one length, so that places stay right.
  scan.rest = scan.rest.replace(/\balert(?=s?\b)/gi, 'email');
  takeTestSubject(scan);
  takeQuoted(scan, 'testcampaign.status');
  takeTitles(scan, 'quarantine.why');
  const { subject } = scan.found;
  if (subject === undefined || scan.found.campaign !== undefined) return;
  delete scan.found.subject;
  scan.found.campaign = subject;
}

function takeTest(scan: Scan): void {
  takeTestSubject(scan);
  takeQuoted(scan, 'testcampaign.status');
  takeTitles(scan, 'testcampaign.status');
}

function takeWhen(scan: Scan): void {
  takePeriods(scan, 'testcampaign.status');
  blank(scan, /'s(?= )/g);
}

/** When a snooze ends, in the words that were said; "now" to end it. */
function takeUntil(scan: Scan): void {
  if (/\b(?:unsnooze|wake\b(?! me\b)|(?:end|stop|cancel|no more) (?:the )?snoo[sz])/i.test(scan.rest)) {
    note(scan, 'until', 'now');
    return;
  }
  const length =
    '(?:\\d{1,3}|half an|an?|one|two|three|four|five|six|eight|ten|twelve|a couple of|a few|fifteen|twenty|thirty) ?(?:minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?)';
  const clock = "(?:\\d{1,2}(?::\\d{2})?\\s?(?:am|pm|o'clock)?|noon|midnight|midday)";
  const day =
    '(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|the day after tomorrow|tomorrow|tonight|today|next week|next month|the weekend)';
  const part = '(?:morning|noon|afternoon|evening)';
  const point = `(?:(?:next )?${day}(?: (?:at )?${clock}| ${part})?|${clock}(?: (?:on |next )?${day})?|this (?:afternoon|evening)|the (?:afternoon|evening|morning)|\\d{4}-\\d{2}-\\d{2})`;
  for (const source of [
    `\\b(?:for|in|by|within|another) (?<v>${length})\\b`,
    `\\b(?:until|till|til|to|at|on|after|by) (?<v>${point})(?![\\w:])`,
    `\\b(?:over|for|during) (?<v>the weekend)\\b`,
    `\\b(?<v>${length})(?=\\s*$|[?.!,])`,
    `\\b(?<v>(?:next )?${day}(?: (?:at )?${clock}| ${part})?)(?=\\s*$|[?.!,])`,
  ]) {
    if (scan.found.until === undefined) takeAll(scan, new RegExp(source, 'dgi'), 'until');
  }
}

/** Who is to look after it: "me", or a name as it was written. */
function takeAssignee(scan: Scan): void {
  const own =
    /\b(?:to|give|make|put|assign|let|on|hand|sign) (?<v>me|myself)\b|\bfor (?<v>me)\s*$|\b(?<v>i)(?:'ll|'ve|'d|'m| will| can| want| would| am)? (?:to |like to )?(?:take|taking|have|own|work|working|handle|handling|do|pick|grab|claim)\b|\b(?:in|on|under) (?<v>my) (?:name|plate)\b|\b(?<v>mine)\b|\b(?:the owner is|owned by|belongs to) (?<v>me)\b/dgi;
  takeAll(scan, own, 'assignee', () => 'me');
  if (scan.found.assignee !== undefined) return;
  takeAll(scan, /\b(?:to|for|let|make|put|can|could) (?<v>[^\s@]{1,64}@[^\s@,;?!]{3,100}\w)/dgi, 'assignee');
  if (scan.found.assignee !== undefined) return;
  const name = "\\p{L}[\\p{L}'-]{1,20}(?: \\p{Lu}[\\p{L}'-]{1,20})?";
  const plain = (value: string) => (NOBODY.test(value) ? null : value.trim());
  for (const source of [
    `\\b(?:over to|on to|(?:assign|given?|hand(?:ed)?|pass(?:ed)?|go|transfer|reassign|delegate|owner)\\b.{0,60}? to) (?<v>${name})(?![\\p{L}@])`,
    `\\b(?:can|could|let|should|have) (?<v>${name})(?= (?:take|look|have|handle|own|deal))`,
    `\\b(?:handled|taken|owned|looked after|done) by (?<v>${name})(?![\\p{L}@])`,
    `\\b(?:goes|belongs|go) to (?<v>${name})(?![\\p{L}@])`,
    `^(?<v>${name})(?= (?:takes|will take|should (?:take|have|handle)|has to|gets)\\b)`,
    `\\b(?:put|make|give) (?<v>${name})(?= (?:on|the (?:owner|alert|ticket|case)|owner|alert)\\b)`,
  ]) {
    if (scan.found.assignee === undefined) takeAll(scan, new RegExp(source, 'dgu'), 'assignee', plain);
  }
}

const NOBODY =
  /^(?:the|this|that|it|be|been|being|i|my|our|your|a|an|alert|ticket|nobody|someone|somebody|whoever|another|next|someone|you|we|they|one|all)\b/i;

/** "unassign me", "give it back": nobody has the ticket then. */
function takeGivenBack(scan: Scan): void {
  if (!/\b(?:un-?assign|to nobody|nobody|back|no longer|drop|release|off|remove)\b/i.test(scan.text)) return;
  delete scan.found.assignee;
  note(scan, 'to', 'nobody');
}

function takeEvidence(scan: Scan): void {
  const wanted = /\b(?:evidence|headers?|details|information|samples?|message ids?|policies|report)\b/i;
  if (wanted.test(scan.text)) note(scan, 'evidence', 'yes');
}

function takeStop(scan: Scan): void {
  if (/\b(?:no more|stop|don't|do not|unsubscribe|no tickets)\b/i.test(scan.text)) note(scan, 'stop', 'yes');
}

/** States of a ticket by the words for them; the first that fits holds. */
const STATES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:re-?open\w*|unsolve|open\b.{0,40}\bagain|not (?:solved|fixed|done)|(?:is|problem) back)\b/i, 'reopened'],
  [/\bwait\w*\b.{0,30}\b(?:microsoft|ms)\b|\bhold for microsoft\b/i, 'waiting-for-microsoft'],
  [/\bwait\w*\b.{0,30}\bcustomer\b/i, 'waiting-for-customer'],
  [/\bwait\w*\b.{0,30}\b(?:contact ?monkey|csm|support)\b/i, 'waiting-for-contactmonkey'],
  [/\b(?:clos(?:e|ed|ing)|shut|solved?|resolved?|done|fixed|finished|finish|end|sorted)\b/i, 'solved'],
];

function takeState(scan: Scan): void {
  const found = STATES.find(([words]) => words.test(scan.text));
  if (found !== undefined) note(scan, 'to', found[1]);
}

function takeBarePriority(scan: Scan): void {
  if (scan.found.priority === undefined)
    takeAll(scan, /\b(?:to|be|is|make it) (?<v>low|medium|normal|high|urgent|critical)\b/dgi, 'priority');
}

/** "merge CM-1 into 2", "ticket 20417 into 20418": the second number is a ticket as well. */
function takeSecondTicket(scan: Scan): void {
  takeAll(scan, /\b(?:into|with|and|of|to) #?(?<v>\d{3,9})\b/dgi, 'ticket_id');
}

/** Where the words for a ticket begin: quoted, after a colon, after "that", or after the verb. The first that fits holds. */
const REPLIES: readonly RegExp[] = [
  /"(?<v>[^"]{2,1500})"/d,
  /(?<=\p{L}.{2,120}?|\d)\s*:\s+(?<v>\S.{0,1500})$/du,
  /\b(?:that|saying)\s(?<v>\S.{2,1500})$/di,
  /\bwith\s(?<v>\S.{2,1500})$/di,
  /\btell (?:our |the )?(?:csm|support|contact ?monkey|them) (?<v>(?!on |about )\S.{2,1500})$/di,
  /^[^,]{2,40}, (?:write|say|tell them):? (?<v>\S.{2,1500})$/di,
  /\b(?<v>(?:which|whether|if|when|what|who|why|how|where)\s.{2,1500})$/di,
];
/** "CM-1: reply with yes": the wish stands behind the number. */
const AFTER_NUMBER = /^\s*:\s*(?:reply|answer|respond|write|tell them|say)(?: with| that|:)? (?<v>\S.{2,1500})$/di;

/** What is to be written on a ticket. Nothing in it is read for anything else. */
function takeReply(scan: Scan): void {
  const number = /\bCM-\d{1,9}\b|\b(?:ticket|case) #?\d{3,9}\b/i.exec(scan.rest);
  const from = number === null ? 0 : number.index + number[0].length;
  const behind = from === 0 ? [] : [AFTER_NUMBER, ...REPLIES].map((pattern) => pattern.exec(scan.rest.slice(from)));
  const anywhere = REPLIES.map((pattern) => pattern.exec(scan.rest));
  const value = [...behind, ...anywhere]
    .map((match) => match?.groups?.v)
    .find((words) => words !== undefined && !/^(?:the|my|this) (?:ticket|case)\b/i.test(words));
  if (value === undefined) return;
  note(scan, 'reply', value.replace(/^"|"$/g, ''));
  const at = scan.rest.lastIndexOf(value);
  take(scan, at, at + value.length);
}
