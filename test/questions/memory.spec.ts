import assert from 'node:assert/strict';
import { rememberTurn } from '../../src/questions/memory.ts';
import type { Answer } from '../../src/questions/question.ts';

const answer: Answer = { text: '', card: null, sources: [], couldNot: [], audience: 'everyone' } as unknown as Answer;
const list: Answer = { ...answer, remember: { listed: { kind: 'message', keys: ['a', 'b'], next: 'cursor' } } };
const why: Answer = { ...answer, remember: { subject: { kind: 'message', key: 'b' } } };
const people: Answer = {
  ...answer,
  remember: { subject: { kind: 'message', key: 'b' }, listed: { kind: 'recipient', keys: [], next: '~20' } },
};

describe('what is kept of a turn', () => {
  const listed = rememberTurn({}, 'quarantine.list', { date_range: 'this week' }, list);

  it('keeps what a list was asked for, also after a word about one of its items', () => {
    const after = rememberTurn(listed, 'quarantine.why', { item: '2', message: 'b' }, why);
    assert.equal(after.intent, 'quarantine.why');
    assert.deepEqual(after.listed, {
      kind: 'message',
      keys: ['a', 'b'],
      next: 'cursor',
      intent: 'quarantine.list',
      entities: { date_range: 'this week' },
    });
  });

  it('keeps the numbers of the last list while people are paged through', () => {
    const after = rememberTurn(listed, 'quarantine.recipients', { message: 'b' }, people);
    assert.deepEqual(after.listed?.keys, ['a', 'b']);
    assert.equal(after.listed?.kind, 'message');
    assert.equal(after.listed?.next, '~20');
    assert.equal(after.listed?.intent, 'quarantine.recipients');
    assert.deepEqual(after.subject, { kind: 'message', key: 'b' });
  });
});
