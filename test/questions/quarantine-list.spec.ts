import assert from 'node:assert/strict';
import { parseSenderProfile } from '../../src/contactmonkey/parse-sender-profile.ts';
import { notReadBecause } from '../support/fake-tenant-reader.ts';
import { quarantined } from '../support/quarantined-mail.ts';
import { cardText, chat } from '../support/questions.ts';

const stranger = { sender: 'billing@fabrikam.example', subject: 'Invoice 4711' };

function campaigns(count: number) {
  return Array.from({ length: count }, (_, index) =>
    quarantined(`campaign ${index}`, {
      subject: `Newsletter ${index}`,
      receivedAt: new Date(Date.UTC(2026, 10, 20, 11) - index * 3_600_000).toISOString(),
    }),
  );
}

describe('“What is in quarantine?”', () => {
  it('shows the campaigns of known senders, newest first, and leaves other mail out', async () => {
    const { ask } = chat({ messages: [...campaigns(2), quarantined('other', stranger)] });
    const { answer, conversation } = await ask('what is in quarantine');
    assert.match(answer.text, /^2 quarantined messages of ContactMonkey mail in 2 campaigns/);
    const shown = cardText(answer.card);
    assert.ok(shown.indexOf('Newsletter 0') < shown.indexOf('Newsletter 1'));
    assert.doesNotMatch(shown, /Invoice/);
    assert.deepEqual(answer.couldNot, []);
    assert.equal(conversation.listed?.keys.length, 2);
  });

  it('groups the copies of one campaign and sums them up', async () => {
    const copies = ['a', 'b', 'c'].map((id) =>
      quarantined(id, { reason: id === 'c' ? 'Bulk' : 'Spam', reasonText: id === 'c' ? 'Bulk' : 'Spam' }),
    );
    const { ask } = chat({ messages: copies });
    const { answer } = await ask('what is in quarantine');
    assert.match(answer.text, /^3 quarantined messages of ContactMonkey mail in 1 campaign,/);
    assert.match(cardText(answer.card), /Spam 2/);
    assert.match(cardText(answer.card), /Bulk 1/);
  });

  it('keeps a test apart from the campaign it tests', async () => {
    const { ask } = chat({
      messages: [quarantined('real'), quarantined('test', { subject: 'CM Test - Town Hall Recap' })],
    });
    assert.match((await ask('what is in quarantine')).answer.text, /in 2 campaigns/);
  });

  it('finds mail of unknown senders by their tracking links', async () => {
    const linked = quarantined('linked', { sender: 'hr@contoso.example', subject: 'Open Enrollment' });
    const { ask } = chat({
      messages: [linked, quarantined('other', stranger)],
      urls: [
        {
          networkMessageId: linked.networkMessageId,
          url: 'https://contactmonkey.com/api/v1/tracker?x',
          domain: 'contactmonkey.com',
        },
      ],
    });
    const { answer } = await ask('what is in quarantine');
    assert.match(cardText(answer.card), /Open Enrollment/);
    assert.doesNotMatch(cardText(answer.card), /Invoice/);
  });

  it('without hunting looks into the candidates and says so', async () => {
    const candidate = quarantined('candidate', { sender: 'hr@contoso.example', subject: 'Open Enrollment' });
    const again = quarantined('again', { sender: 'hr@contoso.example', subject: 'Open Enrollment' });
    const plain = quarantined('plain', { sender: 'boss@contoso.example', subject: 'Lunch' });
    const body = '<a href="https://contactmonkey.com/api/v1/tracker?cm_session=1&amp;cm_type=link">x</a>';
    const { ask, calls } = chat({
      hunting: false,
      messages: [candidate, again, plain, quarantined('other', stranger)],
      previews: {
        [candidate.identity]: { subject: '', sender: '', recipients: [], isHtml: true, body, attachments: [] },
        [plain.identity]: { subject: '', sender: '', recipients: [], isHtml: false, body: 'none', attachments: [] },
      },
      headers: { [candidate.identity]: 'Subject: x\r\n\r\n', [plain.identity]: 'Subject: y\r\n\r\n' },
    });
    const { answer } = await ask('what is in quarantine');
    assert.match(answer.text, /^At least 2 quarantined messages of ContactMonkey mail in 1 campaign/);
    assert.match(cardText(answer.card), /At least 2 messages/);
    assert.match(answer.text, /I looked into the headers and text of the 2 newest candidates instead/);
    assert.equal(answer.couldNot.length, 1);
    assert.equal(answer.couldNot[0]?.kind, 'notLicensed');
    const before = calls.filter((call) => call === 'quarantine.preview').length;
    await ask('what is in quarantine');
    assert.equal(calls.filter((call) => call === 'quarantine.preview').length, before, 'what a message shows is kept');
  });

  it('without hunting finds mail from the dedicated address by the trace', async () => {
    const sent = quarantined('sent', { sender: 'hr@contoso.example', subject: 'Open Enrollment' });
    const trace = {
      messageTraceId: sent.networkMessageId,
      internetMessageId: null,
      receivedAt: sent.receivedAt,
      sender: sent.sender,
      recipient: 'ada@contoso.example',
      subject: sent.subject,
      status: 'Quarantined',
      fromIp: '192.0.2.10',
      toIp: null,
      sizeBytes: null,
    };
    const { ask } = chat({ hunting: false, messages: [sent], traces: [trace] });
    assert.match((await ask('what is in quarantine')).answer.text, /^At least 1 quarantined message/);
  });

  it('pages without repeating or losing a campaign, also when new mail arrives meanwhile', async () => {
    const { ask, press, state } = chat({ messages: campaigns(12) });
    const first = await ask('what is in quarantine');
    const cursor = cardText(first.answer.card).match(/"page":"([^"]+)"/)?.[1] ?? '';
    assert.notEqual(cursor, '');
    state.messages.unshift(quarantined('late', { subject: 'Newsletter late', receivedAt: '2026-11-20T12:00:01.000Z' }));
    const second = await press('quarantine.list', { page: cursor });
    const third = await ask('show more');
    const titles = [first, second, third].flatMap(({ answer }) => [
      ...new Set(cardText(answer.card).match(/Newsletter (?:\d+|late)/g)),
    ]);
    assert.deepEqual(
      titles,
      Array.from({ length: 12 }, (_, index) => `Newsletter ${index}`),
    );
    assert.doesNotMatch(cardText(third.answer.card), /Show more/);
  });

  it('says that that was all when more is asked for at the end', async () => {
    const { ask } = chat({ messages: campaigns(6) });
    const titles = (card: object | null) => new Set(cardText(card).match(/Newsletter \d+/g)).size;
    let shown = 0;
    for (let turn = 0; turn < 3 && shown < 6; turn++)
      shown += titles((await ask(turn === 0 ? 'what is in quarantine' : 'show more')).answer.card);
    assert.equal(shown, 6);
    for (const _ of [1, 2]) {
      const { answer } = await ask('show more');
      assert.equal(answer.card, null);
      assert.match(answer.text, /^That was all I found/);
    }
    assert.match((await ask('only spam')).answer.text, /^6 quarantined messages/);
    assert.match((await chat({ messages: campaigns(2) }).ask('what is in quarantine')).answer.text, /^2 /);
  });

  it('takes spoof for phishing that an anti-phishing policy holds, and says so', async () => {
    const phish = { reason: 'Phish' as const, reasonText: 'Phish' };
    const messages = [
      quarantined('spoof', { ...phish, subject: 'Spoofed', policyType: 'AntiPhishPolicy' }),
      quarantined('content', { ...phish, subject: 'Content phish' }),
      quarantined('bulk', { reason: 'Bulk', reasonText: 'Bulk', subject: 'Bulky' }),
    ];
    const { press, ask } = chat({ messages });
    const spoof = await press('quarantine.list', { reason: 'spoof' });
    assert.match(
      spoof.answer.text,
      /^1 quarantined message .*held as spoof \(phishing, held by an anti-phishing policy\)/,
    );
    assert.match(cardText(spoof.answer.card), /Spoofed/);
    assert.doesNotMatch(cardText(spoof.answer.card), /Content phish|Bulky/);
    assert.match((await press('quarantine.list', { reason: ['spoof', 'bulk'] })).answer.text, /^2 quarantined/);
    assert.match((await press('quarantine.list', { reason: 'phish' })).answer.text, /^2 quarantined/);
    assert.match((await ask('how many spoof holds')).answer.text, /^1 ContactMonkey message/);
  });

  it('filters by sender, subject, recipient, reason, status and time', async () => {
    const messages = [
      quarantined('a', { subject: 'CEO update', reason: 'Phish', reasonText: 'Phish' }),
      quarantined('b', { subject: 'Menu', recipients: ['anna@contoso.example'] }),
      quarantined('c', { subject: 'Old', receivedAt: '2026-11-10T09:00:00.000Z' }),
      quarantined('d', { subject: 'Out', releaseStatus: 'Released', releaseStatusText: 'RELEASED' }),
      quarantined('e', { ...stranger }),
    ];
    const { press } = chat({ messages });
    const subjects = async (entities: Record<string, string>) => {
      const { answer } = await press('quarantine.list', entities);
      return ['CEO update', 'Menu', 'Old', 'Out', 'Invoice 4711'].filter((subject) =>
        cardText(answer.card).includes(`. ${subject}"`),
      );
    };
    assert.deepEqual(await subjects({ sender: 'billing@fabrikam.example' }), ['Invoice 4711']);
    assert.deepEqual(await subjects({ subject: 'ceo Update' }), ['CEO update']);
    assert.deepEqual(await subjects({ recipient: 'anna@contoso.example' }), ['Menu']);
    assert.deepEqual(await subjects({ reason: 'phishing' }), ['CEO update']);
    assert.deepEqual(await subjects({ status: 'released' }), ['Out']);
    assert.deepEqual(await subjects({ date_range: 'yesterday' }), []);
    assert.deepEqual(await subjects({ date_range: 'today' }), ['CEO update', 'Menu', 'Out']);
  });

  it('says what it did not filter by, and how far back Microsoft remembers', async () => {
    const { press } = chat({ messages: campaigns(1) });
    const unknown = await press('quarantine.list', { reason: 'purple', date_range: 'when pigs fly' });
    assert.match(unknown.answer.text, /do not know “purple” as a reason/);
    assert.match(unknown.answer.text, /could not tell which time “when pigs fly” means/);
    const old = await press('quarantine.list', { date_range: 'in august' });
    assert.match(old.answer.text, /at most 30 days/);
    assert.match(old.answer.text, /I found no ContactMonkey mail/);
  });

  it('in a channel shows no subject or sender of other mail and no recipient', async () => {
    const messages = [quarantined('ours'), quarantined('other', stranger)];
    const { ask, press } = chat({ messages }, { place: 'channel' });
    const { answer } = await press('quarantine.list', { sender: 'billing@fabrikam.example' });
    assert.equal(answer.audience, 'everyone');
    assert.doesNotMatch(
      cardText(answer.card).replaceAll(/"data":\{[^}]*\}|"submitData":\{[^}]*\}/g, ''),
      /Invoice|ada@contoso/,
    );
    const own = await ask('what is in quarantine');
    assert.match(cardText(own.answer.card), /Town Hall Recap/);
    const about = await press('quarantine.list', { recipient: 'ada@contoso.example' });
    assert.equal(about.answer.audience, 'askerOnly');
    const delivered = await press('quarantine.list', { sender: 'billing@fabrikam.example', deliver: 'personal' });
    assert.equal(delivered.answer.audience, 'askerOnly');
    assert.match(cardText(delivered.answer.card), /Invoice/);
  });

  it('goes on when advanced hunting breaks, and tells it', async () => {
    const { ask } = chat({
      messages: campaigns(1),
      failing: { 'hunting.messagesLinkingTo': notReadBecause('throttled', 'links') },
    });
    const { answer } = await ask('what is in quarantine');
    assert.match(answer.text, /^At least 1 quarantined message/);
    assert.equal(answer.couldNot[0]?.kind, 'throttled');
    assert.equal(answer.unanswered, undefined);
  });

  it('with an empty profile still finds the test marker', async () => {
    const { ask } = chat(
      {
        messages: [
          quarantined('t', { sender: 'hr@contoso.example', subject: 'CM Test - Hello' }),
          quarantined('other', stranger),
        ],
      },
      { profile: parseSenderProfile({}).profile },
    );
    const { answer } = await ask('what is in quarantine');
    assert.match(cardText(answer.card), /CM Test - Hello/);
    assert.doesNotMatch(cardText(answer.card), /Invoice/);
  });
});

