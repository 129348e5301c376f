/** How one kind of order is said in English. */
export interface OrderWords {
  /** What an order begins with. */
  verbs: string;
  /** Other plain ways to say it, as a whole clause or its beginning. */
  forms: readonly RegExp[];
  /** A time to come is part of it. */
  later?: true;
}

const it = String.raw`(?:it|this|that|everything|(?:the|this|that|my|our) (?:\w+ )?(?:ticket|case|problem|issue|alert|one)|cm-\d+|ticket #?\d+|alert \d+)`;
const is = "(?:'s| is| are)(?: (?:now|all|fully|completely|already))*";
const end = '(?: (?:now|again|thanks|thank you|please|for (?:me|us)|on our (?:side|end)|today|indeed|from now on))*$';
const me = '(?:i|we)';
const level = '(?:low|lower|medium|normal|high|higher|urgent|critical)(?: (?:priority|prio))?';

function form(source: string): RegExp {
  return new RegExp(`^${source}`, 'u');
}

const taking: readonly RegExp[] = [
  form(`${me}(?:'ll| will)? (?:take|own|grab|claim|handle|pick up|work on|do|have)\\b`),
  form(`${me}(?:'m| am|'re| are)(?: now)? (?:on|taking|handling|doing|working on|the (?:one|owner))\\b`),
  form(`${it}${is} mine${end}`),
  form('mine$'),
];

/** Orders by the question that carries them out. A sentence that fits none of its ways is not carried out unasked. */
export const orderWords: Readonly<Record<string, OrderWords>> = {
  'ticket.state': {
    verbs:
      'close shut solve resolve finish end mark set make change raise lower bump increase decrease prioritise prioritize upgrade downgrade put move give reopen re-open open',
    forms: [
      form(`${it}${is} (?:solved|resolved|done|fixed|closed|finished|sorted|${level})${end}`),
      form(`(?:all )?(?:solved|resolved|done|fixed|sorted)${end}`),
      form(`(?:${it}|we)(?:'s| is|'re| are)?(?: now)? wait(?:s|ing)? (?:for|on) (?:the |our )?[a-z]+`),
      form('(?:the )?(?:ticket|case) can be (?:closed|shut|solved|resolved)(?: now)?$'),
      form(`(?:prio(?:rity)? )?${level} (?:priority |prio )?for (?:the|this|my|cm-)`),
    ],
  },
  'ticket.assign': {
    verbs:
      'assign unassign reassign take claim grab pick own release drop return hand give put make let sign remove allocate transfer',
    forms: taking,
  },
  'ticket.answer': {
    verbs: 'reply answer respond write comment add post leave send say tell let update message note pass put inform',
    forms: [
      form('(?:a )?(?:message|reply|answer|note|comment|news) (?:for|to|on)\\b'),
      form('cm-\\d+ (?:write|reply|say)\\b'),
    ],
  },
  'ticket.ask': {
    verbs: 'ask request get need question',
    forms: [form(`(?:${me} )?need more\\b`), form('(?:a )?question (?:for|to)\\b')],
  },
  'ticket.merge': {
    verbs: 'merge combine join fold put make bring attach close duplicate',
    forms: [
      form(`${it}${is} (?:a |the )?(?:duplicate of|same (?:thing )?as)\\b`),
      form('cm-\\d+ (?:duplicates|belongs to) cm-\\d+$'),
    ],
  },
  'ticket.here': {
    verbs:
      'tell post put send show bring deliver drop announce notify inform use make subscribe unsubscribe start begin turn switch',
    forms: [
      form(
        'stop (?:tell|post|announc|send|show|put|bring)ing\\b|stop (?:the |all |new )?(?:ticket|case)s?\\b|stop it here',
      ),
      form('(?:(?:the|new|all|customer|our|open) )*(?:tickets?|cases|escalations)\\b.*\\b(?:here|this channel)\\b'),
      form('this (?:is the (?:\\w+ )?channel|channel gets)\\b|(?:we|i) (?:want|work on)\\b'),
    ],
  },
  'ticket.customers': {
    verbs: 'assign unassign give hand put take add remove drop transfer make let claim',
    forms: [
      form(`${me}(?:'ll| will)? (?:take|look to)\\b`),
      form(`${me}(?:'m| am) in charge of\\b`),
      form(`[\\p{L}\\d -]+${is} (?:mine|my customer|one of my customers)${end}`),
      form('stop looking to\\b'),
    ],
  },
  'alert.acknowledge': {
    verbs: 'acknowledge ack confirm mark set register note',
    forms: [
      form(`${me}(?:'ve| have)?(?: all)? (?:seen|saw|noticed|got|read|received|taken note of|know|acknowledge)\\b`),
      form(
        `(?:(?:${me}|somebody|the team)(?:'m| am|'re| are| is)?(?: already)? )?(?:on it|on the alert|looking (?:into|at)|checking|working on|investigating|taking care of|aware of)\\b`,
      ),
      form(`${me}(?:'ll| will) (?:look to|look into|deal with|handle|check|take care of|take)\\b`),
      form(`(?:alert )?(?:noted|seen|received|acked|ack'd|acknowledged|got it)(?: (?:it|this|thanks))*$`),
    ],
  },
  'alert.assign': {
    verbs: 'assign reassign give hand pass take put make set transfer delegate allocate claim grab let',
    forms: [
      ...taking,
      form('[\\p{L}]+ takes\\b'),
      form('alert \\d+ (?:goes|belongs) to\\b'),
      form(`${it} (?:goes|belongs) to\\b`),
    ],
  },
  'alert.snooze': {
    verbs:
      'snooze unsnooze let put hide bring remind wake come show postpone defer delay silence mute pause ping push nap quiet quieten end',
    forms: [form('(?:stop|end|cancel) (?:the )?snooz')],
    later: true,
  },
  'alert.reopen': {
    verbs: 'reopen re-open open unresolve unclose reactivate revive bring get put set make',
    forms: [],
  },
};
