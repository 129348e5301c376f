import assert from 'node:assert/strict';
import type { MessageTraceRow } from '../../src/defender/mail-events.ts';
import { notReadBecause } from '../support/fake-tenant-reader.ts';
import { spoofedHeader } from '../support/headers-of.ts';
import { guid, quarantined } from '../support/quarantined-mail.ts';
import { cardText, chat, reader } from '../support/questions.ts';

function traced(id: string, given: Partial<MessageTraceRow> = {}): MessageTraceRow {
  return {
    messageTraceId: guid(id),
    internetMessageId: `<${id}@mail.contoso.example>`,
    receivedAt: '2026-11-20T09:00:00.000Z',
    sender: 'news@contoso.example',
    recipient: 'ada@contoso.example',
    subject: 'Town Hall Recap',
    status: 'Delivered',
    fromIp: null,
    toIp: null,
    sizeBytes: null,
    ...given,
  };
}

describe('“How many?”', () => {
  const messages = [
    quarantined('a'),
    quarantined('b', { reason: 'Bulk', reasonText: 'Bulk' }),
    quarantined('late', { receivedAt: '2026-11-19T23:30:00.000Z' }),
    quarantined('before', { receivedAt: '2026-11-18T20:00:00.000Z' }),
    quarantined('other', { sender: 'billing@fabrikam.example' }),
  ];

  it('counts ContactMonkey mail by reason and day in the asker’s zone, against the time before', async () => {
    const { press } = chat({ messages });
    const { answer } = await press('quarantine.count', { date_range: 'last 24 hours' });
    assert.match(
      answer.text,
      /^3 ContactMonkey messages in quarantine, last 24 hours: 2 Spam, 1 Bulk\. The same time before: 1\./,
    );
    assert.match(cardText(answer.card), /Fri,? 20 Nov/);
    assert.doesNotMatch(cardText(answer.card), /Thu,? 19 Nov/);
  });

  it('says “at least” when not all could be looked through', async () => {
    const { press } = chat({ messages, hunting: false });
    const { answer } = await press('quarantine.count', {});
    assert.match(answer.text, /^At least 4 /);
  });

  it('follows a list with the same filters', async () => {
    const { ask } = chat({ messages });
    await ask('what is in quarantine from news@contoso.example');
    const { understanding, answer } = await ask('how many?');
    assert.equal(understanding.intent, 'quarantine.count');
    assert.match(answer.text, /^4 messages/);
  });
});

describe('“How many by policy?”', () => {
  const policies = ['Newsletter filter', 'Newsletter filter', 'Standard Preset Security Policy1770804300483'];
  const messages = policies.map((policyName, index) =>
    quarantined(`of policy ${index}`, { policyName, receivedAt: `2026-11-${18 + index}T09:00:00.000Z` }),
  );

  it('tells the policies in words too, under the names the portal shows', async () => {
    const { answer } = await chat({ messages }).ask('how many by policy');
    assert.match(answer.text, /\n\nBy policy:\n- Newsletter filter: 2\n- Standard preset: 1$/);
    assert.doesNotMatch(answer.text, /By day/);
  });

  it('tells the days in words too, newest first', async () => {
    for (const text of ['how many per day', 'break down the held mails by day', 'daily numbers for quarantine']) {
      const { answer } = await chat({ messages }).ask(text);
      assert.match(answer.text, /\n\nBy day:\n- Fri,? 20 Nov.*: 1\n- Thu,? 19 Nov.*: 1\n- Wed,? 18 Nov.*: 1$/, text);
    }
  });

  it('tells neither when neither was asked for', async () => {
    assert.doesNotMatch((await chat({ messages }).ask('how many are held')).answer.text, /By policy|By day/);
  });

  it('adds up what is left of very many policies', async () => {
    const many = Array.from({ length: 25 }, (_, index) => quarantined(`m${index}`, { policyName: `Policy ${index}` }));
    const { answer } = await chat({ messages: many }).ask('how many by policy');
    assert.match(answer.text, /\n- 5 more: 5 together$/);
  });
});

describe('“Thank you”', () => {
  it('gets a short line and no help card', async () => {
    for (const text of ['thanks', 'thank you', 'Thank you so much!', 'ok great', 'ok thx', 'thanks, bye', 'good bot']) {
      const { answer } = await chat().ask(text);
      assert.equal(answer.card, null, text);
      assert.match(answer.text, /^(?:You are welcome|Glad to hear that|All right|See you)\..{10,60}$/, text);
    }
  });

  it('is not heard in a wish for help', async () => {
    for (const text of ['help', 'hello', 'ok, what can you do', 'thanks, and what can I ask you', 'help me please']) {
      const { answer } = await chat().ask(text);
      assert.notEqual(answer.card, null, text);
      assert.match(answer.text, /You can ask:/, text);
    }
  });
});

