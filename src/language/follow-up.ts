import type { Understanding } from '../questions/assistant.ts';
import type { Conversation } from '../questions/conversation.ts';
import type { Entities } from '../questions/question.ts';
import { readEntities } from './extract-entities.ts';
import { caseTurn } from './follow-up-case.ts';
import { INTENTS, type Intent } from './intents.ts';
import { plainText } from './tokens.ts';

const MOST_WORDS = 12;
const FOLLOW_UP_CONFIDENCE = 0.95;
/** Below what is sure enough to be answered. */
const UNSURE = 0.3;

/** Words that carry a follow-up but say nothing new. */
const CONNECTORS = new Set(
  (
    'and what about how only just same again for the of in from to on with by but ok okay now please pls then also show me those these that ' +
    'them ones one mails messages newsletters email emails mail is are was it this so no not a an thing caught held as there hmm or instead ' +
    'during between over at do does did i mean make which list campaign see policy policies user users people everyone everybody group team'
  ).split(' '),
);

/** Intents that speak of one listed or last-mentioned thing. */
const ABOUT_ONE: ReadonlySet<string> = new Set([
  'quarantine.why',
  'quarantine.release',
  'quarantine.preview',
  'quarantine.recipients',
  'headers.explain',
  'message.trace',
  'policy.how_to_fix',
  'policy.explain',
  'ticket.open',
  'ticket.status',
  'zap.moved',
  'security.tradeoff',
]);
/** These tell of one listed thing and know no time or reason of their own: such words go to the list it came from. */
const OF_A_LIST: ReadonlySet<string> = new Set([
  'quarantine.why',
  'quarantine.release',
  'quarantine.preview',
  'quarantine.recipients',
  'headers.explain',
  'policy.how_to_fix',
]);
/** A listed thing shown without a wish is explained; these lists have a better first answer than being listed again. */
const ON_PICKING: Readonly<Record<string, Intent>> = {
  'quarantine.list': 'quarantine.why',
  'quarantine.count': 'quarantine.why',
  'policy.gaps': 'policy.how_to_fix',
};
const IDENTIFYING = ['subject', 'message_id', 'network_message_id', 'campaign', 'ticket_id', 'item', 'header'] as const;
const NARROWING: ReadonlySet<string> = new Set(['date_range', 'reason', 'status', 'sender', 'policy']);
const OF_THE_TURN: ReadonlySet<string> = new Set(['page', 'item', 'message', 'finding', 'ticket', 'campaign_id']);

const MORE =
  /^(?:(?:ok|and|please|can you|could you) )*(?:show |list |give |see )?(?:me )?(?:some |the )?(?:more|next(?: page| ones?)?|further|the rest|continue|go on)(?: please| pls| of them| mails| results)?$/i;
const HOW_MANY =
  /^(?:(?:and|so|ok) )*(?:how many|the count|count|number|total)(?: (?:is|are|was|were|there|that|those|it|them|of them|in total|altogether|now|exactly|then|please))*$/i;
const WHICH_ONES =
  /^(?:(?:and|so|ok) )*(?:show|list|display|which)(?: (?:ones?|them|those|it|me|all|please|are they|mails|messages))+$/i;
const NEWEST =
  /\b(?:the )?(?:very )?(?:newest|latest|most recent)(?: (?:one|of (?:them|those|these)|on the list|in the list|item)\b|$)/i;
const AFFECTED =
  /^(?:(?:and|so|ok|show me|tell me) )*(?:who|whom|how many people|which people)\b.*\b(?:affect|concern|hit|touch|feel)|^(?:(?:and|so|ok) )*who (?:is|are) (?:that|it|they)$/i;
const REPORT =
  /^(?:(?:and|so|ok|please|can you|could you|can i|show|give|send|get|have|print|export|download|open|see|make|me|us|a|an|the|this|that|it|as|whole|full) )*(?:html|printable|pdf|print(?:ed)?)?(?: ?(?:report|version|page|file))(?: (?:as|in|to|for|of|this|that|the|it|html|pdf|print|please|check|policies|policy|findings|gaps|printing))*$/i;
const POINTING = /\b(?:it|this|that|them|these|those)\b/i;
const BARE =
  /^(?:but |and |ok |so )*(?:why|how come|release|preview|who|explain|trace|escalate|how|open|fix)(?: (?:it|this|that|them|though|please|pls|now|is that|was that|got it|one))*$/i;

/**
 * Reads a sentence in the light of the last one: "why the second one?", "and last week?", "only phish", "show more",
 * "how many?". Places in the last list and "it" become keys under the name of their kind (`message`), beside `item`. Pure; returns
 * `understood` itself when the sentence stands alone.
 */
export function resolveFollowUp<U extends Understanding>(given: U, text: string, conversation: Conversation): U {
  const before = knownIntent(conversation.intent);
  const words = plainText(text).replace(/[\s?.!,]+$/, '');
  const { understood, sentence } = withNewest(given, words, conversation);
  const ofFindings = aboutFindings(understood, sentence, conversation);
  if (ofFindings !== null) return withKeys(ofFindings, sentence, conversation);
  const ofCase = caseTurn(understood, sentence, conversation);
  if (ofCase !== null) return ofCase;
  if (REPORT.test(sentence) && before?.startsWith('testcampaign.') !== true) return whichReport(understood);
  if (before === undefined) return withKeys(understood, sentence, conversation);
  const said = conversation.entities ?? {};
  if (sentence.split(' ').length > MOST_WORDS) return withKeys(understood, sentence, conversation);
  const list = listBehind(before, conversation);
  if (MORE.test(sentence)) return again(understood, list.intent, { ...list.said, page: list.next });
  if (HOW_MANY.test(sentence) && before.startsWith('quarantine.'))
    return again(understood, 'quarantine.count', lasting(said));
  if (WHICH_ONES.test(sentence) && before === 'quarantine.count')
    return again(understood, 'quarantine.list', lasting(said));
  const narrowed = list.intent === before ? null : narrowing(sentence, list.intent);
  if (narrowed !== null) return again(understood, list.intent, { ...lasting(list.said), ...narrowed });
  const elliptic = ellipsis(sentence, before);
  if (elliptic !== null) {
    const picks = elliptic.item !== undefined;
    const intent = picks ? (ON_PICKING[before] ?? before) : before;
    const merged = picks ? elliptic : { ...lasting(said), ...elliptic };
    return withKeys(again(understood, intent, merged), sentence, conversation);
  }
  return withKeys(understood, sentence, conversation);
}

