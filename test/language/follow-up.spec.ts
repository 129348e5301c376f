import assert from 'node:assert/strict';
import { understand } from '../../src/language/understand.ts';
import type { Conversation } from '../../src/questions/conversation.ts';
import type { Entities } from '../../src/questions/question.ts';

const listed = { kind: 'message', keys: ['first-id', 'second-id', 'third-id'], next: 'cursor-2' };
const filters = { date_range: 'this week', sender: 'comms@contoso.example' };
const afterList: Conversation = { intent: 'quarantine.list', entities: filters, listed };
const afterWhy: Conversation = {
  intent: 'quarantine.why',
  entities: { item: '2', message: 'second-id' },
  listed,
  subject: { kind: 'message', key: 'second-id' },
};

const listAsked = { ...listed, intent: 'quarantine.list', entities: { ...filters, page: 'cursor-1' } };
const afterListAndWhy: Conversation = { ...afterWhy, listed: listAsked };
const afterListAndRecipients: Conversation = {
  ...afterWhy,
  intent: 'quarantine.recipients',
  listed: { ...listed, next: '~20', intent: 'quarantine.recipients', entities: { message: 'second-id' } },
};

const turns: [text: string, before: Conversation, intent: string, entities: Entities][] = [
  ['why the second one?', afterList, 'quarantine.why', { item: '2', message: 'second-id' }],
  ['and the third?', afterWhy, 'quarantine.why', { item: '3', message: 'third-id' }],
  ['the first one', afterList, 'quarantine.why', { item: '1', message: 'first-id' }],
  ['the 2nd', afterList, 'quarantine.why', { item: '2', message: 'second-id' }],
  ['2', afterList, 'quarantine.why', { item: '2', message: 'second-id' }],
  ['preview the last one', afterList, 'quarantine.preview', { item: 'last', message: 'third-id' }],
  ['what about the newest one', afterList, 'quarantine.why', { item: '1', message: 'first-id' }],
  ['release the most recent one', afterList, 'quarantine.release', { item: '1', message: 'first-id' }],
  ['release 1 and 2', afterList, 'quarantine.release', { item: ['1', '2'], message: ['first-id', 'second-id'] }],
  ['release it', afterWhy, 'quarantine.release', { message: 'second-id' }],
  ['who was affected by this', afterWhy, 'quarantine.recipients', { message: 'second-id' }],
  ['why?', afterWhy, 'quarantine.why', { message: 'second-id' }],
  ['and last week?', afterList, 'quarantine.list', { ...filters, date_range: 'last week' }],
  ['what about yesterday', afterList, 'quarantine.list', { ...filters, date_range: 'yesterday' }],
  ['only phish', afterList, 'quarantine.list', { ...filters, reason: 'phish' }],
  ['and spam?', afterList, 'quarantine.list', { ...filters, reason: 'spam' }],
  ['same for finance', afterList, 'quarantine.list', { ...filters, recipient: 'finance' }],
  ['what about anna@contoso.example', afterList, 'quarantine.list', { ...filters, recipient: 'anna@contoso.example' }],
  ['from hr@contoso.example', afterList, 'quarantine.list', { ...filters, sender: 'hr@contoso.example' }],
  ['show more', afterList, 'quarantine.list', { ...filters, page: 'cursor-2' }],
  ['next page please', afterList, 'quarantine.list', { ...filters, page: 'cursor-2' }],
  ['how many?', afterList, 'quarantine.count', filters],
  ['and last week?', afterListAndWhy, 'quarantine.list', { ...filters, date_range: 'last week' }],
  ['only bulk', afterListAndWhy, 'quarantine.list', { ...filters, reason: 'bulk' }],
  ['show more', afterListAndWhy, 'quarantine.list', { ...filters, page: 'cursor-2' }],
  ['and the third?', afterListAndWhy, 'quarantine.why', { item: '3', message: 'third-id' }],
  ['why?', afterListAndWhy, 'quarantine.why', { message: 'second-id' }],
  ['show more', afterListAndRecipients, 'quarantine.recipients', { item: '2', message: 'second-id', page: '~20' }],
  ['why the third one?', afterListAndRecipients, 'quarantine.why', { item: '3', message: 'third-id' }],
  ['which ones?', { intent: 'quarantine.count', entities: filters }, 'quarantine.list', filters],
  [
    'and strict?',
    { intent: 'policy.compare_preset', entities: { policy: 'standard' } },
    'policy.compare_preset',
    { policy: 'strict' },
  ],
  [
    'and canada?',
    { intent: 'allowlist.endpoints', entities: { region: 'EU' } },
    'allowlist.endpoints',
    { region: 'canada' },
  ],
];

describe('sentences that lean on the last one', () => {
  for (const [text, conversation, intent, entities] of turns) {
    it(`"${text}" after ${conversation.intent}`, () => {
      const understood = understand(text, { conversation });
      assert.deepEqual({ intent: understood.intent, entities: understood.entities }, { intent, entities });
      assert.ok(understood.confidence >= 0.5);
    });
  }

  it('leaves a sentence alone that says enough by itself', () => {
    assert.deepEqual(understand('check our policies', { conversation: afterList }).entities, {});
    assert.deepEqual(understand('why was the CEO update held', { conversation: afterWhy }).entities, {
      subject: 'CEO update',
    });
    for (const thanks of ['thanks', 'cheers', 'ok great']) {
      const { intent, entities } = understand(thanks, { conversation: afterList });
      assert.deepEqual({ intent, entities }, { intent: 'smalltalk/help', entities: {} }, thanks);
    }
    assert.equal(understand('what is the weather', { conversation: afterList }).intent, 'out_of_scope');
  });

  it('keeps a place that the list does not have as a place, without a key', () => {
    assert.deepEqual(understand('why item 9', { conversation: afterList }).entities, { item: '9' });
  });

  it('asks which report is meant where neither a test nor the policies were spoken of', () => {
    for (const text of ['show me the html report', 'the report please', 'can i print the report']) {
      const understood = understand(text, { conversation: { intent: 'quarantine.list' } });
      assert.deepEqual([understood.intent, understood.confidence], ['testcampaign.report', 0.3], text);
      assert.deepEqual(understood.alternatives, [{ intent: 'policy.gaps', confidence: 0.3 }], text);
      assert.equal(understand(text, { conversation: { intent: 'policy.gaps' } }).intent, 'policy.gaps', text);
      const ofTest = understand(text, {
        conversation: { intent: 'testcampaign.status', subject: { kind: 'campaign', key: 'c' } },
      });
      assert.deepEqual([ofTest.intent, ofTest.entities], ['testcampaign.report', { campaign_id: 'c' }], text);
    }
  });

  it('needs something to lean on', () => {
    assert.deepEqual(understand('show more').entities, {});
    assert.equal(understand('why the second one?').entities.message, undefined);
  });

  it('is not led astray by a conversation it does not know', () => {
    const strange: Conversation = { intent: '__proto__', entities: { page: 'x' } };
    assert.equal(understand('what is in quarantine', { conversation: strange }).intent, 'quarantine.list');
  });
});
