import assert from 'node:assert/strict';
import { notReadBecause } from '../support/fake-tenant-reader.ts';
import { spoofedHeader } from '../support/headers-of.ts';
import { quarantined } from '../support/quarantined-mail.ts';
import { cardText, chat } from '../support/questions.ts';

const spoofed = quarantined('spoofed', {
  sender: 'people@contoso.example',
  subject: 'Open Enrollment',
  reason: 'Phish',
  reasonText: 'Phish',
  policyType: 'AntiPhishPolicy',
  policyName: 'Office365 AntiPhish Default',
});
const digest = quarantined('digest', { subject: 'Monday Digest', receivedAt: '2026-11-19T09:00:00.000Z' });
const tenant = { messages: [spoofed, digest], headers: { [spoofed.identity]: spoofedHeader } };

describe('“Why was it held?”', () => {
  it('names the path first, then component, setting and evidence', async () => {
    const { ask } = chat(tenant);
    const { answer, understanding } = await ask('why was the open enrollment mail quarantined?');
    assert.equal(understanding.intent, 'quarantine.why');
    assert.match(answer.text, /Sending path: ContactMonkey Email Delivery/);
    assert.match(answer.text, /Anti-phishing policy → Office365 AntiPhish Default/);
    assert.match(answer.text, /601/);
    assert.ok(answer.text.indexOf('Sending path') < answer.text.indexOf('Anti-phishing policy'));
    assert.match(cardText(answer.card), /header CAT:SPOOF/);
    assert.deepEqual(answer.sources.slice(0, 2), ['Get-QuarantineMessage', 'Get-QuarantineMessageHeader']);
  });

  it('answers “why the second one?” after a list, and then “who got it?”', async () => {
    const { ask } = chat(tenant);
    await ask('what is in quarantine');
    const why = await ask('why the second one?');
    assert.match(why.answer.text, /Monday Digest/);
    const who = await ask('who is affected by it?');
    assert.equal(who.understanding.intent, 'quarantine.recipients');
    assert.match(who.answer.text, /Monday Digest/);
  });

  it('answers a pressed button by reading the message again', async () => {
    const { press, calls } = chat(tenant);
    const { answer } = await press('quarantine.why', { message: spoofed.identity });
    assert.ok(calls.includes('quarantine.message'));
    assert.match(answer.text, /Open Enrollment/);
  });

  it('says that a message is gone when it no longer is in quarantine', async () => {
    const { press } = chat({ messages: [] });
    const { answer } = await press('quarantine.why', { message: spoofed.identity });
    assert.equal(answer.unanswered, true);
    assert.equal(answer.couldNot[0]?.kind, 'notFound');
  });

  it('asks which one when nothing is named, with the newest campaigns to press', async () => {
    const { ask } = chat(tenant);
    const { answer } = await ask('why was it quarantined');
    assert.match(answer.text, /Name a subject or a message id, or press/);
    assert.match(cardText(answer.card), /"verb":"quarantine.why"/);
    const second = await ask('the second one');
    assert.match(second.answer.text, /Monday Digest/);
  });

  it('says when the list has no such number', async () => {
    const { ask } = chat(tenant);
    await ask('what is in quarantine');
    const { answer } = await ask('why number 7?');
    assert.match(answer.text, /no number 7/);
    assert.equal(answer.unanswered, true);
  });

  it('says when nothing fits the words', async () => {
    const { ask } = chat(tenant);
    const { answer } = await ask('why was the mail "Payroll Forecast" quarantined');
    assert.match(answer.text, /no quarantined mail that fits/);
  });

  it('answers with less when headers and hunting cannot be read, and tells both', async () => {
    const { press } = chat({
      messages: [spoofed],
      hunting: false,
      failing: { 'quarantine.header': notReadBecause('noPermission', 'headers') },
    });
    const { answer } = await press('quarantine.why', { message: spoofed.identity });
    assert.equal(answer.unanswered, undefined);
    assert.match(answer.text, /Anti-phishing policy/);
    assert.deepEqual(
      answer.couldNot.map(({ kind }) => kind),
      ['noPermission', 'notLicensed'],
    );
  });

  it('uses the value of the policy that acted', async () => {
    const bulk = quarantined('bulk', {
      sender: 'people@contoso.example',
      reason: 'Bulk',
      reasonText: 'Bulk',
      policyName: 'Contoso strict',
    });
    const header = spoofedHeader
      .replace('CAT:SPOOF', 'CAT:BULK')
      .replace('SRV:;', 'SRV:BULK;')
      .replace('BCL:0', 'BCL:6')
      .replace('reason=601', 'reason=100')
      .replace('compauth=fail', 'compauth=pass');
    const { press } = chat({
      messages: [bulk],
      headers: { [bulk.identity]: header },
      cmdlets: {
        'Get-HostedContentFilterPolicy': [
          { Name: 'Default', BulkThreshold: 7 },
          { Name: 'Contoso strict', BulkThreshold: 5 },
        ],
      },
    });
    const { answer } = await press('quarantine.why', { message: bulk.identity });
    assert.match(answer.text, /BulkThreshold/);
    assert.match(answer.text, /\b5\b/);
  });

  it('in a channel keeps the evidence of other people’s mail for the asker', async () => {
    const other = quarantined('other', { sender: 'billing@fabrikam.example', subject: 'Invoice 4711' });
    const { press } = chat({ messages: [other, spoofed] }, { place: 'channel' });
    assert.equal((await press('quarantine.why', { message: other.identity })).answer.audience, 'askerOnly');
    assert.equal((await press('quarantine.why', { message: spoofed.identity })).answer.audience, 'everyone');
  });

  it('warns of mail that forges the campaign sender', async () => {
    const forged = spoofedHeader.replaceAll('192.0.2.10', '203.0.113.66');
    const { press } = chat({ messages: [spoofed], headers: { [spoofed.identity]: forged } });
    const { answer } = await press('quarantine.why', { message: spoofed.identity });
    assert.match(answer.text, /may be forged/);
    assert.match(cardText(answer.card), /may be forged/);
    const real = await chat(tenant).press('quarantine.why', { message: spoofed.identity });
    assert.doesNotMatch(real.answer.text, /forged/);
  });

  it('shows hostile subjects dead', async () => {
    const hostile = quarantined('hostile', {
      subject: '<at>all</at> [click](https://evil.example) $\u007benv} \u202Egnp.exe',
    });
    const { press } = chat({ messages: [hostile] });
    const { answer } = await press('quarantine.why', { message: hostile.identity });
    assert.doesNotMatch(answer.text + cardText(answer.card), /<at>|\]\(https|\$\{|\u202E/);
  });
});
