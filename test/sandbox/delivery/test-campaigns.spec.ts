import assert from 'node:assert/strict';
import { ask, type Json, startWire, testNow, type Wire } from '../wire.ts';

const seconds = 1000;
const subject = 'The Finch Weekly #48';
const marked = `CM Test - ${subject}`;

describe('test campaigns through the mail of a simulated company', () => {
  let wire: Wire;
  /** One person of each department: each meets other policies. */
  let people: Record<'stores' | 'hr' | 'finance' | 'eu' | 'sales', string>;

  beforeEach(async () => {
    wire = await startWire({ control: true });
    const memberOf = (group: string) => {
      const { groups, people: all } = wire.tenant.data;
      const [id] = groups.find(({ name }) => name === group)?.members ?? [];
      return all.find((person) => person.id === id)?.mail ?? '';
    };
    people = {
      stores: memberOf('retail-stores'),
      hr: memberOf('hr'),
      finance: memberOf('finance'),
      eu: memberOf('eu-offices'),
      sales: memberOf('sales'),
    };
  });
  afterEach(() => wire.tenant.close());

  async function control(path: string, body: object): Promise<Json> {
    const { json, status } = await ask(`${wire.tenant.urls.control}/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return { ...json, status };
  }

  async function send(test: object = {}): Promise<Json> {
    const answer = await control('tests', { subject, recipients: Object.values(people), ...test });
    assert.equal(answer.status, 200, answer.error);
    return answer.sent;
  }

  /** Status of each recipient in the trace, and the type and policy of what is held. */
  async function fates(of = marked): Promise<Record<string, string>> {
    const held = (await wire.cmdlet('Get-QuarantineMessage', { Subject: of, PageSize: 1000 })).json.value as Json[];
    const trace = (await wire.cmdlet('Get-MessageTraceV2', { Subject: of })).json.value as Json[];
    const since = new Date(testNow).toISOString();
    return Object.fromEntries(
      trace
        .filter((row) => row.Received >= since)
        .map((row) => {
          const item = held.find((one) => one.RecipientAddress[0] === row.RecipientAddress);
          return [row.RecipientAddress, item ? `${row.Status} ${item.QuarantineTypes} ${item.PolicyName}` : row.Status];
        }),
    );
  }

  it('end where the policies of each recipient put them', async () => {
    const sent = await send({ bcl: 6 });
    assert.equal(sent.subject, marked);
    wire.tenant.clock.advance(60 * seconds);
    assert.deepEqual(await fates(), {
      [people.stores]: 'Quarantined Bulk Retail stores anti-spam',
      [people.finance]: 'Quarantined Bulk Strict Preset Security Policy1770804311207',
      [people.hr]: 'FilteredAsSpam',
      [people.sales]: 'Delivered',
      [people.eu]: 'Quarantined Spam EU offices anti-spam',
    });
  });

  it('end elsewhere after an administrator changed what held them', async () => {
    const change = {
      set: [
        {
          cmdlet: 'Set-HostedContentFilterPolicy',
          identity: 'Retail stores anti-spam',
          parameters: { BulkThreshold: 8 },
        },
        {
          cmdlet: 'Set-HostedContentFilterPolicy',
          identity: 'EU offices anti-spam',
          parameters: { MarkAsSpamWebBugsInHtml: 'Off' },
        },
        {
          cmdlet: 'New-TenantAllowBlockListItems',
          parameters: { ListType: 'Sender', Entries: ['weekly@news.alderfinch.example'], Allow: true },
        },
      ],
    };
    assert.equal((await control('changes', change)).applied, true);
    await send();
    wire.tenant.clock.advance(60 * seconds);
    assert.deepEqual(new Set(Object.values(await fates())), new Set(['Delivered']));
    const [row] = (await wire.cmdlet('Get-HostedContentFilterPolicy', { Identity: 'Retail stores anti-spam' })).json
      .value;
    assert.equal(row.BulkThreshold, 8);
    const listed = (await wire.cmdlet('Get-TenantAllowBlockListItems', { ListType: 'Sender', Allow: true })).json.value;
    assert.ok(listed.some((entry: Json) => entry.Value === 'weekly@news.alderfinch.example'));
  });

  it('show in the trace first, then in quarantine, then in hunting tables', async () => {
    await send({ recipients: [people.stores] });
    const seen = async () => ({
      trace: Object.values(await fates()),
      events: (await wire.hunt(`EmailEvents | where Subject == "${marked}" and Timestamp > ago(1h)`)).json.results
        .length,
    });
    assert.deepEqual(await seen(), { trace: [], events: 0 });
    wire.tenant.clock.advance(5.5 * seconds);
    assert.deepEqual(
      (await seen()).trace.map((status) => status.split(' ')[0]),
      ['GettingStatus'],
    );
    wire.tenant.clock.advance(3 * seconds);
    assert.deepEqual(await seen(), { trace: ['Quarantined Bulk Retail stores anti-spam'], events: 0 });
    wire.tenant.clock.advance(10 * seconds);
    assert.equal((await seen()).events, 1);
  });

  it('have their links pressed where they arrived, and are purged later when a link turns out to be phishing', async () => {
    await send({ bcl: 3, recipients: [people.hr, people.finance], laterFound: 'phish' });
    wire.tenant.clock.advance(30 * seconds);
    assert.deepEqual(Object.values(await fates()), ['Delivered', 'Delivered']);
    wire.tenant.clock.advance(60 * seconds);
    assert.match(
      Object.values(await fates())
        .sort()
        .join(),
      /^Delivered Phish Standard.+,Delivered Phish Strict/,
    );
    const moved = (await wire.hunt('EmailPostDeliveryEvents | where Timestamp > ago(1h)')).json.results;
    assert.deepEqual(
      moved.map((row: Json) => row.ActionType),
      ['Phish ZAP', 'Phish ZAP'],
    );
    const clicks = (await wire.hunt('UrlClickEvents | where Timestamp > ago(1h)')).json.results;
    assert.deepEqual(clicks.map((row: Json) => row.ActionType).sort(), ['ClickAllowed', 'ClickBlocked']);
  });

  it('are released as a whole, and a reset takes everything back', async () => {
    const before = wire.tenant.data.quarantine.length;
    await send({ recipients: [people.stores, people.finance] });
    wire.tenant.clock.advance(60 * seconds);
    assert.equal((await control('release', { subject: marked, sender: 'weekly@news.alderfinch.example' })).released, 2);
    wire.tenant.clock.advance(10 * seconds);
    const held = (await wire.cmdlet('Get-QuarantineMessage', { Subject: marked })).json.value;
    assert.deepEqual(new Set(held.map((row: Json) => row.ReleaseStatus)), new Set(['RELEASED']));
    assert.match(Object.values(await fates()).join(), /^Delivered Bulk [^,]+,Delivered Bulk /);
    const moved = (await wire.hunt('EmailPostDeliveryEvents | where Timestamp > ago(1h)')).json.results;
    assert.deepEqual(new Set(moved.map((row: Json) => row.Action)), new Set(['Quarantine release']));
    await control('reset', {});
    assert.equal(wire.tenant.data.quarantine.length, before);
    assert.deepEqual(await fates(), {});
  });

  it('are refused in a sentence when nobody can get them, and so are changes that no administrator could make', async () => {
    const nobody = await control('tests', { subject, recipients: ['nobody@elsewhere.example'] });
    assert.deepEqual([nobody.status, nobody.error], [400, 'Nobody of the company is among the recipients.']);
    const cases: [object, RegExp][] = [
      [{ cmdlet: 'Set-HostedContentFilterPolicy', identity: 'No such', parameters: {} }, /couldn't be found/],
      [{ cmdlet: 'Set-HostedContentFilterPolicy', identity: 'Default', parameters: { Nonsense: 1 } }, /parameter name/],
      [
        {
          cmdlet: 'Set-HostedContentFilterPolicy',
          identity: 'Strict Preset Security Policy1770804311207',
          parameters: { BulkThreshold: 9 },
        },
        /preset/,
      ],
      [{ cmdlet: 'Set-Nothing', identity: 'x' }, /not recognized/],
      [
        { cmdlet: 'Remove-TenantAllowBlockListItems', parameters: { ListType: 'Url', Entries: ['x.example'] } },
        /no such entry/,
      ],
    ];
    for (const [call, words] of cases) {
      const { status, error } = await control('changes', { set: [call] });
      assert.equal(status, 400);
      assert.match(error, words);
    }
  });
});
