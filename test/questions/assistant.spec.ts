import assert from 'node:assert/strict';
import { createAssistant } from '../../src/questions/create-assistant.ts';
import { notReadBecause } from '../support/fake-tenant-reader.ts';
import { quarantined } from '../support/quarantined-mail.ts';
import { cardText, chat, now, profile, reader } from '../support/questions.ts';

describe('The assistant', () => {
  it('refuses whoever is no reader before anything is read', async () => {
    const { ask, press, calls } = chat({ messages: [quarantined('one')] });
    for (const [roles, words] of [
      [[], /not on the list of people/],
      [['csm'], /I answer you about tickets alone/],
    ] as const) {
      const stranger = { ...reader, roles: [...roles] };
      const asked = await ask('what is in quarantine', [], stranger);
      const pressed = await press('quarantine.list', {}, stranger);
      for (const { answer } of [asked, pressed]) {
        assert.match(answer.text, words);
        assert.equal(answer.unanswered, true);
        assert.equal(answer.audience, 'askerOnly');
      }
    }
    assert.deepEqual(calls, []);
  });

  it('answers a role that includes reading', async () => {
    const { ask } = chat({ messages: [quarantined('one')] });
    const { answer } = await ask('what is in quarantine', [], { ...reader, roles: ['operator'] });
    assert.match(answer.text, /1 quarantined message/);
  });

  it('turns a read that failed into its sentence and advice, without a reference', async () => {
    const why = notReadBecause('noPermission', 'the quarantine');
    const { ask, faults } = chat({ failing: { 'quarantine.pages': why } });
    const { answer } = await ask('what is in quarantine');
    assert.equal(answer.unanswered, true);
    assert.deepEqual(answer.couldNot, [why]);
    assert.match(answer.text, /Microsoft did not give us the quarantine \(noPermission\)\. Ask your administrator\./);
    assert.deepEqual(faults, []);
  });

  it('keeps a fault of ours from the person and gives its reference', async () => {
    const { ask, faults, tenant } = chat();
    tenant.quarantine.pages = () => {
      throw new TypeError('secret detail at line 3');
    };
    const { answer } = await ask('what is in quarantine');
    assert.match(answer.text, /REF00001/);
    assert.doesNotMatch(answer.text + cardText(answer.card), /secret detail|TypeError|line 3/);
    assert.equal(faults.length, 1);
  });

  it('asks back when it is not sure, with the nearest meanings to press and what it heard', async () => {
    const { tenant, calls } = chat();
    const assistant = createAssistant({
      tenant,
      profile,
      understand: () => ({
        intent: 'quarantine.count',
        question: 'quarantine.count',
        confidence: 0.2,
        entities: { sender: 'news@contoso.example' },
        alternatives: [{ intent: 'quarantine.why', confidence: 0.1 }],
      }),
    });
    const request = { asker: reader, place: 'personal', now, conversation: {}, files: [] } as const;
    const { answer } = await assistant.ask({ ...request, files: [], text: 'hm' });
    assert.match(answer.text, /not sure what you mean/);
    const shown = cardText(answer.card);
    assert.match(shown, /"verb":"quarantine.count","data":\{"sender":"news@contoso.example"\}/);
    assert.match(shown, /"verb":"quarantine.why"/);
    assert.deepEqual(calls, []);
  });

  it('says so when nobody answers the question', async () => {
    const { press } = chat();
    const { answer } = await press('no.such_question', {});
    assert.equal(answer.unanswered, true);
    assert.match(answer.text, /I have no answer/);
  });

  it('lets nothing but short strings of a button through', async () => {
    const { press } = chat({ messages: [quarantined('one')] });
    const data = JSON.parse(
      '{"__proto__":{"polluted":"yes"},"sender":{"$ne":""},"page":12,"subject":["Town", 4, {"a":1}],"bad key":"x"}',
    );
    const { understanding } = await press('quarantine.list', data);
    assert.deepEqual(understanding.entities, { subject: ['Town'] });
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  });

  it('never reads what a forged button names as a message', async () => {
    const { press, calls } = chat({ messages: [quarantined('one')] });
    for (const message of ['', '*', "x' -or 1", '..\\..', 'a'.repeat(500)]) {
      const { answer } = await press('quarantine.why', { message });
      assert.equal(calls.includes('quarantine.message'), false, message);
      assert.equal(answer.text.length > 0, true);
    }
  });

  it('greets with three presses and sentences to type', () => {
    const { assistant } = chat();
    const { card, text } = assistant.welcome(reader);
    assert.match(text, /quarantine/);
    assert.equal(cardText(card).match(/"Action\.Execute"/g)?.length, 3);
  });

  it('lists in its help only what somebody answers', async () => {
    const { ask } = chat();
    const { answer, understanding } = await ask('help');
    assert.equal(understanding.intent, 'smalltalk/help');
    assert.match(answer.text, /why the second one/);
  });
});
