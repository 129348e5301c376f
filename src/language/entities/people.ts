import type { Intent } from '../intents.ts';
import { blank, note, type Scan, take, takeAll } from './scan.ts';
import { DEPARTMENTS, PLAIN_WORDS } from './words.ts';

const FOR_PEOPLE: ReadonlySet<Intent> = new Set([
  'quarantine.list',
  'quarantine.count',
  'quarantine.why',
  'quarantine.release',
  'quarantine.preview',
  'quarantine.recipients',
  'message.trace',
  'testcampaign.start',
  'zap.moved',
  'safelinks.block',
  'attachments.delay',
]);
const FOR_NAMES: ReadonlySet<Intent> = new Set([
  'quarantine.list',
  'quarantine.why',
  'quarantine.release',
  'quarantine.recipients',
  'quarantine.preview',
  'quarantine.count',
  'message.trace',
  'testcampaign.start',
]);
const FOR_CUSTOMERS: ReadonlySet<Intent> = new Set([
  'ticket.open',
  'ticket.status',
  'testcampaign.report',
  'testcampaign.status',
  'testcampaign.start',
  'quarantine.list',
  'quarantine.count',
  'policy.gaps',
]);
const KIND = 'group|team|department|dept|office|list|dl|staff|board|users|managers|crew|division|mailbox';
const MANY =
  'everyone|everybody|all|people|users|staff|those|recipients|colleagues|employees|half|part|some|anyone|nobody|members|folks|mailboxes|managers|who|whole';
const DATE_WORD =
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december|today|yesterday|tomorrow|noon|midnight|lunch)$/;

/** Where mail comes from without being anybody's. */
const NO_SENDERS =
  /^(?:outside|inside|abroad|home|elsewhere|anywhere|nowhere|within|scratch|servers?|sources?|senders?|vendors?|customers?|partners?|clients?|suppliers?|strangers?|companies|tenants?|third)$/;

const BEFORE_DEPARTMENT = '(?<=\\b(?:to|for|in|of|by|did|has|only|and|but) (?:the |all )?)';
const AFTER_DEPARTMENT =
  '(?= (?:got|received|gets|get|receive|didn|did|has|have|had|never|misses|missed|only|people|team|group))';
/** "it" is a word, "design" and the like are topics: these are departments only with their kind ("design team"). */
const DEPARTMENT_WORDS = [...DEPARTMENTS].filter((word) => !/^(?:it|design|product|tax)$/.test(word)).join('|');
const DEPARTMENT = new RegExp(
  `${BEFORE_DEPARTMENT}\\b(?<v>${DEPARTMENT_WORDS})\\b(?! (?:risk|update|policy|alert|report))|\\b(?<v>${DEPARTMENT_WORDS})${AFTER_DEPARTMENT}`,
  'dgi',
);

/** Recipients and senders named without an address ("everyone in sales", "to maria only"), customers, sending services. */
export function takePeople(scan: Scan, intent: Intent): void {
  if (FOR_CUSTOMERS.has(intent)) takeCustomer(scan, intent);
  if (!FOR_PEOPLE.has(intent)) return;
  if (intent === 'quarantine.list' || intent === 'quarantine.count' || intent === 'message.trace') takeSenderName(scan);
  const group = new RegExp(
    `\\b(?:(?:${MANY}) (?:people |users |staff |members )?(?:in|of|from|at|on)|to|for|in|at|by|on|with) (?:the |our |my )?(?<v>\\p{L}[\\p{L}\\p{N}_&-]{1,20} (?:${KIND}))\\b`,
    'dgiu',
  );
  takeAll(scan, group, 'recipient', (value) => (isGroup(value) ? value : null));
  takeAll(
    scan,
    new RegExp(
      `\\b(?:${MANY}) (?:people |users |staff |members )?(?:in|of|from|at|on) (?:the |our )?(?<v>[a-z][\\w&-]{1,20})\\b`,
      'dgi',
    ),
    'recipient',
    named,
  );
  takeAll(scan, DEPARTMENT, 'recipient');
  if (FOR_NAMES.has(intent) && scan.found.recipient === undefined) takeName(scan);
}

/** "from ContactMonkey" narrows a question to that service; "our CM emails" does not: this is what they all are about. */
export function takeService(scan: Scan, intent: Intent): void {
  if (intent === 'out_of_scope' || intent === 'smalltalk/help' || intent.startsWith('ticket.')) return;
  const filtered = intent === 'quarantine.list' || intent === 'quarantine.count' || intent === 'quarantine.release';
  const before = scan.found.sender_service;
  takeAll(
    scan,
    /\b(?:from|via|by|through|sent with) (?<v>contact ?monkey|CM)\b(?! support)/dgi,
    'sender_service',
    () => (intent.startsWith('allowlist.endp') ? null : 'ContactMonkey'),
  );
  if (filtered)
    takeAll(
      scan,
      /\b(?<v>contact ?monkey)(?= (?:mails?|emails?|messages?|msgs?|newsletters?|campaigns?|sends?|stuff)\b)/dgi,
      'sender_service',
      () => 'ContactMonkey',
    );
  if (scan.found.sender_service === before)
    takeAll(scan, /\b(?<v>send ?grid)\b(?!\.)/dgi, 'sender_service', () => 'SendGrid');
}

function isGroup(value: string): boolean {
  const [first = '', kind = ''] = value.toLowerCase().split(' ');
  if (/^(?:seed|pilot|leadership|executive|management|test)$/.test(first)) return true;
  return !PLAIN_WORDS.has(first) && !/^(?:allow|block|safe|ops)$/.test(first) && kind !== 'mailbox';
}

