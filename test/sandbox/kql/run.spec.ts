import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runKql, type TableSource } from '../../../src/sandbox/kql/run.ts';
import type { Column, KqlRow } from '../../../src/sandbox/kql/values.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const mailColumns: Column[] = [
  { name: 'Timestamp', type: 'datetime' },
  { name: 'NetworkMessageId', type: 'string' },
  { name: 'Subject', type: 'string' },
  { name: 'Bcl', type: 'int' },
];
const mail = (hoursAgo: number, NetworkMessageId: string, Subject: string, Bcl: number | null): KqlRow => ({
  Timestamp: new Date(now - hoursAgo * 3_600_000),
  NetworkMessageId,
  Subject,
  Bcl,
});
const mails = [
  mail(1, 'a', 'Hello World', 7),
  mail(2, 'b', 'say "hi"', null),
  mail(30, 'a', 'Hello again', 3),
  mail(50, 'c', 'tk.cmnky.co', 0),
];
const urls = [
  { NetworkMessageId: 'a', UrlDomain: 'contactmonkey.com' },
  { NetworkMessageId: 'c', UrlDomain: 'TK.cmnky.co' },
];

let hinted: string[] | null = null;
const source: TableSource = (name, ids) => {
  hinted = ids;
  if (name === 'Mail') return { columns: mailColumns, rows: mails };
  if (name === 'Urls') {
    return {
      columns: [
        { name: 'NetworkMessageId', type: 'string' },
        { name: 'UrlDomain', type: 'string' },
      ],
      rows: urls,
    };
  }
  return null;
};
const run = (query: string) => runKql(query, source, now);
const ids = (query: string) => run(query).rows.map((row) => row.NetworkMessageId);

describe('the query language of the sandbox', () => {
  const filters: [string, string[]][] = [
    ['NetworkMessageId in ("a")', ['a', 'a']],
    ['NetworkMessageId !in ("a", "b")', ['c']],
    ['NetworkMessageId in~ ("A")', ['a', 'a']],
    ['Subject has "hello"', ['a', 'a']],
    ['Subject has "hell"', []],
    ['Subject contains "HELL"', ['a', 'a']],
    ['Subject has_any ("again", "cmnky")', ['a', 'c']],
    ['Subject == "say \\"hi\\""', ['b']],
    ['Subject == @\'say "hi"\'', ['b']],
    ['Subject =~ "hello world"', ['a']],
    ['Subject startswith "hello" and not(Subject endswith "again")', ['a']],
    ['Timestamp > ago(1d)', ['a', 'b']],
    ['Timestamp >= datetime(2026-11-20T06:00:00Z) and Timestamp < now()', ['a', 'b', 'a']],
    ['Timestamp between (datetime(2026-11-19) .. 1d)', ['c']],
    ['Bcl >= 3 or isnull(Bcl)', ['a', 'b', 'a']],
    ['Bcl + 1 == 8', ['a']],
    ['NetworkMessageId in (dynamic(["b", "c"]))', ['b', 'c']],
  ];
  for (const [condition, expected] of filters) {
    it(`filters by ${condition}`, () => {
      assert.deepEqual(ids(`Mail | where ${condition}`), expected);
    });
  }

  it('keeps the newest row of each message by arg_max', () => {
    const { rows, columns } = run('Mail | summarize arg_max(Timestamp, *) by NetworkMessageId');
    assert.deepEqual(
      rows.map((row) => row.Subject),
      ['Hello World', 'say "hi"', 'tk.cmnky.co'],
    );
    assert.deepEqual(
      columns.map((column) => column.name),
      ['NetworkMessageId', 'Timestamp', 'Subject', 'Bcl'],
    );
  });

  it('counts, sorts and cuts', () => {
    const { rows, columns } = run(
      'Mail | summarize Count = count(), Top = max(Bcl) by NetworkMessageId | order by Count desc, NetworkMessageId asc | take 2',
    );
    assert.deepEqual(rows, [
      { NetworkMessageId: 'a', Count: 2, Top: 7 },
      { NetworkMessageId: 'b', Count: 1, Top: null },
    ]);
    assert.deepEqual(
      columns.map((column) => column.type),
      ['string', 'long', 'int'],
    );
    assert.deepEqual(ids('Mail | top 1 by Timestamp asc'), ['c']);
    assert.deepEqual(run('Mail | where Bcl > 100 | count').rows, [{ Count: 0 }]);
    assert.deepEqual(run('Mail | summarize dcount(NetworkMessageId)').rows, [{ dcount_NetworkMessageId: 3 }]);
  });

  it('joins, with the doubled column renamed, and takes semi joins', () => {
    const { rows, columns } = run(
      'Mail | where Timestamp > ago(3h) | join kind=inner (Urls | where UrlDomain in~ ("CONTACTMONKEY.com")) on NetworkMessageId',
    );
    assert.equal(rows.length, 1);
    assert.deepEqual(columns.map((column) => column.name).slice(-2), ['NetworkMessageId1', 'UrlDomain']);
    assert.deepEqual(ids('Mail | join kind=leftanti Urls on $left.NetworkMessageId == $right.NetworkMessageId'), ['b']);
  });

  it('projects, extends and keeps distinct rows', () => {
    assert.deepEqual(
      run('Mail | extend Day = bin(Timestamp, 1d) | distinct NetworkMessageId | project Id = tolower(NetworkMessageId)')
        .rows.length,
      3,
    );
    assert.deepEqual(run('Urls | project-away UrlDomain | take 1').rows, [{ NetworkMessageId: 'a' }]);
  });

  it('reads any text back from a quoted literal, and nothing in it as a command', () => {
    const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r')}"`;
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const rows = [mail(1, 'a', text, 0), mail(1, 'b', `${text}x`, 0)];
        const table: TableSource = () => ({ columns: mailColumns, rows });
        const found = runKql(`Mail | where Subject == ${quoted(text)} | project NetworkMessageId`, table, now).rows;
        assert.deepEqual(found, [{ NetworkMessageId: 'a' }]);
      }),
    );
  });

  it('reads lets and comments', () => {
    assert.deepEqual(ids('let wanted = dynamic(["c"]); // only this\nMail | where NetworkMessageId in (wanted)'), [
      'c',
    ]);
  });

  it('hands the ids that a query names to the table', () => {
    ids('Mail | where Timestamp > ago(30d) | where NetworkMessageId in ("A", "b") and Bcl > 0');
    assert.deepEqual(hinted, ['a', 'b']);
    ids('Mail | where NetworkMessageId in ("a") or Bcl > 0');
    assert.equal(hinted, null);
  });

  const faults: [string, RegExp][] = [
    ['Nothing | where X == 1', /^'where' operator: Failed to resolve table or column expression named 'Nothing'/],
    ['Mail | where Nope == 1', /Failed to resolve column or scalar expression named 'Nope'/],
    ['Mail | where Subject ==', /syntax error/],
    ['Mail | where Subject == "open', /recognition error|syntax error/],
    ['Mail | evaluate bag_unpack(x)', /'evaluate' operator/],
    ['Mail | where nofunction(Subject)', /Unknown function: 'nofunction'/],
    ['Mail | take 1; drop table', /syntax error/],
  ];
  for (const [query, message] of faults) {
    it(`refuses ${query}`, () => {
      assert.throws(() => run(query), { name: 'KqlError', message });
    });
  }
});
