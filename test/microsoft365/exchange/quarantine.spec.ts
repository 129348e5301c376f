import assert from 'node:assert/strict';
import { type Bench, collect, startBench, whyNot } from '../support/tenant.ts';
import { type Asked, rows } from '../support/wire-server.ts';

function guid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function wireRow(number: number, more: object = {}): object {
  return {
    Identity: `${guid(number)}\\${guid(9)}`,
    'ReceivedTime@data.type': 'System.DateTime',
    ReceivedTime: new Date(Date.parse('2026-11-20T08:00:00Z') - number * 60_000)
      .toISOString()
      .replace('Z', '4564+00:00'),
    MessageId: `<${number}@mail.fabrikam.com>`,
    SenderAddress: 'news@contoso.com',
    'RecipientAddress@odata.type': '#Collection(String)',
    RecipientAddress: ['adelev@contoso.com'],
    Subject: 'Monday news',
    Size: 170641,
    Type: 'High Confidence Phish',
    PolicyType: 'HostedContentFilterPolicy',
    PolicyName: 'Default',
    TagName: 'AdminOnlyAccessPolicy',
    PermissionToPreview: false,
    PermissionToRequestRelease: true,
    ReleaseStatus: 'NOTRELEASED',
    SystemReleased: false,
    RecipientCount: 1,
    QuarantineTypes: 'HighConfPhish',
    Expires: '2026-12-20T08:58:01.4564204+00:00',
    ReleasedUser: [],
    ReleasedBy: [],
    Direction: 'Inbound',
    CustomData: null,
    ...more,
  };
}

function pageOf(asked: Asked, total: number): object[] {
  const { Page, PageSize } = JSON.parse(asked.body).CmdletInput.Parameters;
  const first = (Page - 1) * PageSize;
  return Array.from({ length: Math.max(0, Math.min(PageSize, total - first)) }, (_, index) => wireRow(first + index));
}