describe('Mail that only claims to be a newsletter', () => {
  const forged = quarantined('forged', { sender: 'news@contoso-benefits.example', subject: 'Confirm your identity' });
  const tenant = {
    messages: [quarantined('real'), forged],
    urls: [
      {
        networkMessageId: forged.networkMessageId,
        url: 'https://contactmonkey.com/api/v1/tracker',
        domain: 'contactmonkey.com',
      },
    ],
    cmdlets: { 'Get-AcceptedDomain': [{ DomainName: 'contoso.example' }] },
  };

  it('is counted apart when its domain is not the organisation’s', async () => {
    const { answer } = await chat(tenant).ask('what is in quarantine');
    assert.match(answer.text, /^1 quarantined message of/);
    assert.match(answer.text, /Not counted: 1 message with ContactMonkey links from domains that are not yours/);
    assert.match(cardText(answer.card), /"Not counted: ".{0,60}"1 message with ContactMonkey links/);
    assert.doesNotMatch(cardText(answer.card), /Confirm your identity/);
  });

  it('comes with a warning when its cause or release is asked for', async () => {
    const { press } = chat(tenant);
    for (const verb of ['quarantine.why', 'quarantine.release']) {
      const { answer } = await press(verb, { message: forged.identity });
      assert.match(answer.text, /not one of yours/);
      assert.match(cardText(answer.card), /not one of yours/);
    }
    const real = await press('quarantine.why', { message: quarantined('real').identity });
    assert.doesNotMatch(real.answer.text, /not one of yours/);
  });
});

describe('A recipient named by a word', () => {
  const messages = [
    quarantined('group', { recipients: ['ada@contoso.example'], subject: 'For Ada' }),
    quarantined('name', { recipients: ['maria.lopez@contoso.example'], subject: 'For Maria' }),
    quarantined('domain', { recipients: ['eve@contoso.example'], subject: 'For Eve' }),
  ];
  const members = { 'finance@contoso.example': ['Ada@contoso.example'] };

  it('is a group of that name, or a part of an address, and never a domain', async () => {
    const { press } = chat({ messages, members });
    assert.match(cardText((await press('quarantine.list', { recipient: 'finance' })).answer.card), /For Ada/);
    const maria = await press('quarantine.list', { recipient: 'maria' });
    assert.match(maria.answer.text, /^1 quarantined message/);
    assert.match(cardText(maria.answer.card), /For Maria/);
    assert.match((await press('quarantine.list', { recipient: 'contoso' })).answer.text, /I found no/);
  });
});
