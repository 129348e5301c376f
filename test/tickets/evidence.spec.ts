import assert from 'node:assert/strict';
import fc from 'fast-check';
import { explainMessage } from '../../src/campaigns/message-evidence.ts';
import { attribute } from '../../src/defender/attribution/attribute.ts';
import { analyseHeaders } from '../../src/defender/headers/analyse-headers.ts';
import { headersEvidence } from '../../src/tickets/evidence/headers-evidence.ts';
import { messageEvidence } from '../../src/tickets/evidence/message-evidence.ts';
import type { Evidence } from '../../src/tickets/evidence/part.ts';
import { withoutPersonal } from '../../src/tickets/evidence/without-personal.ts';
import { fakeTenantReader } from '../support/fake-tenant-reader.ts';
import { quarantined } from '../support/quarantined-mail.ts';
import { now, profile } from '../support/questions.ts';

const headers = (subject: string) =>
  [
    'Authentication-Results: spf=fail (sender IP is 203.0.113.9) smtp.mailfrom=bounces.contoso.example; dkim=none; dmarc=fail action=quarantine header.from=contoso.example; compauth=fail reason=000',
    'X-Forefront-Antispam-Report: CIP:203.0.113.9;CTRY:US;LANG:en;SCL:5;SFV:SPM;CAT:SPOOF;DIR:INB;',
    'From: "Dora Quill" <dora.quill@contoso.example>',
    'To: "Yusuf Marlow" <yusuf.marlow@contoso.example>',
    `Subject: ${subject}`,
    'Message-ID: <abc.def@mail.contoso.example>',
    'X-MS-Exchange-Organization-Network-Message-Id: 11111111-2222-4333-8444-555555555555',
  ].join('\r\n');

function withoutTicks({ title, parts }: Evidence): string {
  return JSON.stringify([title, parts.filter(({ personal }) => !personal)]);
}

async function evidenceOf(subject: string) {
  const message = quarantined('marked', {
    subject,
    sender: 'dora.quill@contoso.example',
    recipients: ['yusuf.marlow@contoso.example'],
    reason: 'HighConfPhish',
    releasedTo: ['yusuf.marlow@contoso.example'],
  });
  const { reader } = fakeTenantReader({ messages: [message], headers: { [message.identity]: headers(subject) } });
  const preview = {
    subject,
    sender: 'dora.quill@contoso.example',
    recipients: [],
    isHtml: true,
    body: '<p>Pay rise of <b>9%</b></p>',
    attachments: [],
  };
  return messageEvidence(await explainMessage(reader, profile, message, now), preview);
}

const personal = ['Quill', 'quill', 'Marlow', 'marlow', '@', 'Pay rise', 'abc.def'];

describe('The evidence of a message', () => {
  it('holds path, verdict, policies, header fields, ids, times and counts', async () => {
    const { parts } = await evidenceOf('Quarterly outlook');
    const ids = parts.filter((part) => !part.personal).map(({ id }) => id);
    for (const id of ['path', 'verdict', 'header', 'ids', 'counts', 'tried']) assert.ok(ids.includes(id), id);
    const text = JSON.stringify(parts);
    for (const fact of ['SPOOF', '203.0.113.9', 'contoso.example', '2026-11-20T09:00:00.000Z'])
      assert.ok(text.includes(fact), fact);
  });

  it('names no person and quotes no subject or text unless it is ticked', async () => {
    const evidence = await evidenceOf('Zebra layoffs in March');
    const shared = withoutTicks(evidence);
    for (const word of [...personal, 'Zebra', 'layoffs']) assert.ok(!shared.includes(word), `${word} in ${shared}`);
    const all = JSON.stringify(evidence.parts);
    for (const word of [
      'Zebra layoffs',
      'dora.quill@contoso.example',
      'yusuf.marlow@contoso.example',
      'Pay rise of 9%',
    ])
      assert.ok(all.includes(word), word);
  });

  it('never quotes the subject, whatever it is', async () => {
    const words = fc.array(fc.stringMatching(/^[a-zA-Z]{4,9}$/), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(words, async (given) => {
        const subject = `Qx${given.join(' ')}Qx`;
        assert.ok(!withoutTicks(await evidenceOf(subject)).includes(subject));
      }),
      { numRuns: 25 },
    );
  });

  it('is the same of pasted headers', () => {
    const analysis = analyseHeaders(headers('Zebra layoffs in March'));
    const evidence = headersEvidence(analysis, attribute({ headers: analysis }, profile));
    const shared = withoutTicks(evidence);
    for (const word of ['Zebra', 'Quill', 'Marlow', '@']) assert.ok(!shared.includes(word), word);
    assert.ok(shared.includes('11111111-2222-4333-8444-555555555555'));
  });
});

describe('Leaving out what names people', () => {
  it('takes out addresses and the given words in any case and spacing, and nothing else', () => {
    const clean = withoutPersonal(['"Dora Quill" <dora@x.example>', 'Town  Hall (2026)', 'ab', null]);
    assert.equal(
      clean('dora quill sent TOWN HALL (2026) to bo@y.example about ab'),
      '(left out) sent (left out) to (address) about ab',
    );
    assert.equal(clean('SPF fails for contoso.example'), 'SPF fails for contoso.example');
  });
});
