import assert from 'node:assert/strict';
import { type Json, startWire, testNow, type Wire } from '../wire.ts';

const day = 86_400_000;
const at = (daysAgo: number) => new Date(testNow - daysAgo * day).toISOString();

describe('message trace of the sandbox', () => {
  let wire: Wire;
  before(async () => {
    wire = await startWire();
  });
  after(() => wire.tenant.close());
  const trace = (parameters: Json) => wire.cmdlet('Get-MessageTraceV2', parameters);

  it('continues by the last time and recipient, with the boundary row twice and a warning while there is more', async () => {
    const whole = (await trace({ StartDate: at(9), EndDate: at(0), ResultSize: 1000 })).json;
    assert.deepEqual(whole['@adminapi.warnings'], []);
    const rows: Json[] = [];
    let next: Json = { EndDate: at(0) };
    for (let more = true; more; ) {
      const { json } = await trace({ StartDate: at(9), ...next, ResultSize: 25 });
      const [first] = json.value;
      const last = json.value.at(-1);
      const before = rows.at(-1);
      if (before)
        assert.deepEqual(
          [first.MessageTraceId, first.RecipientAddress],
          [before.MessageTraceId, before.RecipientAddress],
        );
      rows.push(...json.value);
      more = json['@adminapi.warnings'].length > 0;
      if (more)
        assert.match(
          json['@adminapi.warnings'][0],
          /^There are more results, use the following command to get more\. Get-MessageTraceV2 -StartDate /,
        );
      next = { EndDate: last.Received, StartingRecipientAddress: last.RecipientAddress };
    }
    const key = (row: Json) => `${row.MessageTraceId} ${row.RecipientAddress}`;
    assert.deepEqual([...new Set(rows.map(key))], whole.value.map(key));
    assert.ok(whole.value.length > 100 && rows.length > whole.value.length);
  });

  it('refuses windows of more than ten days and days long gone', async () => {
    assert.equal((await trace({ StartDate: at(11), EndDate: at(0) })).status, 400);
    assert.equal((await trace({ StartDate: at(100), EndDate: at(95) })).status, 400);
  });

  it('looks back two days unless told otherwise', async () => {
    const { json } = await trace({});
    assert.ok(json.value.length > 0);
    assert.ok(json.value.every((row: Json) => Date.parse(row.Received) >= testNow - 2 * day));
  });

  it('filters by status, sender, IP and subject', async () => {
    const window = { StartDate: at(6), EndDate: at(0) };
    const held = (await trace({ ...window, Status: 'Quar' })).json.value;
    assert.ok(held.length > 0 && held.every((row: Json) => row.Status === 'Quarantined'));
    const sent = (await trace({ ...window, SenderAddress: ['*@news.alderfinch.example'], FromIP: '203.0.113.77' })).json
      .value;
    assert.ok(sent.length > 0 && sent.every((row: Json) => row.SenderAddress === 'europe@news.alderfinch.example'));
    const tests = (await trace({ ...window, Subject: 'CM Test', SubjectFilterType: 'StartsWith' })).json.value;
    assert.ok(tests.length > 0 && tests.every((row: Json) => row.Subject.startsWith('CM Test - ')));
  });

  it('tells the rule that held a message in its details', async () => {
    const rule = (await wire.cmdlet('Get-TransportRule')).json.value.find((row: Json) => row.Quarantine);
    const [held] = (
      await wire.cmdlet('Get-QuarantineMessage', { QuarantineTypes: 'TransportRule', StartReceivedDate: at(29) })
    ).json.value;
    const details = await wire.cmdlet('Get-MessageTraceDetailV2', {
      MessageTraceId: held.Identity.split('\\')[0],
      RecipientAddress: held.RecipientAddress[0],
    });
    const event = details.json.value.find((row: Json) => row.Event === 'Transport rule');
    assert.match(event.Detail, new RegExp(rule.Guid));
    assert.match(event.Data, /^<root>.*<\/root>$/);
  });

  it('needs an id and a recipient for details, and the first version is gone', async () => {
    assert.equal((await wire.cmdlet('Get-MessageTraceDetailV2', { MessageTraceId: 'x' })).status, 400);
    assert.equal((await wire.cmdlet('Get-MessageTrace', {})).status, 400);
  });

  it('is served by Graph too, where an or is ignored', async () => {
    const filter = `receivedDateTime ge ${at(9)} and receivedDateTime le ${at(0)} and status eq 'quarantined' or status eq 'failed'`;
    const { status, json } = await wire.graph(
      `admin/exchange/tracing/messageTraces?$filter=${encodeURIComponent(filter)}&$top=50`,
    );
    assert.equal(status, 200);
    assert.ok(json.value.every((row: Json) => row.status === 'quarantined'));
    assert.equal(json.value.length, 50);
    const second = await wire.graph(json['@odata.nextLink'].split('/v1.0/')[1]);
    assert.notEqual(second.json.value[0].id, json.value[0].id);
  });
});
