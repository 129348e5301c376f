import assert from 'node:assert/strict';
import { createAssistant } from '../../src/questions/create-assistant.ts';
import { type FakeTenant, fakeTenantReader } from '../support/fake-tenant-reader.ts';
import { untouchedTenant } from '../support/microsoft-baselines.ts';
import { cardText, now, profile, reader } from '../support/questions.ts';
import { aRule } from '../support/tenant-snapshots.ts';

const staff = ['ann', 'bo', 'cy', 'dee'].map((name) => `${name}@contoso.example`);

function chat() {
  const cmdlets = {
    ...(untouchedTenant('Default') as FakeTenant['cmdlets']),
    'Get-AcceptedDomain': [{ DomainName: 'contoso.example' }],
    'Get-HostedContentFilterRule': [
      aRule('HostedContentFilterPolicy', 'Board', { SentToMemberOf: ['board@contoso.example'] }),
    ],
  };
  const members = {
    'board@contoso.example': staff.slice(0, 2),
    'staff@contoso.example': staff,
    'seed@contoso.example': staff.slice(1, 2),
  };
  const { reader: tenant } = fakeTenantReader({ cmdlets, members });
  const assistant = createAssistant({
    tenant,
    profile: { ...profile, audienceGroups: ['staff@contoso.example'] },
    log: { error: (...args) => assert.fail(JSON.stringify(args)) },
  });
  return async (text: string) => {
    const turn = { asker: reader, now, text, files: [], place: 'personal' as const, conversation: {} };
    return (await assistant.ask(turn)).answer;
  };
}

describe('A seed list in the chat', () => {
  it('is the fewest people that stand for everybody’s policies, each with a reason, ready to copy', async () => {
    for (const text of ['propose a seed list', 'who should get the test?', 'which people cover all our policies']) {
      const answer = await chat()(text);
      assert.match(answer.text, /2 people stand for all 2 combinations/, text);
      assert.match(answer.text, /ann@contoso\.example: .*stands for 2 people/);
      assert.match(answer.text, /To copy:\n- \S+@contoso\.example; \S+@contoso\.example/);
      assert.match(cardText(answer.card), /Plan a test with them/);
      assert.equal(answer.audience, 'askerOnly');
    }
  });

  it('that was named is held against everybody’s policies, and what it lacks is said', async () => {
    const partly = await chat()('does seed@contoso.example cover all our policies');
    assert.match(partly.text, /1 of 2 combinations of policies, which 2 of 4 people have/);
    assert.match(partly.text, /Add these:\n- cy@contoso\.example/);
    const whole = await chat()('does staff@contoso.example cover all our policies');
    assert.match(whole.text, /2 of 2 combinations/);
    assert.doesNotMatch(whole.text, /Add these/);
  });
});