describe('the quarantine list', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench({ limits: { quarantinePageSize: 4, quarantineMaxPages: 5 } });
  });
  afterEach(() => bench.server.close());

  it('is read page by page until a page comes short', async () => {
    bench.server.exchange = (asked) => ({ body: rows(pageOf(asked, 10)) });
    const pages = await collect(bench.reader.quarantine.pages({}));
    assert.deepEqual(
      pages.map((page) => page.length),
      [4, 4, 2],
    );
    assert.deepEqual(
      bench.server.parameters().map((each) => each.Page),
      [1, 2, 3],
    );
  });

  it('does not ask for a page that nobody takes', async () => {
    bench.server.exchange = (asked) => ({ body: rows(pageOf(asked, 100)) });
    for await (const page of bench.reader.quarantine.pages({})) {
      assert.equal(page.length, 4);
      break;
    }
    assert.equal(bench.server.to('exchange').length, 1);
  });

  it('ends on an empty page when the last one was full', async () => {
    bench.server.exchange = (asked) => ({ body: rows(pageOf(asked, 4)) });
    assert.deepEqual(
      (await collect(bench.reader.quarantine.pages({}))).map((page) => page.length),
      [4],
    );
  });

  it('drops a message that moved to the next page while reading', async () => {
    const pages = [[0, 1, 2, 3], [3, 4, 5, 6], [7]];
    bench.server.exchange = (_asked, index) => ({ body: rows((pages[index] ?? []).map((number) => wireRow(number))) });
    const found = (await collect(bench.reader.quarantine.pages({}))).flat();
    assert.deepEqual(
      found.map((message) => message.networkMessageId),
      [0, 1, 2, 3, 4, 5, 6, 7].map(guid),
    );
  });

  it('puts the newest first within a page', async () => {
    bench.server.exchange = () => ({ body: rows([wireRow(2), wireRow(0), wireRow(1)]) });
    const [page] = await collect(bench.reader.quarantine.pages({}));
    assert.deepEqual(
      page?.map((message) => message.networkMessageId),
      [0, 1, 2].map(guid),
    );
  });

  it('hands out what it read and then says that there is more than it reads', async () => {
    bench.server.exchange = (asked) => ({ body: rows(pageOf(asked, 1000)) });
    let count = 0;
    const why = await whyNot(
      (async () => {
        for await (const page of bench.reader.quarantine.pages({})) count += page.length;
      })(),
    );
    assert.equal(count, 20);
    assert.equal(why.kind, 'refused');
    assert.match(why.sentence, /first 20 quarantined messages/);
  });

  it('is not fooled by a service that repeats one page for ever', async () => {
    bench.server.exchange = () => ({ body: rows([0, 1, 2, 3].map((number) => wireRow(number))) });
    const why = await whyNot(collect(bench.reader.quarantine.pages({})));
    assert.equal(why.kind, 'badAnswer');
    assert.equal(bench.server.to('exchange').length, 2);
  });

  it('does not take a page that was cut off for the last one', async () => {
    bench.server.exchange = () => ({
      body: rows([wireRow(0)], [], { '@odata.nextLink': 'https://outlook.office365.com/next' }),
    });
    assert.equal((await whyNot(collect(bench.reader.quarantine.pages({})))).kind, 'badAnswer');
  });

  it('asks for 30 days unless told, since the service’s own default is 16', async () => {
    await collect(bench.reader.quarantine.pages({}));
    const [asked] = bench.server.parameters();
    assert.equal(asked?.StartReceivedDate, '2026-10-22T12:00:00.000Z');
    assert.equal(asked?.EndReceivedDate, '2026-11-21T12:00:00.000Z');
  });

  it('reads an older start as 30 days ago, since nothing stays longer', async () => {
    await collect(bench.reader.quarantine.pages({ from: '2026-01-01T00:00:00Z' }));
    assert.equal(bench.server.parameters()[0]?.StartReceivedDate, '2026-10-22T12:00:00.000Z');
  });

  it('says that a time more than 30 days ago is gone', async () => {
    const why = await whyNot(
      collect(bench.reader.quarantine.pages({ from: '2026-08-01T00:00:00Z', to: '2026-09-01T00:00:00Z' })),
    );
    assert.equal(why.kind, 'refused');
    assert.match(why.sentence, /30 days at most/);
    assert.equal(bench.server.asked.length, 0);
  });

  it('hands every filter to Exchange', async () => {
    await collect(
      bench.reader.quarantine.pages({
        from: '2026-11-01T00:00:00Z',
        to: '2026-11-02T00:00:00Z',
        sender: ['a@contoso.com'],
        recipient: ['b@contoso.com'],
        subject: 'news',
        reasons: ['Bulk', 'HighConfPhish'],
        releaseStatuses: ['NotReleased'],
        policyName: 'Default',
        internetMessageId: '<1@x>',
      }),
    );
    assert.deepEqual(bench.server.parameters()[0], {
      StartReceivedDate: '2026-11-01T00:00:00.000Z',
      EndReceivedDate: '2026-11-02T00:00:00.000Z',
      SenderAddress: ['a@contoso.com'],
      RecipientAddress: ['b@contoso.com'],
      Subject: 'news',
      QuarantineTypes: ['Bulk', 'HighConfPhish'],
      ReleaseStatus: ['NotReleased'],
      PolicyName: 'Default',
      MessageId: '<1@x>',
      Page: 1,
      PageSize: 4,
    });
  });

  it('turns a row into a message', async () => {
    bench.server.exchange = () => ({ body: rows([wireRow(1)]) });
    const [page] = await collect(bench.reader.quarantine.pages({}));
    assert.deepEqual(page?.[0], {
      identity: `${guid(1)}\\${guid(9)}`,
      networkMessageId: guid(1),
      internetMessageId: '<1@mail.fabrikam.com>',
      receivedAt: '2026-11-20T07:59:00.000Z',
      expiresAt: '2026-12-20T08:58:01.456Z',
      sender: 'news@contoso.com',
      recipients: ['adelev@contoso.com'],
      recipientCount: 1,
      subject: 'Monday news',
      sizeBytes: 170641,
      reason: 'HighConfPhish',
      reasonText: 'HighConfPhish',
      policyType: 'HostedContentFilterPolicy',
      policyName: 'Default',
      quarantinePolicy: 'AdminOnlyAccessPolicy',
      releaseStatus: 'NotReleased',
      releaseStatusText: 'NOTRELEASED',
      direction: 'Inbound',
      releasedBy: [],
      releasedTo: [],
      systemReleased: false,
      recipientMay: { preview: false, release: false, requestRelease: true, delete: false },
    });
  });

  for (const [more, reason, text] of [
    [{ QuarantineTypes: 'BULK' }, 'Bulk', 'BULK'],
    [{ QuarantineTypes: undefined }, 'HighConfPhish', 'High Confidence Phish'],
    [{ QuarantineTypes: null, Type: 'Transport Rule' }, 'TransportRule', 'Transport Rule'],
    [{ QuarantineTypes: 'BrandNewVerdict' }, null, 'BrandNewVerdict'],
  ] as const) {
    it(`reads the reason ${text} as ${reason ?? 'unknown, with its word kept'}`, async () => {
      bench.server.exchange = () => ({ body: rows([wireRow(1, more)]) });
      const [page] = await collect(bench.reader.quarantine.pages({}));
      assert.equal(page?.[0]?.reason, reason);
      assert.equal(page?.[0]?.reasonText, text);
    });
  }

  for (const [word, status] of [
    ['PREPARINGTORELEASE', 'PreparingToRelease'],
    ['Released', 'Released'],
    ['requested', 'Requested'],
    ['ODDWORD', null],
  ] as const) {
    it(`reads the release status ${word} as ${status ?? 'unknown, with its word kept'}`, async () => {
      bench.server.exchange = () => ({ body: rows([wireRow(1, { ReleaseStatus: word })]) });
      const [page] = await collect(bench.reader.quarantine.pages({}));
      assert.equal(page?.[0]?.releaseStatus, status);
      assert.equal(page?.[0]?.releaseStatusText, word);
    });
  }

  it('bears a row that lacks nearly everything', async () => {
    bench.server.exchange = () => ({
      body: rows([
        {
          Identity: `${guid(1)}\\${guid(2)}`,
          ReceivedTime: '2026-11-20T08:00:00',
          RecipientAddress: 'one@contoso.com',
        },
      ]),
    });
    const [page] = await collect(bench.reader.quarantine.pages({}));
    assert.equal(page?.[0]?.receivedAt, '2026-11-20T08:00:00.000Z');
    assert.deepEqual(page?.[0]?.recipients, ['one@contoso.com']);
    assert.equal(page?.[0]?.reason, null);
    assert.equal(page?.[0]?.sizeBytes, null);
  });

  it('does not pass over a row without identity as if it were not there', async () => {
    bench.server.exchange = () => ({ body: rows([{ Subject: 'x' }]) });
    assert.equal((await whyNot(collect(bench.reader.quarantine.pages({})))).kind, 'badAnswer');
  });
});