describe('“Who is affected?”', () => {
  const held = quarantined('held', {
    recipients: ['ada@contoso.example', 'bob@contoso.example'],
    releasedTo: ['bob@contoso.example'],
  });
  const traces = [
    traced('held', { status: 'Quarantined' }),
    traced('other copy', { recipient: 'cleo@contoso.example' }),
    traced('junk', { recipient: 'dan@contoso.example', status: 'FilteredAsSpam' }),
    traced('unrelated', { recipient: 'eve@contoso.example', subject: 'Something else' }),
  ];

  it('tells held, released, delivered and junked apart', async () => {
    const { press } = chat({ messages: [held], traces });
    const { answer } = await press('quarantine.recipients', { message: held.identity });
    assert.match(answer.text, /^4 recipients of “Town Hall Recap”/);
    for (const part of [/1 held in quarantine/, /1 released from quarantine/, /1 delivered/, /1 junk folder/])
      assert.match(answer.text, part);
    assert.doesNotMatch(cardText(answer.card), /eve@/);
  });

  it('pages a long list', async () => {
    const many = Array.from({ length: 60 }, (_, index) => `p${String(index).padStart(3, '0')}@contoso.example`);
    const { press, ask } = chat({ messages: [quarantined('many', { recipients: many })] });
    const first = await press('quarantine.recipients', { message: quarantined('many').identity });
    const second = await ask('show more');
    assert.equal(second.understanding.intent, 'quarantine.recipients');
    assert.match(cardText(first.answer.card), /p000@/);
    assert.doesNotMatch(cardText(first.answer.card), /p030@/);
    assert.match(cardText(second.answer.card), /p030@/);
    const more = [];
    for (let turn = 0; turn < 3; turn++) more.push((await ask('show more')).answer);
    assert.ok(more.some(({ card }) => cardText(card).includes('p059@')));
    assert.match(more.at(-1)?.text ?? '', /^That was all/);
  });

  it('shows numbers only in a channel', async () => {
    const { press } = chat({ messages: [held], traces }, { place: 'channel' });
    const { answer } = await press('quarantine.recipients', { message: held.identity });
    assert.doesNotMatch(answer.text + cardText(answer.card), /ada@|bob@|cleo@/);
    assert.match(answer.text, /1 delivered/);
  });

  it('goes on without the trace and says so', async () => {
    const { press } = chat({ messages: [held], failing: { 'trace.pages': notReadBecause('timedOut', 'the trace') } });
    const { answer } = await press('quarantine.recipients', { message: held.identity });
    assert.match(answer.text, /^2 recipients/);
    assert.equal(answer.couldNot[0]?.kind, 'timedOut');
  });
});

describe('“Preview it”', () => {
  it('shows text without markup, scripts or live links, to the asker alone', async () => {
    const held = quarantined('held');
    const body =
      '<html><head><title>t</title><style>p{color:red}</style></head><body><p>Hello <b>all</b></p><script>alert(1)</script><p>See https://evil.example/x &amp; more</p><img src="https://contactmonkey.com/pixel"></body></html>';
    const { press } = chat(
      {
        messages: [held],
        previews: {
          [held.identity]: { subject: '', sender: '', recipients: [], isHtml: true, body, attachments: ['a<b>.pdf'] },
        },
      },
      { place: 'channel' },
    );
    const { answer } = await press('quarantine.preview', { message: held.identity });
    assert.equal(answer.audience, 'askerOnly');
    assert.match(answer.text, /Hello all/);
    assert.doesNotMatch(answer.text + cardText(answer.card), /alert|color:red|<p>|<img|https:\/\/evil|pixel/);
  });

  it('shows what is known when the body cannot be read', async () => {
    const held = quarantined('held');
    const { press } = chat({
      messages: [held],
      failing: { 'quarantine.preview': notReadBecause('noPermission', 'the preview') },
    });
    const { answer } = await press('quarantine.preview', { message: held.identity });
    assert.match(answer.text, /Town Hall Recap/);
    assert.equal(answer.couldNot[0]?.kind, 'noPermission');
  });
});

