import assert from 'node:assert/strict';
import { waiverInWords } from '../../../src/questions/policy-waive/waiver-in-words.ts';
import { untouchedTenant } from '../../support/microsoft-baselines.ts';
import { aRule } from '../../support/tenant-snapshots.ts';
import { changed, monday, pixelTenant, policyChat } from './policy-chat.ts';

const blockOf = (value: string) => ({
  Identity: 'x',
  ListType: 'Url',
  Action: 'Block',
  Value: value,
  Notes: null,
  ExpirationDate: null,
  RemoveAfter: null,
});

describe('What admins ask most', () => {
  it('tells whom a listed finding affects, by its number and by “it”', async () => {
    const { ask } = policyChat(pixelTenant());
    await ask('check our policies');
    for (const text of ['who is affected by finding 1', 'who is affected?']) {
      const { answer, understanding } = await ask(text);
      assert.equal(understanding.intent, 'policy.gaps', text);
      assert.match(answer.text, /affects .*contoso\.com/, text);
    }
  });

  it('takes a report asked for after the check for that of the check', async () => {
    const { ask } = policyChat(pixelTenant());
    await ask('check our policies');
    const { answer, understanding } = await ask('show me the html report');
    assert.equal(understanding.intent, 'policy.gaps');
    assert.match(answer.text, /gaps --snapshot FILE --html/);
  });

  it('takes a number for a place in what was just shown, and keeps the numbers of the summary', async () => {
    const document = changed(pixelTenant(), 'Get-SafeLinksPolicy', /Built-In/, { TrackClicks: false });
    const { ask } = policyChat(document);
    const first = await ask('check our policies');
    const filtered = await ask('any gaps left in the safe links policy?');
    assert.match(filtered.answer.text, /- 1: .*TrackClicks/);
    assert.match((await ask('how do I fix number 1')).answer.text, /TrackClicks/);
    assert.match((await ask('who is affected by finding 1')).answer.text, /Safe Links/);
    const again = await ask('check our policies');
    assert.deepEqual(again.conversation.listed?.keys, first.conversation.listed?.keys);
    assert.match((await ask('how do I fix number 1')).answer.text, /MarkAsSpamWebBugsInHtml/);
    assert.match((await ask('who is affected by finding 9')).answer.text, /no number 9/);
  });

  it('shows allow entries that are too wide as openings', async () => {
    const document = changed(untouchedTenant('Default'), 'Get-HostedContentFilterPolicy', /^Default$/, {
      AllowedSenderDomains: ['contoso.com'],
    });
    const { answer } = await policyChat(document).ask('do we have any allow entries that are too wide');
    assert.match(answer.text, /Critical severity:\n- 1: Allowed senders and domains/);
  });

  it('judges the IP Allow List alone when asked about it', async () => {
    const document = changed(pixelTenant(), 'Get-HostedConnectionFilterPolicy', /^Default$/, {
      IPAllowList: ['198.51.100.0/24'],
    });
    const { answer } = await policyChat(document).ask('is our ip allow list a problem');
    assert.match(answer.text, /IPAllowList/);
    assert.doesNotMatch(answer.text, /MarkAsSpamWebBugsInHtml/);
  });

  it('explains that people in a preset are asked for no list, and names the entries that do nothing', async () => {
    const standard = changed(untouchedTenant('Standard'), 'Get-HostedContentFilterPolicy', /^Default$/, {
      AllowedSenderDomains: ['contactmonkey.com', 'partner.example'],
    });
    for (const text of ['why does my allow list not work', 'our allow list is ignored']) {
      const { answer } = await policyChat(standard).ask(text);
      assert.match(answer.text, /The preset applies for everybody at contoso\.com \(Standard\)/, text);
      assert.match(answer.text, /partner\.example: this policy reaches nobody/, text);
      assert.match(answer.text, /High-confidence phish and malware stay held/, text);
    }
    const plain = await policyChat(untouchedTenant('Default')).ask('our allow list is ignored');
    assert.match(plain.answer.text, /no such list to be asked/);
  });

  it('weighs what somebody wants to turn off or to bypass', async () => {
    const { ask } = policyChat(untouchedTenant('Standard'));
    for (const [text, words] of [
      ['can we just turn off safe attachments for newsletters', /cannot be turned off for newsletters/],
      ['what happens if we set SCL -1 for our own domain', /Anybody who forges the domain passes/],
      ['set up advanced delivery for contactmonkey?', /Microsoft says not to use it for other mail/],
    ] as const) {
      const { answer, understanding } = await ask(text);
      assert.equal(understanding.intent, 'security.tradeoff', text);
      assert.match(answer.text, words, text);
    }
    assert.equal((await ask('what does PhishThresholdLevel 2 mean')).understanding.intent, 'policy.explain');
  });

  it('removes a block before it speaks of an allow, and says so when there is none', async () => {
    const document = {
      ...untouchedTenant('Standard'),
      'Get-TenantAllowBlockListItems': [blockOf('tk.cmnky.co/*')],
    };
    const { text, card } = (await policyChat(document).ask('remove the block entry for tk.cmnky.co')).answer;
    const removal = text.indexOf("Remove-TenantAllowBlockListItems -ListType 'Url' -Entries 'tk.cmnky.co/*'");
    assert.ok(removal > 0 && removal < text.indexOf('New-TenantAllowBlockListItems'), text);
    assert.match(JSON.stringify(card), /First: remove the block/);
    const none = await policyChat(untouchedTenant('Standard')).ask('remove the block entry for tk.cmnky.co');
    assert.match(none.answer.text, /^I find no block of tk\.cmnky\.co/);
  });

  it('says first that only a submission overrules high-confidence phish', async () => {
    for (const text of ['allow high confidence phish from news@contoso.com', 'allow high confidence phish for us']) {
      const { answer } = await policyChat(untouchedTenant('Standard')).ask(text);
      assert.match(answer.text, /^Nothing but an admin submission/, text);
    }
  });

  it('takes “the dedicated IP” for the address of the sender profile', async () => {
    const { answer } = await policyChat(untouchedTenant('Standard')).ask(
      'where do i whitelist the dedicated sendgrid ip',
    );
    assert.match(answer.text, /^192\.0\.2\.10 is a sending address of your sender profile/);
  });

  it('compares the policy that is named and no other', async () => {
    const base = untouchedTenant('Default');
    const rows = base['Get-HostedContentFilterPolicy'] as Record<string, unknown>[];
    const document = {
      ...base,
      'Get-HostedContentFilterPolicy': [
        ...rows,
        { ...rows[0], Name: 'EU offices', Identity: 'EU offices', IsDefault: false, BulkThreshold: 9 },
      ],
      'Get-HostedContentFilterRule': [aRule('HostedContentFilterPolicy', 'EU offices', { SentTo: ['eu@contoso.com'] })],
    };
    const { answer } = await policyChat(document).ask('compare EU offices anti-spam to strict');
    assert.match(answer.text, /“EU offices”/);
    assert.match(answer.text, /BulkThreshold: 9 here, 5 in Strict/);
    assert.match(answer.text, /“EU offices”, for 1 person/);
    assert.doesNotMatch(answer.text, /“Default”/);
  });
});

