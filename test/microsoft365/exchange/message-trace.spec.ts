import assert from 'node:assert/strict';
import { type Bench, collect, startBench, whyNot } from '../support/tenant.ts';
import { type Asked, rows } from '../support/wire-server.ts';

interface Sent {
  id: number;
  at: number;
  recipient: string;
}

const moreToCome =
  'There are more results, use the following command to get more. Get-MessageTraceV2 -StartDate x -EndDate y -StartingRecipientAddress z';

/** Mail every hour back from noon, two recipients each. */
function mailbox(messages: number): Sent[] {
  const newest = Date.parse('2026-11-21T11:00:00Z');
  return Array.from({ length: messages }, (_, id) =>
    ['adele@contoso.com', 'bob@contoso.com'].map((recipient) => ({ id, at: newest - id * 3_600_000, recipient })),
  ).flat();
}

function wire(sent: Sent): object {
  return {
    MessageTraceId: `trace-${sent.id}`,
    MessageId: `<${sent.id}@x>`,
    'Received@data.type': 'System.DateTime',
    Received: new Date(sent.at).toISOString().replace('Z', '0000Z'),
    SenderAddress: 'news@contoso.com',
    RecipientAddress: sent.recipient,
    FromIP: '203.0.113.9',
    ToIP: '',
    Subject: 'News',
    Status: 'Quarantined',
    Size: 10,
  };
}

/** Answers as the service does: newest first, from the boundary row on, and a warning when rows are held back. */
function keyset(all: Sent[]) {
  return (asked: Asked) => {
    const given = JSON.parse(asked.body).CmdletInput.Parameters;
    const inWindow = all.filter(
      (each) => each.at >= Date.parse(given.StartDate) && each.at <= Date.parse(given.EndDate),
    );
    const from = given.StartingRecipientAddress
      ? inWindow.findIndex(
          (each) => each.at === Date.parse(given.EndDate) && each.recipient === given.StartingRecipientAddress,
        )
      : 0;
    const rest = inWindow.slice(from);
    const page = rest.slice(0, given.ResultSize);
    return { body: rows(page.map(wire), page.length < rest.length ? [moreToCome] : []) };
  };
}

