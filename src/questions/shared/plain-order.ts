import { type Speller, spellerFor } from '../../language/index.ts';
import { type OrderWords, orderWords } from './order-words.ts';

const unlessPlain = [
  // negation
  /\b(?:not|never|no|nor|none|nothing|nobody|no-?one|neither|nowhere|without|cannot|hardly|barely|scarcely|nope|nah|stopped)\b|n't\b/,
  /\b(?:do|does|did|is|was|are|were|wo|ca|should|could|would|have|has|must|need)nt\b/,
  // condition and choice
  /\b(?:if|unless|when|whenever|once|as soon as|in case|provided|assuming|suppos\w+|otherwise|whether|except|or|else|depend\w*)\b/,
  /\b(?:would|could|should|might|may|must|shall|ought|will be|going to)\b/,
  // question
  /\b(?:why|how|who|whom|whose|what|which|where)\b/,
  // doubt
  /\b(?:maybe|perhaps|possibly|probably|think\w*|thought|guess\w*|believe\w*|hope\w*|hoping|wonder\w*|unsure|doubt\w*|seem\w*|apparently|consider\w*|wish\w*|almost|nearly|partly|partially|somehow|unclear|curious|instead|rather|pretend|imagine|for example|yourself|automatically)\b/,
  // refusal and taking back
  /\b(?:refus\w+|hold (?:on|off)|hang on|forget|ignore|avoid|against|premature\w*|too (?:early|soon)|mistake\w*|wrong\w*|accident\w*|prevent\w*|forbid\w*|object|kidding|joking|as planned)\b/,
  /\b(?:leave|keep|stays?|remains?)\b.*\bopen\b/,
  // what somebody else said or wants
  /\b(?:said|says|told|tells|asked|asks|wanted|wants|heard|wrote|writes|claimed|claims|means?|meant|ordered|decided|expects?)\b/,
  // past
  /\b(?:was|were|had|did|been|ago|yesterday|earlier|previously|used to|last (?:week|month|night|time|year))\b/,
];
const toCome = [
  /\b(?:later|tomorrow|tonight|soon|sooner|eventually|someday|some day|next (?:week|month|year|time|\w+day)|until|till|til|after|before|afterwards)\b/,
  /\bin (?:an?|the|\d+|half an|two|three|a few) (?:minutes?|hours?|days?|weeks?|months?|morning|afternoon|evening|mins?)\b|\b(?:at|by) (?:\d|noon|midnight)/,
  /(?<!\bsince )\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/,
];

const filler =
  /^(?:(?:hi|hello|hey|ok|okay|yes|yep|right|well|please|pls|plz|kindly|just|now|also|then|so|and|but|thanks|thank you|great|good|perfect|alright|go ahead and|go on and|quickly|quick)\b\s*)+/;
const request = /^(?:can|could|would) you\b\s*/;
const wish =
  /^(?:(?:i|we)(?: want|'d like| would like| need)(?: you)? to|(?:i|we) need you to|let's|let us|you (?:can|may)|feel free to)\b\s*/;
const asking =
  /^(?:am|is|are|does|do|has|have|can|will|did|was|were|had|should|shall|may|might|must|could|would|isn|aren)\b/;
const clauses = /(?<=[,;.!?:])\s+|\s+[\u2013\u2014-]+\s+|\n+|(?<=[!?])(?=\w)|\s+(?=(?:and|so|then|but) )/;
const notAVerb = /^(?:is|was|were|are|would|will|has|had|call)\b/;
const longest = 400;

const spellers = new Map<string, Speller>();

/**
 * Whether a typed sentence asks for something now and beyond doubt, in the ways that `question` (its intent) is ordered: "close it",
 * "can you close it?", "it is solved". A negation, condition, question, doubt, refusal, past or future in any part of it makes it none,
 * and so do words that are not known: then the thing is shown with its buttons, and a press decides.
 */
export function isPlainOrder(sentence: string, question: string): boolean {
  const words = orderWords[question];
  const said = sentence
    .slice(0, longest)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\u2018\u2019\u02BC`\u00B4]/g, "'")
    .replaceAll(/\bto nobody\b/g, 'back')
    .replaceAll(/\b(look(?:s|ing)?) after\b/g, '$1 to')
    .trim();
  if (words === undefined || sentence.length > longest) return false;
  const parts = said.split(clauses).map(readClause);
  const whole = parts.map(({ text }) => text).join(' , ');
  const hazards = words.later ? unlessPlain : [...unlessPlain, ...toCome];
  if (hazards.some((hazard) => hazard.test(whole))) return false;
  if (parts.some((part) => part.asks)) return false;
  return parts.some(({ text }) => isOrdered(text, words, question));
}

/** A clause without courtesies. A question is one that may only be a polite request. */
function readClause(clause: string): { text: string; asks: boolean } {
  const bare = clause.replace(filler, '');
  const polite = request.test(bare);
  const text = bare
    .replace(request, '')
    .replace(wish, '')
    .replace(filler, '')
    .replaceAll(/[,;.!?:"\u201C\u201D]+$/g, '')
    .trim();
  return { text, asks: (clause.includes('?') && !polite) || (polite && text === '') || asking.test(text) };
}

function isOrdered(text: string, { verbs, forms }: OrderWords, question: string): boolean {
  if (forms.some((form) => form.test(text))) return true;
  const [first = '', ...rest] = text.split(' ');
  const verb = spellerOf(question, verbs).correct(first);
  return verb !== null && verbs.split(' ').includes(verb) && !notAVerb.test(rest.join(' '));
}

/** Knows the other forms of the verbs as well, so that "closed" is not taken for a misspelt "close". */
function spellerOf(question: string, verbs: string): Speller {
  const there = spellers.get(question);
  if (there !== undefined) return there;
  const known = verbs.split(' ').flatMap((verb) => {
    const stem = verb.replace(/e$/, '');
    return [verb, `${verb}s`, `${verb}es`, `${stem}ed`, `${stem}er`, `${stem}ing`, `${verb}${verb.at(-1)}ed`];
  });
  const speller = spellerFor([...known, ...othersInTheirPlace]);
  spellers.set(question, speller);
  return speller;
}

/** Words that a verb with one wrong letter could be. */
const othersInTheirPlace =
  'this that those these them they there their make made take taken took lake sake talk give gave live love sent sand said hand land lost host most note none some same were more less hour your ours tells lower higher'.split(
    ' ',
  );
