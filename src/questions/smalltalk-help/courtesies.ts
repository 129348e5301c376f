const thanks = '(?:many )?thanks?|thank you|thx|ty|cheers|(?:much )?appreciated|merci|danke';
const praise =
  'great|perfect|awesome|excellent|cool|nice|good (?:bot|job|work)|well done|wonderful|brilliant|wow|that (?:helped|was helpful)';
const agreed =
  "ok(?:ay)?|alright|all right|got it|understood|fine|sure|right|i see|makes sense|never ?mind|that[’']?s (?:all|it)|that (?:was|will be) all";
const leaving = 'bye|goodbye|see you|have a (?:nice|good|great) (?:day|weekend|evening)|good night';
const small =
  'so much|very much|a lot|again|all|bot|mate|stuff|one|job|work|later|you|for (?:now|today|that|this|the help|your help)|and|oh|well|yes|no|it';

/** First match wins: who thanks and leaves is leaving. */
const courtesies = [
  { word: leaving, answer: 'See you. Ask “what is in quarantine?” whenever you like.' },
  { word: thanks, answer: 'You are welcome. Ask “what is in quarantine?” whenever you like.' },
  { word: praise, answer: 'Glad to hear that. Say “help” to see what else you can ask.' },
  { word: agreed, answer: 'All right. Say “help” to see what else you can ask.' },
].map(({ word, answer }) => ({ spoken: spoken(word), answer }));

const nothingElse = new RegExp(
  `^(?:(?:${[thanks, praise, agreed, leaving, small].join('|')})(?![\\p{L}\\p{N}])[\\s,.!:)]*)+$`,
  'iu',
);
const longest = 80;

function spoken(word: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${word})(?![\\p{L}\\p{N}])`, 'iu');
}

/** A short answer to a sentence that is nothing but thanks, praise, assent or leave-taking; null for any other. */
export function courtesyFor(text: string): string | null {
  const said = text.trim();
  if (said.length > longest || !nothingElse.test(said)) return null;
  return courtesies.find((each) => each.spoken.test(said))?.answer ?? null;
}