describe('“Release it”', () => {
  const held = quarantined('held', { subject: "It's ‘time’", receivedAt: '2026-11-17T09:00:00.000Z' });

  it('releases nothing, and gives steps and commands for these very messages', async () => {
    const { press, calls } = chat({ messages: [held, quarantined('other', { subject: 'Menu' })] });
    const { answer } = await press('quarantine.release', { message: held.identity });
    assert.match(answer.text, /I release nothing myself/);
    assert.ok(answer.text.includes(`'${held.identity}'`));
    assert.equal(answer.text.includes(quarantined('other').identity), false);
    assert.match(answer.text, /-ReleaseToAll/);
    assert.equal(
      calls.some((call) => /release-/i.test(call)),
      false,
    );
  });

  it('foresees that old mail comes back as new', async () => {
    const { press } = chat({ messages: [held] });
    const { answer } = await press('quarantine.release', { message: held.identity });
    assert.match(answer.text, /arrives as new: 1 recipient sees a newsletter that is 3 days old/);
  });

  it('names who may, and that an allow list does not help against high-confidence phishing', async () => {
    const phish = quarantined('phish', {
      reason: 'HighConfPhish',
      reasonText: 'HighConfPhish',
      recipientMay: { preview: false, release: false, requestRelease: false, delete: false },
    });
    const { press } = chat({ messages: [phish] });
    const { answer } = await press('quarantine.release', { message: phish.identity });
    assert.match(answer.text, /Only a Quarantine Administrator or Security Administrator/);
    assert.match(answer.text, /no allow list of yours/);
  });

  it('releases to one person when an address is given, and quotes it', async () => {
    const { press } = chat({ messages: [held] });
    const { answer } = await press('quarantine.release', {
      message: held.identity,
      recipient: 'maria@contoso.example',
    });
    assert.match(answer.text, /-User 'maria@contoso\.example'/);
    const vague = await press('quarantine.release', { message: held.identity, recipient: "maria'; Remove-Mailbox x" });
    assert.doesNotMatch(vague.answer.text, /-User 'maria/);
    assert.match(vague.answer.text, /Exchange releases to mail addresses only/);
  });
});

describe('“Read these headers”', () => {
  it('explains a pasted block', async () => {
    const { ask, calls } = chat();
    const { answer, understanding } = await ask(spoofedHeader);
    assert.equal(understanding.intent, 'headers.explain');
    assert.match(answer.text, /Email Delivery/);
    assert.match(answer.text, /CAT: SPOOF/);
    assert.match(answer.text, /reason: 601/);
    assert.deepEqual(calls, []);
  });

  it('asks the tenant what became of the message when the headers name it', async () => {
    const id = guid('zapped');
    const delivered = spoofedHeader
      .replace('CAT:SPOOF', 'CAT:NONE')
      .replace('SFV:SPM', 'SFV:NSPM')
      .replace('Subject:', `X-MS-Exchange-Organization-Network-Message-Id: ${id}\r\nSubject:`);
    const zap = {
      at: '2026-11-20T10:00:00.000Z',
      networkMessageId: id,
      recipient: 'ada@contoso.example',
      action: 'Moved to quarantine',
      actionType: 'Phish ZAP',
      actionTrigger: null,
      actionResult: 'Success',
      deliveryLocation: 'Quarantine',
    };
    const { answer } = await chat({ postDelivery: [zap] }).ask(delivered);
    assert.match(answer.text, /zero-hour auto purge|ZAP/i);
    assert.deepEqual(answer.sources, ['pasted headers', 'EmailPostDeliveryEvents']);
    const without = await chat({ hunting: false }).ask(delivered);
    assert.equal(without.answer.couldNot[0]?.kind, 'notLicensed');
    assert.doesNotMatch(without.answer.text, /Phish ZAP/);
  });

  it('explains an attached mail', async () => {
    const { ask } = chat();
    const { answer } = await ask('', [{ name: 'mail.eml', text: `${spoofedHeader}Hello` }]);
    assert.match(answer.text, /CAT: SPOOF/);
  });

  it('explains the headers of a held message', async () => {
    const held = quarantined('held');
    const { press } = chat({ messages: [held], headers: { [held.identity]: spoofedHeader } });
    assert.match((await press('headers.explain', { message: held.identity })).answer.text, /CAT: SPOOF/);
  });

  it('explains a single code and never guesses an unknown one', async () => {
    const { ask, press } = chat();
    assert.match((await ask('what does SFV:SKQ mean')).answer.text, /quarantine/i);
    assert.match(
      (await press('headers.explain', { header: 'SFV:XYZ' })).answer.text,
      /no meaning that Microsoft publishes/,
    );
  });

  it('warns that another tenant’s stamp proves nothing here', async () => {
    const { ask } = chat();
    const foreign = spoofedHeader
      .replaceAll('Antispam-Report:', 'Antispam-Report-Untrusted:')
      .replaceAll('Antispam:', 'Antispam-Untrusted:');
    assert.match((await ask(foreign)).answer.text, /another organisation/);
  });
});

describe('“Which endpoints?”', () => {
  it('gives each with source and date, and asks the CSM for what is not published', async () => {
    const { ask } = chat();
    const { answer, understanding } = await ask('which domains do we need for the EU region');
    assert.equal(understanding.intent, 'allowlist.endpoints');
    assert.match(answer.text, /tk\.cmnky\.co \(domain/);
    assert.doesNotMatch(answer.text, /tkau\.cmnky\.co/);
    assert.match(answer.text, /Ask your CSM for:/);
    assert.match(answer.text, /192\.0\.2\.10/);
  });
});

describe('“Trace it”', () => {
  it('shows where a mail went, step by step when it is one', async () => {
    const details = [
      {
        messageTraceId: guid('x'),
        at: '2026-11-20T09:00:01.000Z',
        event: 'Spam',
        action: '',
        detail: 'Held by policy',
        data: '',
      },
    ];
    const { ask } = chat({ traces: [traced('x', { status: 'Quarantined' })], details });
    const { answer, understanding } = await ask('trace the mail to ada@contoso.example from today');
    assert.equal(understanding.intent, 'message.trace');
    assert.match(answer.text, /1 Quarantined/);
    assert.match(answer.text, /Held by policy/);
    assert.equal(answer.audience, 'askerOnly');
  });

  it('asks which mail when none is named', async () => {
    const { press } = chat();
    assert.match((await press('message.trace', {})).answer.text, /Name a recipient, a sender/);
  });
});

describe('“Did ZAP take it?”', () => {
  const traces = [traced('zapped')];

  it('says what happened after delivery', async () => {
    const { press } = chat({
      traces,
      postDelivery: [
        {
          at: '2026-11-20T10:00:00.000Z',
          networkMessageId: guid('zapped'),
          recipient: 'ada@contoso.example',
          action: 'Moved to quarantine',
          actionType: 'Phish ZAP',
          actionTrigger: null,
          actionResult: 'Success',
          deliveryLocation: 'Quarantine',
        },
      ],
    });
    const { answer } = await press('zap.moved', {});
    assert.match(answer.text, /Zero-hour auto purge acted on 1 copy of 1 traced/);
    assert.match(answer.text, /Phish ZAP/);
  });

  it('does not call it trouble that held mail was released', async () => {
    const release = {
      at: '2026-11-20T10:00:00.000Z',
      networkMessageId: guid('zapped'),
      recipient: 'ada@contoso.example',
      action: 'Quarantine release',
      actionType: 'Redelivery',
      actionTrigger: 'AdminAction',
      actionResult: 'Success',
      deliveryLocation: 'Inbox/folder',
    };
    const { answer } = await chat({ traces, postDelivery: [release] }).press('zap.moved', {});
    assert.match(answer.text, /No zero-hour auto purge in 1 traced/);
    assert.match(answer.text, /One copy was let out of quarantine/);
    assert.doesNotMatch(answer.text, /Redelivery|Something else moved mail/);
  });

  it('without hunting infers it from mail that was delivered and is held now', async () => {
    const { press } = chat({ hunting: false, traces, messages: [quarantined('zapped')] });
    const { answer } = await press('zap.moved', {});
    assert.match(answer.text, /1 message was delivered and is in quarantine now/);
    assert.equal(answer.couldNot[0]?.kind, 'notLicensed');
  });
});

describe('Test mail', () => {
  it('is found by its marker in the message trace', async () => {
    const traces = [
      traced('t1', { subject: 'CM Test - December', status: 'Quarantined' }),
      traced('t2', { subject: 'CM Test - December', recipient: 'bob@contoso.example' }),
      traced('t3', { subject: 'December' }),
    ];
    const { ask } = chat({ traces });
    const { answer } = await ask('did CM Test - December land?');
    assert.match(answer.text, /1 test in the message trace/);
    assert.match(answer.text, /1 Quarantined, 1 Delivered/);
  });
});

describe('What the product cannot do', () => {
  it('is said plainly', async () => {
    const { press } = chat();
    assert.match((await press('ticket.open', {})).answer.text, /nothing was sent/);
    assert.match((await press('ticket.status', {})).answer.text, /keep no tickets/);
    assert.match(
      (await press('notifications.config', {})).answer.text,
      /No alerts are kept here.*where the bot runs with its database/,
    );
    assert.match((await press('testcampaign.start', {})).answer.text, /I cannot send mail/);
    assert.match((await press('out_of_scope', {})).answer.text, /only know about ContactMonkey mail/);
  });
});

describe('“Which role am I missing?”', () => {
  it('shows what the reading application may and may not read now', async () => {
    const { ask } = chat({ failing: { 'Get-InboundConnector': notReadBecause('noPermission', 'connectors') } });
    const { answer } = await ask('i get access denied on release, what role am i missing', [], reader);
    assert.match(answer.text, /Quarantine Administrator or Security Administrator/);
    assert.match(answer.text, /Quarantine: yes/);
    assert.match(answer.text, /Connectors: no\./);
  });
});