describe('the message trace', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench({ limits: { tracePageSize: 5, traceMaxPages: 60 } });
  });
  afterEach(() => bench.server.close());

  const lastDay = { from: '2026-11-20T12:00:00Z', to: '2026-11-21T12:00:00Z' };

  it('goes on from the last row and drops the row that comes twice', async () => {
    bench.server.exchange = keyset(mailbox(8));
    const found = (await collect(bench.reader.trace.pages(lastDay))).flat();
    assert.equal(found.length, 16);
    assert.equal(new Set(found.map((row) => `${row.messageTraceId} ${row.recipient}`)).size, 16);
    const [, second] = bench.server.parameters();
    assert.equal(second?.EndDate, '2026-11-21T09:00:00.0000000Z');
    assert.equal(second?.StartingRecipientAddress, 'adele@contoso.com');
    assert.equal(second?.StartDate, '2026-11-20T12:00:00.000Z');
  });

  it('ends where no warning says that there is more', async () => {
    bench.server.exchange = keyset(mailbox(2));
    await collect(bench.reader.trace.pages(lastDay));
    assert.equal(bench.server.to('exchange').length, 1);
  });

  it('asks for a longer time in windows of ten days, newest first', async () => {
    const all = mailbox(24 * 25);
    const reader = bench.another({ limits: { tracePageSize: 5000 } });
    bench.server.exchange = keyset(all);
    const found = (
      await collect(reader.trace.pages({ from: '2026-10-27T12:00:00Z', to: '2026-11-21T12:00:00Z' }))
    ).flat();
    assert.equal(found.length, all.length);
    assert.deepEqual(
      bench.server.parameters().map((each) => [each.StartDate, each.EndDate]),
      [
        ['2026-11-11T12:00:00.000Z', '2026-11-21T12:00:00.000Z'],
        ['2026-11-01T12:00:00.000Z', '2026-11-11T12:00:00.000Z'],
        ['2026-10-27T12:00:00.000Z', '2026-11-01T12:00:00.000Z'],
      ],
    );
    const times = found.map((row) => row.receivedAt);
    assert.deepEqual(times, [...times].sort().reverse());
  });

  it('covers 90 days in nine windows and refuses more', async () => {
    await collect(bench.reader.trace.pages({ from: '2026-08-23T12:00:00Z', to: '2026-11-21T12:00:00Z' }));
    assert.equal(bench.server.to('exchange').length, 9);
    const why = await whyNot(
      collect(bench.reader.trace.pages({ from: '2026-08-01T00:00:00Z', to: '2026-11-21T12:00:00Z' })),
    );
    assert.equal(why.kind, 'refused');
    assert.match(why.sentence, /90 days/);
  });

  it('is not fooled by a service that does not move on', async () => {
    bench.server.exchange = () => ({ body: rows(mailbox(1).map(wire), [moreToCome]) });
    const why = await whyNot(collect(bench.reader.trace.pages(lastDay)));
    assert.equal(why.kind, 'badAnswer');
    assert.equal(bench.server.to('exchange').length, 2);
  });

  it('says when there is more than it reads', async () => {
    const reader = bench.another({ limits: { tracePageSize: 5, traceMaxPages: 2 } });
    bench.server.exchange = keyset(mailbox(20));
    assert.match((await whyNot(collect(reader.trace.pages(lastDay)))).sentence, /2 pages and goes on/);
  });

  it('hands every filter to Exchange', async () => {
    await collect(
      bench.reader.trace.pages({
        ...lastDay,
        sender: ['a@b.c'],
        recipient: ['d@e.f'],
        messageTraceId: 't',
        internetMessageId: ['<m>'],
        subject: 'news',
        fromIp: '203.0.113.9',
        status: ['Quarantined'],
      }),
    );
    assert.deepEqual(bench.server.parameters()[0], {
      SenderAddress: ['a@b.c'],
      RecipientAddress: ['d@e.f'],
      MessageTraceId: 't',
      MessageId: ['<m>'],
      Subject: 'news',
      SubjectFilterType: 'Contains',
      FromIP: '203.0.113.9',
      Status: ['Quarantined'],
      StartDate: '2026-11-20T12:00:00.000Z',
      EndDate: '2026-11-21T12:00:00.000Z',
      ResultSize: 5,
    });
  });

  it('keeps to 95 requests in five minutes and says so rather than wait for minutes', async () => {
    const reader = bench.another({ limits: { exchangeRequests: 10_000 } });
    for (let request = 0; request < 95; request++) await reader.trace.detail('t', 'a@b.c');
    const why = await whyNot(reader.trace.detail('t', 'a@b.c'));
    assert.equal(why.kind, 'throttled');
    assert.equal(why.retryAfterSeconds, 300);
    assert.equal(bench.server.to('exchange').length, 95);
    bench.time.at += 300_000;
    await reader.trace.detail('t', 'a@b.c');
  });

  it('tells the steps of one message', async () => {
    const row = {
      MessageTraceId: 't',
      MessageId: '<m>',
      Date: '2026-11-20T08:58:01',
      Event: 'Spam',
      Action: '',
      Detail: 'x',
      Data: '<root/>',
    };
    bench.server.exchange = () => ({ body: rows([row]) });
    assert.deepEqual(await bench.reader.trace.detail('t', 'a@b.c'), [
      { messageTraceId: 't', at: '2026-11-20T08:58:01.000Z', event: 'Spam', action: '', detail: 'x', data: '<root/>' },
    ]);
    assert.deepEqual(bench.server.parameters()[0], { MessageTraceId: 't', RecipientAddress: 'a@b.c' });
  });
});