describe('one quarantined message', () => {
  const identity = `${guid(1)}\\${guid(9)}`;
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.server.close());

  it('is looked up by its identity alone', async () => {
    bench.server.exchange = () => ({ body: rows([wireRow(1)]) });
    assert.equal((await bench.reader.quarantine.message(identity)).networkMessageId, guid(1));
    assert.deepEqual(bench.server.parameters(), [{ Identity: identity }]);
  });

  for (const odd of ['', ' ', 'nonsense', guid(1), `${identity} or everything`]) {
    it(`is never asked for as ${JSON.stringify(odd)}, which would mean everything`, async () => {
      const { quarantine } = bench.reader;
      for (const ask of [quarantine.message, quarantine.header, quarantine.preview]) {
        assert.equal((await whyNot(ask(odd))).kind, 'refused');
      }
      assert.equal(bench.server.asked.length, 0);
    });
  }

  it('is not another message that Exchange hands out instead', async () => {
    bench.server.exchange = () => ({ body: rows([wireRow(5), wireRow(6)]) });
    assert.equal((await whyNot(bench.reader.quarantine.message(identity))).kind, 'notFound');
  });

  it('gives its header as Exchange wrote it', async () => {
    const Header = 'Received: from a\r\n by b\r\nSubject: x\r\n';
    bench.server.exchange = () => ({ body: rows([{ Identity: identity, Header }]) });
    assert.equal(await bench.reader.quarantine.header(identity), Header);
    assert.equal(
      JSON.parse(bench.server.to('exchange')[0]?.body ?? '').CmdletInput.CmdletName,
      'Get-QuarantineMessageHeader',
    );
  });

  it('gives a preview, whichever shape its parts have', async () => {
    const row = {
      Identity: identity,
      SenderAddress: 'a@b.c',
      RecipientAddress: 'd@e.f',
      Subject: 's',
      Body: '<p>',
      IsHtml: 'True',
      Attachment: null,
    };
    bench.server.exchange = () => ({ body: rows([row]) });
    assert.deepEqual(await bench.reader.quarantine.preview(identity), {
      subject: 's',
      sender: 'a@b.c',
      recipients: ['d@e.f'],
      isHtml: true,
      body: '<p>',
      attachments: [],
    });
  });
});