function named(value: string): string | null {
  const lower = value.toLowerCase();
  if (DEPARTMENTS.has(lower) && lower !== 'it' && lower !== 'us') return value;
  if (value === 'IT') return value;
  return PLAIN_WORDS.has(lower) || DATE_WORD.test(lower) ? null : value;
}

function takeName(scan: Scan): void {
  const patterns = [
    /\b(?:to|for)(?: just| only)? (?<v>\p{Lu}[\p{L}'-]{1,20} \p{Lu}[\p{L}'-]{1,20})(?![\p{L}\p{N}])/dgu,
    /(?:^|[.,;:!?] )(?<v>\p{Lu}[\p{L}'-]{2,20}(?: \p{Lu}[\p{L}'-]{1,20})?)(?= (?:says|claims|tells|told|complains|complained|swears|insists|reports|reported|still hasn't|hasn't|didn't|never|cannot|can't) )/dgu,
    /\breach(?:ed|ing)? (?<v>\p{Lu}[\p{L}'-]{1,20}(?: \p{Lu}[\p{L}'-]{1,20})?)(?=\s*$|[?.!,]| )/dgu,
    /\bget (?<v>\p{L}[\p{L}'-]{1,20})(?= (?:his|her|their) (?:copy|mail|email|newsletter)\b)/dgiu,
    /\b(?:to|for)(?: just| only)? (?<v>\p{L}[\p{L}'-]{1,20})(?= only\b| alone\b| please\b| pls\b| and\b| but\b| since\b| now\b| today\b| yesterday\b| this\b|\s*$|[?.!,])/dgiu,
    /\b(?:did|has|was|had)(?: only| just)? (?<v>\p{L}[\p{L}'-]{1,20})(?= (?:get|got|receive|received|miss|affected|among|supposed)\b)/dgiu,
    /\bis (?<v>\p{L}[\p{L}'-]{1,20})(?= (?:affected|among|one of|on the list|missing)\b)/dgiu,
    /\bwhat about (?<v>\p{L}[\p{L}'-]{1,20})(?=\s*$|[?.!,])/dgiu,
  ];
  for (const pattern of patterns) takeAll(scan, pattern, 'recipient', named);
}

function takeSenderName(scan: Scan): void {
  takeAll(
    scan,
    /\b(?:from|sent by) (?:the |our )?(?<v>[a-z][\w&-]{1,20}(?: (?:team|department|office))?)(?=\s*$|[?.!,]| (?:in|held|stuck|since|today|quarantined|to|is|are|were|got|that)\b)/dgi,
    'sender',
    (value) => {
      const first = value.split(' ')[0]?.toLowerCase() ?? '';
      return DATE_WORD.test(first) ||
        NO_SENDERS.test(first) ||
        (PLAIN_WORDS.has(first) && !DEPARTMENTS.has(first)) ||
        first === 'it'
        ? null
        : value;
    },
  );
}

function takeCustomer(scan: Scan, intent: Intent): void {
  takeAll(
    scan,
    /\b[Cc]ustomer:? (?<v>[A-Z0-9][\w&.'-]{1,40}(?: [A-Z][\w&.'-]{1,30}){0,3}|(?!success|support|service|care|is|are|has|with)[a-z][\w&-]{2,40})/dg,
    'customer',
    (value) => value.replace(/[.'-]+$/, ''),
  );
  blank(scan, /\b(?:for|at) contact ?monkey\b/gi);
  if (!intent.startsWith('ticket.') || scan.found.customer !== undefined) return;
  takeAll(
    scan,
    /\b(?:case|ticket|incident|escalation): (?<v>\p{Lu}[\p{L}\p{N}&'-]{2,30}(?: \p{Lu}[\p{L}\p{N}&'-]{1,30}){0,3})(?=, )/dgu,
    'customer',
  );
  if (scan.found.customer !== undefined) return;
  takeAll(
    scan,
    /\b(?:for|at) (?<v>\p{Lu}[\p{L}\p{N}&'-]{2,30}(?: \p{Lu}[\p{L}\p{N}&'-]{1,30}){0,3})(?=\s*$|[,.:;!?])/dgu,
    'customer',
  );
  if (scan.found.customer !== undefined) return;
  const match =
    /\b(?:case|cases|ticket|tickets|incident|escalation|escalations|request)s? (?:for|on behalf of|about) (?:the )?([\p{L}][\p{L}\p{N}&'-]{1,40}(?: \p{Lu}[\p{L}\p{N}&'-]{1,30}){0,3})/iu.exec(
      scan.rest,
    );
  const value = match?.[1];
  if (match === null || value === undefined) return;
  const [first = ''] = value.split(' ');
  if (
    PLAIN_WORDS.has(first.toLowerCase()) ||
    DEPARTMENTS.has(first.toLowerCase()) ||
    DATE_WORD.test(first.toLowerCase())
  )
    return;
  const next = scan.rest.slice(match.index + match[0].length);
  const name = /^\p{Lu}/u.test(value) ? value : first;
  if (
    !/^\p{Lu}/u.test(value) &&
    /^ (?:\p{L})/u.test(next) &&
    !/^ (?:please|pls|since|with|prio|because|and)\b/.test(next)
  )
    return;
  note(scan, 'customer', name);
  take(scan, match.index, match.index + match[0].length);
}
