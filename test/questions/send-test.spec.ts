import assert from 'node:assert/strict';
import type { TestSender, TestToSend } from '../../src/campaigns/test-sender.ts';
import type { CampaignDetails, CampaignRoom } from '../../src/campaigns/watch/campaign-room.ts';
import { createAssistant } from '../../src/questions/create-assistant.ts';
import { fakeTenantReader } from '../support/fake-tenant-reader.ts';
import { cardText, now, profile, reader } from '../support/questions.ts';

const planned: CampaignDetails = {
  campaign: {
    id: 'c1',
    name: 'Town Hall',
    sender: 'news@contoso.example',
    subject: 'Town Hall',
    isTest: true,
    foundBy: 'plan',
    plan: null,
    firstSeenAt: null,
    createdAt: now.toISOString(),
    state: 'planned',
    transitions: [],
    told: [],
  },
  expected: [{ address: 'ada@contoso.example', because: null }],
  copies: [],
};

describe('A planned test whose button says to send it', () => {
  function pressing(known: CampaignDetails | null, testSender?: TestSender) {
    const campaigns = { details: async () => known } as Partial<CampaignRoom> as CampaignRoom;
    const assistant = createAssistant({
      tenant: fakeTenantReader({}).reader,
      profile,
      campaigns,
      ...(testSender ? { testSender } : {}),
    });
    return assistant.press({
      asker: reader,
      now,
      verb: 'testcampaign.start',
      data: { send: 'c1' },
      place: 'personal',
      conversation: {},
    });
  }

  it('goes to the people of the plan, and says to how many', async () => {
    const sent: TestToSend[] = [];
    const { answer } = await pressing(planned, {
      send: async (test) => {
        sent.push(test);
        return { sender: 'news@contoso.example', recipients: 1 };
      },
    });
    assert.deepEqual(sent, [
      {
        id: 'c1',
        subject: 'Town Hall',
        sender: 'news@contoso.example',
        recipients: ['ada@contoso.example'],
        attachments: [],
      },
    ]);
    assert.match(cardText(answer.card), /The test is sent/);
    assert.match(answer.text, /to 1 person/);
  });

  it('is not sent twice, nor when it was seen already, nor where mail is real', async () => {
    const twice = await pressing(planned, { send: async () => null });
    assert.match(twice.answer.text, /on its way already/);
    const seen = { ...planned, campaign: { ...planned.campaign, firstSeenAt: now.toISOString() } };
    const sender: TestSender = { send: () => assert.fail('it was sent') };
    assert.match((await pressing(seen, sender)).answer.text, /sent already/);
    assert.match((await pressing(null, sender)).answer.text, /ContactMonkey sends this test/);
    assert.match((await pressing(planned)).answer.text, /ContactMonkey sends this test/);
  });

  it('says in the words of the sender why it could not be sent', async () => {
    const failing: TestSender = {
      send: async () => {
        throw new Error('Nobody of the company is among the recipients.');
      },
    };
    assert.match((await pressing(planned, failing)).answer.text, /Nobody of the company/);
  });
});
