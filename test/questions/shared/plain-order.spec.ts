import assert from 'node:assert/strict';
import fc from 'fast-check';
import { orderWords } from '../../../src/questions/shared/order-words.ts';
import { isPlainOrder } from '../../../src/questions/shared/plain-order.ts';

const orders: Readonly<Record<string, readonly string[]>> = {
  'ticket.state': [
    'close CM-1',
    'Close it.',
    'please close the ticket',
    'can you close CM-1?',
    'could you please resolve it',
    'Could you please close CM-1? Thanks!',
    'would you please close my case',
    'hi, please close CM-1, thanks',
    'i want to close CM-1',
    'you can close the ticket now',
    'it works now, close the ticket',
    'all fine now, please close my case',
    'CM-1 is solved',
    "it's fixed, close my case",
    'solved, thanks',
    'the ticket can be closed',
    'clsoe the ticket',
    'set CM-1 to urgent',
    'CM-1 is urgent now',
    'the ticket waits for microsoft now',
    'we are waiting for Microsoft on CM-1',
    'put the ticket on hold for microsoft',
    'reopen CM-1',
    'it happened again, reopen the ticket',
    'since Monday it works, close CM-1',
  ],
  'ticket.assign': [
    'take CM-1',
    "i'll take the ticket",
    'CM-1 is mine now',
    'assign the ticket to nobody',
    'give it back',
  ],
  'ticket.answer': [
    'reply on CM-1',
    'can you pass this on to the csm on my ticket',
    'message for CM-1',
    'CM-61, write',
  ],
  'ticket.ask': ['request more evidence on CM-1', 'ask the customer on CM-1', 'we need more evidence on this ticket'],
  'ticket.merge': ['merge CM-1 into CM-2', 'CM-1 is a duplicate of CM-2'],
  'ticket.here': ['tell tickets here', 'stop telling tickets here', 'new tickets here please'],
  'ticket.customers': ['assign Contoso to me', 'i take over Fabrikam', 'I look after Contoso now'],
  'alert.acknowledge': ['ack', 'acknowledge it', "i'm on it", 'i have seen the alert', "we're looking into it"],
  'alert.assign': ['assign the alert to Anna', "i'll take it", 'mine'],
  'alert.snooze': ['snooze it until monday', 'snooze for 2 hours', 'remind me tomorrow', 'stop snoozing the alert'],
  'alert.reopen': ['reopen the alert', 'it happened again, open it again'],
};