/** After talk of findings, "who is affected by it?" and "the HTML report" are about them, not about a mail or a test. */
function aboutFindings<U extends Understanding>(given: U, sentence: string, conversation: Conversation): U | null {
  const { item } = given.entities;
  const kind = item === undefined ? conversation.subject?.kind : conversation.listed?.kind;
  const named = IDENTIFYING.some((name) => name !== 'item' && given.entities[name] !== undefined);
  if (AFFECTED.test(sentence) && kind === 'finding' && !named) {
    const { subject } = conversation;
    const place: Entities = item !== undefined ? { item } : subject ? { finding: subject.key } : {};
    return again(given, 'policy.gaps', place);
  }
  const isOfPolicies = conversation.intent?.startsWith('policy.') === true;
  return isOfPolicies && REPORT.test(sentence) ? again(given, 'policy.gaps', {}) : null;
}

/** Tests and policies both have a report: where none was spoken of, it is asked which. */
function whichReport<U extends Understanding>(understood: U): U {
  const other = { intent: 'policy.gaps', confidence: UNSURE };
  return { ...again(understood, 'testcampaign.report', {}), confidence: UNSURE, alternatives: [other] };
}

/** Lists of mail begin with the newest: "the newest one" is the first. */
function withNewest<U extends Understanding>(understood: U, words: string, { listed }: Conversation) {
  const sentence = listed?.kind === 'message' ? words.replace(NEWEST, 'the first one') : words;
  const { entities } = understood;
  if (sentence === words || IDENTIFYING.some((name) => entities[name] !== undefined)) return { understood, sentence };
  return { understood: { ...understood, entities: { ...entities, item: '1' } }, sentence };
}

/** The new values when a sentence holds nothing else but small words; null when it says more than that. */
function ellipsis(sentence: string, before: Intent): Entities | null {
  const { found, rest } = readEntities(sentence, before);
  if (Object.keys(found).length === 0) return null;
  const words = rest.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
  return words.every((word) => CONNECTORS.has(word)) ? found : null;
}

interface ListBehind {
  intent: Intent;
  said: Entities;
  next: string;
}

/** The list that a word about one of its items was spoken before: to it belong "show more" and "only bulk". */
function listBehind(before: Intent, { entities = {}, listed }: Conversation): ListBehind {
  const intent = OF_A_LIST.has(before) && before !== listed?.intent ? knownIntent(listed?.intent) : undefined;
  const said = intent === undefined ? entities : (listed?.entities ?? {});
  return { intent: intent ?? before, said, next: listed?.next ?? nextPage(said) };
}

/** Values that choose among listed mails and say nothing about a single one; null when there are none, or others beside them. */
function narrowing(sentence: string, intent: Intent): Entities | null {
  const found = ellipsis(sentence, intent);
  return found !== null && Object.keys(found).every((name) => NARROWING.has(name)) ? found : null;
}

function withKeys<U extends Understanding>(understood: U, sentence: string, conversation: Conversation): U {
  const kind = understood.entities.item === undefined ? conversation.subject?.kind : conversation.listed?.kind;
  const key = keysOf(understood.entities.item, conversation) ?? pointedAt(understood, sentence, conversation);
  if (kind === undefined || key === undefined) return understood;
  return { ...understood, entities: { ...understood.entities, [kind]: key } };
}

function keysOf(item: string | string[] | undefined, conversation: Conversation): string | string[] | undefined {
  const listed = conversation.listed?.keys ?? [];
  if (item === undefined || listed.length === 0) return undefined;
  const keys = [item].flat().map((place) => (place === 'last' ? listed.at(-1) : listed[Number(place) - 1]));
  const known = keys.filter((key) => key !== undefined);
  if (known.length !== keys.length) return undefined;
  return known.length === 1 ? known[0] : known;
}

/** "why was it held?" and "why?" speak of the last thing; a sentence that names its own does not. */
function pointedAt(understood: Understanding, sentence: string, conversation: Conversation): string | undefined {
  if (conversation.subject === undefined || !ABOUT_ONE.has(understood.intent)) return undefined;
  if (IDENTIFYING.some((name) => understood.entities[name] !== undefined)) return undefined;
  return POINTING.test(sentence) || BARE.test(sentence) ? conversation.subject.key : undefined;
}

function again<U extends Understanding>(understood: U, intent: Intent, entities: Entities): U {
  return { ...understood, intent, question: intent, confidence: FOLLOW_UP_CONFIDENCE, entities };
}

/** What outlives a turn: not the page, nor the thing picked. */
function lasting(entities: Entities): Entities {
  return Object.fromEntries(Object.entries(entities).filter(([name]) => !OF_THE_TURN.has(name)));
}

function nextPage(entities: Entities): string {
  const page = Number([entities.page ?? '1'].flat()[0]);
  return String((Number.isInteger(page) && page > 0 ? page : 1) + 1);
}

function knownIntent(intent: string | undefined): Intent | undefined {
  return INTENTS.find((known) => known === intent);
}
