import assert from 'node:assert/strict';
import { standardApps } from '../../../src/sandbox/tenant.ts';
import { type Json, startWire, type Wire } from '../wire.ts';

describe('Graph of the sandbox', () => {
  let wire: Wire;
  before(async () => {
    wire = await startWire();
  });
  after(() => wire.tenant.close());

  describe('advanced hunting', () => {
    it('answers with lower-case schema, SByte for booleans and empty objects for empty cells', async () => {
      const { status, json } = await wire.hunt(
        'EmailEvents | project Timestamp, NetworkMessageId, IsFirstContact, UrlCount, To, BulkComplaintLevel | take 3',
      );
      assert.equal(status, 200);
      assert.deepEqual(json.schema.slice(0, 4), [
        { name: 'Timestamp', type: 'DateTime' },
        { name: 'NetworkMessageId', type: 'String' },
        { name: 'IsFirstContact', type: 'SByte' },
        { name: 'UrlCount', type: 'Int32' },
      ]);
      const [row] = json.results;
      assert.deepEqual([row['IsFirstContact@odata.type'], [0, 1].includes(row.IsFirstContact)], ['#SByte', true]);
      assert.match(row.Timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
      const empty = await wire.hunt('UrlClickEvents | extend Nothing = todatetime("") | project Nothing | take 1');
      assert.deepEqual(empty.json.results[0], { Nothing: {} });
    });

    it('tells the same of a message as quarantine does', async () => {
      const held = (await wire.cmdlet('Get-QuarantineMessage', { PageSize: 100 })).json.value.filter(
        (row: Json) => row.EntityType === 'Email',
      );
      const policies = new Map<string, string>();
      for (const name of [
        'HostedContentFilterPolicy',
        'AntiPhishPolicy',
        'MalwareFilterPolicy',
        'SafeAttachmentPolicy',
        'TransportRule',
      ]) {
        for (const row of (await wire.cmdlet(`Get-${name}`)).json.value) policies.set(row.Guid, row.Name);
      }
      for (const row of held) {
        const id = row.Identity.split('\\')[0];
        const { json } = await wire.hunt(
          `EmailEvents | where NetworkMessageId in ("${id}") | summarize arg_max(Timestamp, *) by NetworkMessageId, RecipientEmailAddress`,
        );
        assert.deepEqual(
          json.results.map((event: Json) => event.RecipientEmailAddress).sort(),
          [...row.RecipientAddress].sort(),
        );
        for (const event of json.results) {
          assert.deepEqual(
            [event.Subject, event.SenderFromAddress, event.InternetMessageId],
            [row.Subject, row.SenderAddress, row.MessageId],
          );
          if (event.EmailActionPolicyGuid) assert.equal(policies.get(event.EmailActionPolicyGuid), row.PolicyName);
        }
      }
    });

    it('finds messages by the host of a link, in any case', async () => {
      const { json } = await wire.hunt(
        'EmailUrlInfo | where Timestamp > ago(30d) | where UrlDomain in~ ("CONTACTMONKEY.com", "tk.cmnky.co") | distinct NetworkMessageId',
      );
      assert.ok(json.results.length > 100);
      assert.deepEqual(json.schema, [{ name: 'NetworkMessageId', type: 'String' }]);
    });

    it('shows what ZAP took back: delivered first, then moved, and in quarantine now', async () => {
      const { json } = await wire.hunt(
        'EmailPostDeliveryEvents | where ActionType == "Phish ZAP" | join kind=inner (EmailEvents | project NetworkMessageId, DeliveryAction, LatestDeliveryLocation) on NetworkMessageId | take 1',
      );
      const [row] = json.results;
      assert.deepEqual(
        [row.DeliveryAction, row.Action, row.LatestDeliveryLocation],
        ['Delivered', 'Moved to quarantine', 'Quarantine'],
      );
    });

    it('answers 400 with the service’s words for a table that is not there', async () => {
      const plain = await startWire({ quarantineSize: 60, licence: 'P1' });
      const { status, json } = await plain.hunt('EmailEvents | where NetworkMessageId == "x"');
      assert.equal(status, 400);
      assert.match(
        json.error.message,
        /^'where' operator: Failed to resolve table or column expression named 'EmailEvents'/,
      );
      await plain.tenant.close();
    });

    it('answers 403 that names the role to an app without it', async () => {
      const [reader] = standardApps();
      const bare = await startWire({
        quarantineSize: 60,
        apps: [{ ...reader!, permissions: ['Exchange.ManageAsApp'] }],
      });
      const { status, json } = await bare.hunt('EmailEvents | take 1');
      assert.equal(status, 403);
      assert.match(json.error.message, /^Missing application roles\. API required roles: ThreatHunting\.Read\.All/);
      assert.equal((await bare.graph('users')).status, 403);
      await bare.tenant.close();
    });
  });

  it('tells which groups a user is in, through nested groups', async () => {
    const everyone = Object.values(wire.tenant.groups);
    const groupsOf = async (name: string) => {
      const user = wire.tenant.users.find((one) => one.name === name)!;
      return (await wire.graph(`users/${user.objectId}/checkMemberGroups`, { groupIds: everyone })).json.value;
    };
    const { reader, operator, approver, csm } = wire.tenant.groups;
    assert.deepEqual(await groupsOf('Priya Raman'), [reader, operator, approver]);
    assert.deepEqual(await groupsOf('Jonas Lindqvist'), [reader]);
    assert.deepEqual(await groupsOf('Sam Oduya'), [csm]);
    assert.deepEqual(await groupsOf('Ted Brinkley'), []);
    const all = wire.tenant.data.groups.find((group) => group.name === 'all-staff')!;
    const engineer = wire.tenant.data.groups.find((group) => group.name === 'engineering')!.members[0];
    assert.deepEqual((await wire.graph(`users/${engineer}/checkMemberGroups`, { groupIds: [all.id] })).json.value, [
      all.id,
    ]);
  });

  it('finds a group by its address and lists its members in pages', async () => {
    const found = await wire.graph(
      `groups?$filter=${encodeURIComponent("mail eq 'ALL-staff@alderfinch.example'")}&$select=id,mail`,
    );
    assert.equal(found.json.value.length, 1);
    const mails = new Set<string>();
    let path = `groups/${found.json.value[0].id}/transitiveMembers/microsoft.graph.user?$top=999&$select=mail`;
    for (;;) {
      const { json } = await wire.graph(path);
      for (const one of json.value) mails.add(one.mail);
      if (!json['@odata.nextLink']) break;
      path = json['@odata.nextLink'].split('/v1.0/')[1];
    }
    assert.equal(mails.size, 4535);
  });

  it('answers 404 for a stranger and 400 for too many groups', async () => {
    assert.equal((await wire.graph('users/nobody@elsewhere.example')).status, 404);
    const many = Array<string>(21).fill(wire.tenant.groups.reader);
    assert.equal(
      (await wire.graph(`users/${wire.tenant.users[0]!.objectId}/checkMemberGroups`, { groupIds: many })).status,
      400,
    );
  });

  it('answers a batch part by part', async () => {
    const { json } = await wire.graph('$batch', {
      requests: [
        { id: '1', method: 'GET', url: `/users/${wire.tenant.users[0]!.objectId}` },
        { id: '2', method: 'GET', url: '/users/nobody@elsewhere.example' },
      ],
    });
    assert.deepEqual(
      json.responses.map((one: Json) => [one.id, one.status]),
      [
        ['1', 200],
        ['2', 404],
      ],
    );
  });

  it('lists alerts since a time, with the empty senders that real ones have', async () => {
    const filter = "serviceSource eq 'microsoftDefenderForOffice365' and lastUpdateDateTime ge 2026-10-01T00:00:00Z";
    const { json } = await wire.graph(`security/alerts_v2?$filter=${encodeURIComponent(filter)}`);
    assert.ok(json.value.length > 0);
    assert.equal(json.value[0].evidence[0].p1Sender.emailAddress, '');
    const later = await wire.graph(
      `security/alerts_v2?$filter=${encodeURIComponent('lastUpdateDateTime ge 2026-12-01T00:00:00Z')}`,
    );
    assert.deepEqual(later.json.value, []);
  });
});