const others: Readonly<Record<string, readonly string[]>> = {
  'ticket.state': [
    "don't close CM-1",
    'don\u2019t close CM-1',
    'dont close CM-1',
    'do not close CM-1',
    'please do not close CM-1',
    'never close CM-1 before I say so',
    "it isn't solved",
    'it isnt solved',
    'nothing is solved',
    'CM-1 is not solved yet',
    'CM-1 is hardly solved',
    'no, close was not what I said',
    'what would happen if I close CM-1?',
    'what if we close CM-1',
    'when will you close CM-1?',
    'will you close CM-1?',
    'did you close CM-1?',
    'did you solve CM-1',
    'have you closed CM-1?',
    'can I close CM-1 later?',
    'can I close CM-1?',
    'can we close CM-1?',
    'can you close CM-1 later?',
    'can you close CM-1 if it works?',
    'could you close CM-1 or is it too early?',
    'should I close CM-1',
    'shall we close CM-1?',
    'is CM-1 solved?',
    'is it solved',
    'CM-1 solved?',
    'CM-1 is solved?',
    'close CM-1?',
    'close CM-1? no',
    'close CM-1, right?',
    'close CM-1?no',
    'if it works tomorrow close CM-1',
    'close CM-1 if it works',
    'close CM-1 once Microsoft answered',
    'close CM-1 when it works',
    'close CM-1 tomorrow',
    'close CM-1 in an hour',
    'close CM-1 on Monday',
    'close CM-1 as soon as they answer',
    'close CM-1 unless it fails',
    'close CM-1 or leave it',
    'close CM-1, maybe',
    'I think CM-1 is solved',
    'I guess you can close CM-1',
    'perhaps close CM-1',
    'wait, close CM-1? hold on',
    'I refuse to close CM-1',
    'forget it, close nothing',
    'stop, keep CM-1 open',
    'keep CM-1 open',
    'closing CM-1 would be wrong',
    'closing CM-1 is premature',
    'close was a joke',
    'I closed CM-1 yesterday',
    'closed CM-1',
    'CM-1 was solved',
    'who closed CM-1',
    'why was CM-1 not closed?',
    'Lee said: close CM-1',
    'he told me to close CM-1',
    'my boss wants CM-1 closed',
    'somebody closes CM-1 all the time',
    'how do I close CM-1',
    'tell me about closing CM-1',
    'remind me to close CM-1',
    'to close CM-1 takes a minute',
    "please don't set CM-1 to urgent",
    'CM-1 does not wait for Microsoft',
    'it is not urgent',
    'avoid making CM-1 urgent',
    'schließe CM-1 nicht',
    '',
  ],
  'ticket.assign': ["don't assign CM-1 to me", 'should I take CM-1?', 'who takes CM-1?', 'I took CM-1', 'is it mine?'],
  'ticket.answer': [
    "don't reply to CM-1",
    'did you tell the csm',
    'should I reply to CM-1',
    'reply to CM-1? no',
    'CM-1',
  ],
  'ticket.ask': ["don't ask the customer", 'should I request more evidence', 'did Kim ask the customer'],
  'ticket.merge': ["don't merge CM-1 into CM-2", 'is CM-1 a duplicate of CM-2?', 'what if I merge CM-1 into CM-2'],
  'ticket.here': ['never stop telling tickets here', 'should tickets come here?', 'why are tickets told here'],
  'ticket.customers': [
    "don't assign Contoso to me",
    'should I take Contoso',
    'did Lee take Contoso',
    'I might take it',
  ],
  'alert.acknowledge': [
    "don't acknowledge it",
    'did you ack it?',
    'who is on it?',
    'I have not seen the alert',
    'seen it?',
  ],
  'alert.assign': ["don't assign the alert to Anna", 'should I take it?', 'when will Anna take it', "it isn't mine"],
  'alert.snooze': [
    "don't snooze it",
    'what happens if I snooze it until Monday',
    'should I snooze it for an hour',
    'never snooze',
  ],
  'alert.reopen': ["don't reopen it", 'did it reopen?', 'will you open it again'],
  'alert.unheard-of': ['do it'],
};

describe('A sentence', () => {
  it('is carried out when it is a plain order, politely asked or said as how it stands', () => {
    const refused = pairs(orders).filter(([question, text]) => !isPlainOrder(text, question));
    assert.deepEqual(refused, []);
  });

  it('is not carried out with a negation, condition, question, doubt, refusal, past or future in it', () => {
    const obeyed = pairs(others).filter(([question, text]) => isPlainOrder(text, question));
    assert.deepEqual(obeyed, []);
    assert.ok(pairs(others).length + pairs(orders).length > 150);
  });

  it('is none any more once it is turned round, whichever order it was', () => {
    const turns = [
      (order: string) => `don't ${order}`,
      (order: string) => `if it works, ${order}`,
      (order: string) => `${order}? no`,
      (order: string) => `did you ${order}?`,
      (order: string) => `I am not sure. ${order}`,
      (order: string) => `what would happen if you ${order}`,
      (order: string) => `${order}, or maybe not`,
    ];
    const obeyed = pairs(orders).flatMap(([question, order]) =>
      turns.map((turn) => turn(order)).filter((text) => isPlainOrder(text, question)),
    );
    assert.deepEqual(obeyed, []);
  });

  it('is weighed in no time, whatever it is', () => {
    const piece = fc.constantFrom(
      'close',
      'it',
      ' ',
      ', ',
      '?',
      "n't",
      'can you ',
      'please ',
      'the ticket',
      '\n',
      '-',
      'CM-1',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 300 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...Object.keys(orderWords)), (said, question) => {
        const start = performance.now();
        isPlainOrder(said, question);
        assert.ok(performance.now() - start < 2_000);
      }),
    );
    assert.equal(isPlainOrder(`close it ${'please '.repeat(5_000)}`, 'ticket.state'), false);
  });
});

function pairs(table: Readonly<Record<string, readonly string[]>>): [string, string][] {
  return Object.entries(table).flatMap(([question, texts]) => texts.map((text): [string, string] => [question, text]));
}
