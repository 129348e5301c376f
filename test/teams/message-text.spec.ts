import assert from 'node:assert/strict';
import type { Activity } from 'botbuilder';
import { textOf } from '../../src/teams/message-text.ts';

function text(activity: Partial<Activity>): string {
  return textOf({ recipient: { id: '28:bot', name: 'Bot' }, ...activity } as Activity);
}

describe('the text of a message', () => {
  it('is without the mention of the bot, and keeps the names of others', () => {
    const entities = [{ type: 'mention', text: '<at>QW</at>', mentioned: { id: '28:bot' } }];
    assert.equal(text({ text: '<at>QW</at>&nbsp;ask <at id="1">Ada</at> why', entities }), 'ask Ada why');
  });

  it('has its HTML entities read once', () => {
    assert.equal(
      text({ text: 'From: &lt;a@x.example&gt; &amp;amp; &#39;b&#x27; &unknown;' }),
      "From: <a@x.example> &amp; 'b' &unknown;",
    );
  });

  it('keeps addresses in angles and the lines of pasted headers', () => {
    const headers = 'Received: from a (1.2.3.4)\r\n by b;  \r\nFrom: Ann <ann@x.example>';
    assert.equal(text({ text: headers }), 'Received: from a (1.2.3.4)\n by b;\nFrom: Ann <ann@x.example>');
  });

  it('comes from the formatted twin when Teams flattened the lines', () => {
    const html = '<p>Received: from a</p><div>From: Ann &lt;ann@x.example&gt;<br>To:&nbsp;<b>Bob</b></div>';
    const attachments = [{ contentType: 'text/html', content: html }];
    const flat = 'Received: from a From: Ann <ann@x.example> To: Bob';
    assert.equal(text({ text: flat, attachments }), 'Received: from a\nFrom: Ann <ann@x.example>\nTo: Bob');
  });

  it('stays the plain text when the twin has one line too', () => {
    const attachments = [{ contentType: 'text/html', content: '<p>how <b>many</b>?</p>' }];
    assert.equal(text({ text: 'how many?', attachments }), 'how many?');
  });

  it('is empty for a message without words and survives junk', () => {
    assert.equal(text({}), '');
    const entities = [{ type: 'mention', text: 5, mentioned: null }] as unknown as Activity['entities'];
    assert.equal(text({ text: 'a\u200bb\u00a0c &#0; &#99999999;', entities }), 'ab c &#0; &#99999999;');
  });
});
