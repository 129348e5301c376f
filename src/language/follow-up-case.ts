import type { Understanding } from '../questions/assistant.ts';
import type { Conversation } from '../questions/conversation.ts';
import { readEntities } from './extract-entities.ts';
import { intentOf, type QuestionName } from './intents.ts';

/** An understanding that names the finer question too. */
export type Asked = Understanding & { question?: string };

const SURE = 0.95;
const MOST_WORDS = 10;

/** Short wishes about the alert, ticket or test that is being spoken of, by its kind; the first that fits holds. */
const WISHES: Readonly<Record<string, readonly (readonly [RegExp, QuestionName])[]>> = {
  alert: [
    [/\bre-?open|\bopen\b.*\bagain\b|\bunresolve|\bundo\b/i, 'alert.reopen'],
    [/\b(?:un)?snooze|\bremind me\b|\bnot now\b|\brest (?:until|for)\b|\bwake\b/i, 'alert.snooze'],
    [
      /^(?:ack\b|acknowledge)|\back(?:nowledge)? (?:it|this|that|the)\b|\bon it\b|\blooking (?:at|into) (?:it|this)\b/i,
      'alert.acknowledge',
    ],
    [
      /\b(?:assign|give|hand|pass|reassign)\b.*\bto\b|\b(?:i'?ll |i |let me )?take (?:it|this|that|over)\b/i,
      'alert.assign',
    ],
    [/\b(?:resolve|close|dismiss|clear)\b|\b(?:resolved|done|fixed|solved|dealt with)$/i, 'alert.resolve'],
    [/\b(?:step further|next (?:level|step)|page somebody)\b/i, 'alert.escalate'],
    [/^(?:and |so |but )*(?:why|how come|what (?:caused|triggered|is behind)|explain|details)\b|\bwhy$/i, 'alert.why'],
    [/^(?:and |so )*(?:who|whom|how many|which (?:people|users))\b/i, 'alert.affected'],
  ],
  ticket: [
    [/\bre-?open|\bopen\b.*\bagain\b/i, 'ticket.state'],
    [/\bunassign|\bgive (?:it|this|that) back\b|\bassign\b|\btake (?:it|this|that|over)\b/i, 'ticket.assign'],
    [/\bask (?:them|the customer|for)\b|\brequest\b/i, 'ticket.ask'],
    [/^(?:reply|answer|respond|write|comment)\b|\btell (?:them|the csm|support)\b/i, 'ticket.answer'],
    [/\bmerge\b|\bduplicate\b/i, 'ticket.merge'],
    [/\b(?:export|download|print)\b/i, 'ticket.export'],
    [/\bshare\b/i, 'ticket.share'],
    [/\bmicrosoft (?:support )?(?:request|case|ticket)\b/i, 'ticket.microsoft_request'],
    [/\b(?:close|resolve|solve|make|set|mark)\b|\b(?:resolved|done|fixed|solved)$/i, 'ticket.state'],
    [/\b(?:any )?(?:news|update|answer yet|reply yet|status)\b|^(?:and |so )*how (?:is|does)\b/i, 'ticket.status'],
  ],
  campaign: [
    [/\b(?:cancel|abort|call (?:it|this|that) off|stop)\b/i, 'testcampaign.cancel'],
    [/\b(?:again|repeat|redo|rerun|once more)\b/i, 'testcampaign.start'],
    [
      /\b(?:report|html|pdf|printable|results?|export|print|better|compare)\b|\b(?:work|worked|help|helped)$/i,
      'testcampaign.report',
    ],
    [
      /\b(?:status|land(?:ed)?|arrived?|done|overdue|running)\b|^(?:and |so )*how (?:is|does)\b/i,
      'testcampaign.status',
    ],
  ],
};
/** Such a word names another thing than "it", or a whole question that stands alone. */
const OTHERWISE_NAMED: Readonly<Record<string, RegExp>> = {
  alert:
    /\b(?:tickets?|tests?|campaigns?|mails?|messages?|newsletters?|quarantine|polic(?:y|ies)|findings?|alerts|header)\b/i,
  ticket:
    /\b(?:alerts?|tests?|campaigns?|mails?|messages?|newsletters?|quarantine|polic(?:y|ies)|findings?|tickets|window)\b/i,
  campaign:
    /\b(?:alerts?|tickets?|cases?|mails?|messages?|newsletters?|quarantine|polic(?:y|ies)|findings?|tests|campaigns)\b/i,
};
const OF_KIND: Readonly<Record<string, RegExp>> = {
  alert:
    /\b(?:this|that|the) (?:alert|case|one)\b|^(?:acknowledge|snooze|resolve|close|reopen|escalate|assign) alert$/i,
  ticket: /\b(?:this|that|the|my|our) (?:ticket|case|one)\b/i,
  campaign: /\b(?:this|that|the|my|our) (?:test|campaign|test campaign|one)\b/i,
};
/** Under which name a kind of thing is handed to its questions. */
const KEY_NAMES: Readonly<Record<string, string>> = { alert: 'alert', ticket: 'ticket', campaign: 'campaign_id' };
/** Counts, lists and settings speak of many. */
const OF_MANY: ReadonlySet<string> = new Set(['alert.list', 'ticket.list', 'notifications.config', 'ticket.here']);

/**
 * "ack it", "close it", "and the second one?" after talk of alerts, tickets or tests: one word may mean a press on an alert or a change
 * of a ticket, and what was spoken of decides. Null when the sentence stands alone. Pure.
 */
export function caseTurn<A extends Asked>(given: A, sentence: string, conversation: Conversation): A | null {
  const { listed, subject } = conversation;
  const question = (given.question ?? given.intent) as QuestionName;
  const byPlace = placeIn(sentence, listed);
  const kind = byPlace === null ? subject?.kind : listed?.kind;
  const wishes = kind === undefined ? undefined : WISHES[kind];
  if (kind === undefined || wishes === undefined || OF_MANY.has(question)) return null;
  const key = byPlace ?? subject?.key;
  if (key === undefined) return null;
  const short = sentence.split(' ').length <= MOST_WORDS && !OTHERWISE_NAMED[kind]?.test(sentence);
  const wish = short ? wishes.find(([words]) => words.test(sentence))?.[1] : undefined;
  const own = wishes.some(([, name]) => name === question) ? question : undefined;
  const meant = pointsAt(sentence, kind, byPlace !== null) ? (own ?? wish) : wish;
  if (meant === undefined || (wish === undefined && names(given))) return null;
  const intent = intentOf(meant);
  const { found } = readEntities(sentence, intent, meant);
  if (names({ ...given, entities: found })) return null;
  const keys = { [KEY_NAMES[kind] ?? kind]: key };
  return { ...given, intent, question: meant, confidence: SURE, entities: { ...found, ...keys } };
}

/** What somebody who works on tickets alone means by words that others may say of an alert or a mail. Null when it is no wish of a ticket. */
export function asTicketTurn<A extends Asked>(given: A, text: string): A | null {
  if (given.question?.startsWith('ticket.') || text.split(' ').length > MOST_WORDS) return null;
  const wish = WISHES.ticket?.find(([words]) => words.test(text))?.[1];
  if (wish === undefined || OTHERWISE_NAMED.ticket?.test(text)) return null;
  const intent = intentOf(wish);
  return { ...given, intent, question: wish, confidence: SURE, entities: readEntities(text, intent, wish).found };
}

function pointsAt(sentence: string, kind: string, byPlace: boolean): boolean {
  return byPlace || OF_KIND[kind]?.test(sentence) === true;
}

/** Names a thing of its own: a number, a campaign, a kind of alert. */
function names({ entities }: Asked): boolean {
  return ['ticket_id', 'subject', 'campaign', 'alert_kind', 'which', 'message_id', 'network_message_id', 'header'].some(
    (name) => entities[name] !== undefined,
  );
}

/** The keys of the places in the last list that a sentence names; null when it names none that is there. */
function placeIn(sentence: string, listed: Conversation['listed']): string | string[] | null {
  if (listed === undefined || WISHES[listed.kind] === undefined) return null;
  const { item } = readEntities(sentence, 'ticket.status', 'alert.why').found;
  if (item === undefined) return null;
  const keys = [item].flat().map((place) => (place === 'last' ? listed.keys.at(-1) : listed.keys[Number(place) - 1]));
  const known = keys.filter((key) => key !== undefined);
  if (known.length === 0 || known.length !== keys.length) return null;
  const [only, second] = known;
  return second === undefined ? (only ?? null) : known;
}