describe('A waiver in words', () => {
  it('opens the form with the reason and the end that were said, and waives nothing yet', async () => {
    const chat = policyChat(pixelTenant());
    chat.become(['reader', 'operator']);
    await chat.ask('check our policies');
    const { answer } = await chat.ask('waive finding 1 because the ceo accepted it until march');
    const card = JSON.stringify(answer.card);
    assert.match(card, /the ceo accepted it"/);
    assert.match(card, /2027-03-31/);
    assert.match(answer.text, /acceptable, and until when/);
    assert.match((await chat.ask('withdraw the waiver')).answer.text, /is not waived/);
    assert.deepEqual(chat.faults, []);
  });

  it('reads days, months and stretches, and drops an end that cannot be', () => {
    for (const [text, until] of [
      ['waive finding 2 because we need it until 2027-03-01', '2027-03-01'],
      ['waive it until the end of the year', '2026-12-31'],
      ['waive it until january', '2027-01-31'],
      ['waive it for 30 days', '2026-12-16'],
      ['waive it for three months', '2027-02-16'],
      ['waive it until 2031-01-01', null],
      ['waive it until the migration is over', null],
      ['waive it', null],
    ] as const) {
      assert.equal(waiverInWords(text, monday, 'Europe/Berlin').until, until, text);
    }
    assert.equal(waiverInWords('waive it until june because of the merger', monday, 'UTC').reason, 'the merger');
  });
});
