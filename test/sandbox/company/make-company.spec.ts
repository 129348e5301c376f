import assert from 'node:assert/strict';
import { makeCompany } from '../../../src/sandbox/company/make-company.ts';
import { hostileTexts } from '../../../src/sandbox/company/other-mail.ts';
import type { QuarantineItem, TenantData, WireRow } from '../../../src/sandbox/tenant-data.ts';
import { testNow } from '../wire.ts';

const day = 86_400_000;
const own = /^(contactmonkey\.com|tk\.cmnky\.co)$/;

describe('the built-in company', () => {
  let company: TenantData;
  let events: Map<string, WireRow>;
  let urls: Map<string, string[]>;
  before(() => {
    company = makeCompany({ now: testNow });
    events = new Map([...company.tables.EmailEvents!.rows(null)].map((row) => [String(row.NetworkMessageId), row]));
    urls = new Map();
    for (const row of company.tables.EmailUrlInfo!.rows(null)) {
      const id = String(row.NetworkMessageId);
      urls.set(id, [...(urls.get(id) ?? []), String(row.UrlDomain)]);
    }
  });
  const campaignItems = () =>
    company.quarantine.filter(
      (item) => urls.get(item.networkMessageId)?.some((host) => own.test(host)) && !item.sender.includes('benefits'),
    );
  const field = (item: QuarantineItem, name: string) =>
    new RegExp(`[;: ]${name}:([^;]*);`).exec(item.header() ?? '')?.[1];

  it('is the same for the same seed and another for another', () => {
    const again = makeCompany({ now: testNow });
    assert.deepEqual(again.quarantine[5]?.row(), company.quarantine[5]?.row());
    assert.equal(again.quarantine[5]?.header(), company.quarantine[5]?.header());
    assert.notDeepEqual(makeCompany({ now: testNow, seed: 8 }).quarantine[5]?.row(), company.quarantine[5]?.row());
  });

  it('has 3,000 items of the last 30 days, none of them expired, and more than 4,000 people', () => {
    assert.equal(company.quarantine.length, 3000);
    assert.ok(company.quarantine.every((item) => item.receivedAt > testNow - 30 * day && item.receivedAt < testNow));
    assert.ok(company.quarantine.every((item) => item.expiresAt > testNow));
    assert.ok(company.people.length > 4000);
    assert.equal(new Set(company.people.map((person) => person.mail)).size, company.people.length);
  });

  it('moves with its time', () => {
    const later = makeCompany({ now: testNow + 5 * day });
    assert.equal(later.quarantine[0]!.receivedAt - company.quarantine[0]!.receivedAt, 5 * day);
  });

  it('holds campaigns of both regions and both paths, for a dozen different causes', () => {
    const items = campaignItems();
    assert.ok(items.length > 1000);
    const hosts = new Set(items.flatMap((item) => urls.get(item.networkMessageId) ?? []));
    assert.deepEqual([...hosts].sort(), ['contactmonkey.com', 'tk.cmnky.co']);
    const directions = new Set(items.map((item) => field(item, 'DIR')));
    assert.deepEqual([...directions].sort(), ['INB', 'INT']);
    const causes = new Set(
      items.map(
        (item) =>
          `${item.quarantineType} ${field(item, 'CAT')} ${/X-CustomSpam: (.*)/.exec(item.header() ?? '')?.[1] ?? ''}`,
      ),
    );
    assert.ok(causes.size >= 12, [...causes].join('\n'));
    assert.ok(items.some((item) => item.subject.startsWith('CM Test - ')));
  });

  it('tells the same in header, row and event', () => {
    for (const item of company.quarantine.filter((one) => one.entityType === 'Email')) {
      const event = events.get(item.networkMessageId)!;
      const header = item.header()!;
      assert.equal(event.SenderFromAddress, item.sender);
      const direction = { INB: 'Inbound', INT: 'Intra-org', OUT: 'Outbound' }[field(item, 'DIR') ?? ''];
      assert.equal(event.EmailDirection, direction);
      const bcl = Number(/BCL:(\d)/.exec(header)?.[1]);
      if (event.BulkComplaintLevel !== null) assert.equal(event.BulkComplaintLevel, bcl);
      if (event.SenderIPv4) assert.equal(field(item, 'CIP'), event.SenderIPv4);
      if (event.AuthenticationDetails) {
        const { CompAuth, DMARC } = JSON.parse(String(event.AuthenticationDetails));
        assert.match(header, new RegExp(`compauth=${CompAuth} reason=`));
        assert.match(header, new RegExp(`dmarc=${DMARC} action=`));
      }
      const matching: Record<string, RegExp> = {
        Bulk: /^BULK$/,
        HighConfPhish: /^HPHI?SH$/,
        FileTypeBlock: /^FTBP$/,
        Malware: /^(MALW|SAP)$/,
      };
      const expected = matching[item.quarantineType];
      if (expected) assert.match(field(item, 'CAT') ?? '', expected);
    }
  });

  it('quarantines as bulk only what meets the threshold of the policy it names', () => {
    const policies = new Map(company.cmdlets['Get-HostedContentFilterPolicy']!.map((row) => [row.Name, row]));
    for (const item of company.quarantine.filter((one) => one.quarantineType === 'Bulk')) {
      const policy = policies.get(item.policyName)!;
      assert.equal(policy.BulkSpamAction, 'Quarantine');
      assert.ok(Number(events.get(item.networkMessageId)?.BulkComplaintLevel) >= Number(policy.BulkThreshold));
      assert.equal(item.row().TagName, policy.BulkQuarantineTag);
      assert.equal(item.expiresAt - item.receivedAt, Number(policy.QuarantineRetentionPeriod) * day);
    }
  });

  it('gives every copy of a campaign the same bulk complaint level, and no policy lets one through that meets its threshold', () => {
    const levels = new Map<string, Set<unknown>>();
    for (const event of events.values()) {
      if (
        !urls.get(String(event.NetworkMessageId))?.some((host) => own.test(host)) ||
        event.EmailDirection !== 'Inbound'
      )
        continue;
      if (String(event.SenderFromAddress).includes('benefits')) continue;
      levels.set(String(event.Subject), (levels.get(String(event.Subject)) ?? new Set()).add(event.BulkComplaintLevel));
      if (event.DeliveryAction === 'Delivered') assert.ok(Number(event.BulkComplaintLevel) < 5, String(event.Subject));
    }
    assert.ok(levels.size > 10);
    for (const [subject, seen] of levels) assert.equal(seen.size, 1, subject);
  });

  it('blames an ASF option only where the policy has it on', () => {
    const items = company.quarantine.filter((item) => /X-CustomSpam: Web bug/.test(item.header() ?? ''));
    assert.ok(items.length > 100);
    for (const item of items) {
      const policy = company.cmdlets['Get-HostedContentFilterPolicy']!.find((row) => row.Name === item.policyName);
      assert.deepEqual([policy?.MarkAsSpamWebBugsInHtml, policy?.HighConfidenceSpamAction], ['On', 'Quarantine']);
      assert.match(String(item.preview()?.Body), /<img [^>]*width="1" height="1"/);
    }
  });

  it('blames spoof only on policies that quarantine it, with reasons that fit the domain’s DMARC record', () => {
    const policies = new Map(company.cmdlets['Get-AntiPhishPolicy']!.map((row) => [row.Name, row]));
    for (const item of company.quarantine.filter((one) => field(one, 'CAT') === 'SPOOF')) {
      const policy = policies.get(item.policyName)!;
      const reason = /reason=(\d{3})/.exec(item.header() ?? '')?.[1];
      const action = reason === '601' ? policy.AuthenticationFailAction : policy.DmarcQuarantineAction;
      assert.equal(action, 'Quarantine', `${item.policyName} ${reason}`);
      const domain = item.sender.split('@')[1]!;
      const dmarc = String(company.dns[domain]?.dmarc ?? '');
      if (reason === '601') assert.match(dmarc, /p=none/);
      if (reason === '010') assert.match(dmarc, /p=quarantine/);
    }
  });

  it('has a block on its list for what was blocked by it, and a rule for what a rule held', () => {
    const blocked = [...events.values()].filter((row) =>
      String(row.OrgLevelPolicy).startsWith('Tenant Allow/Block List'),
    );
    const entries = company.cmdlets['Get-TenantAllowBlockListItems']!.filter((row) => row.Action === 'Block').map(
      (row) => String(row.Value),
    );
    assert.ok(blocked.length > 50);
    for (const row of blocked) {
      const hosts = urls.get(String(row.NetworkMessageId)) ?? [];
      assert.ok(entries.includes(String(row.SenderFromAddress)) || hosts.some((host) => entries.includes(`${host}/*`)));
    }
    const rules = new Set(
      company.cmdlets['Get-TransportRule']!.filter((row) => row.Quarantine === true).map((row) => row.Name),
    );
    for (const item of company.quarantine.filter((one) => one.quarantineType === 'TransportRule'))
      assert.ok(rules.has(item.policyName));
  });

  it('takes zapped mail out of mailboxes where it was delivered', () => {
    const zapped = [...company.tables.EmailPostDeliveryEvents!.rows(null)].filter(
      (row) => row.ActionType === 'Phish ZAP',
    );
    assert.ok(zapped.length > 50);
    for (const row of zapped) {
      const event = events.get(String(row.NetworkMessageId))!;
      assert.deepEqual([event.DeliveryAction, event.LatestDeliveryLocation], ['Delivered', 'Quarantine']);
      assert.ok(Date.parse(String(row.Timestamp)) > Date.parse(String(event.Timestamp)));
    }
  });

  it('delivers mail of others too, and shows what an administrator moved later as delivered first', () => {
    const strangers = [...events.values()].filter(
      (row) => !urls.get(String(row.NetworkMessageId))?.some((host) => own.test(host)),
    );
    assert.ok(strangers.filter((row) => row.DeliveryAction === 'Delivered').length > 300);
    const moved = company.quarantine.filter((item) => item.quarantineType === 'AdminTriggered');
    assert.ok(moved.length > 0);
    for (const item of moved) assert.equal(events.get(item.networkMessageId)?.DeliveryAction, 'Delivered');
  });

  it('contains every hostile text, and no header line that one of them broke', () => {
    const subjects = new Set(company.quarantine.map((item) => item.subject));
    for (const [subject] of hostileTexts) assert.ok(subjects.has(subject), subject);
    for (const item of company.quarantine) {
      for (const line of (item.header() ?? '').split('\r\n').filter(Boolean))
        assert.match(line, /^(?: |[A-Za-z][A-Za-z0-9-]*:)/);
    }
  });

  it('stays consistent with the sender profile: campaigns come from its senders and addresses', () => {
    const senders = new Set((company.profile.senders as { address: string }[]).map((one) => one.address));
    const ips = company.profile.sendingIps as string[];
    for (const item of campaignItems()) {
      assert.ok(senders.has(item.sender), item.sender);
      const event = events.get(item.networkMessageId)!;
      if (event.EmailDirection === 'Inbound') assert.ok(ips.includes(String(event.SenderIPv4)));
    }
  });

  it('can hold 50,000 items, each of its own', () => {
    const big = makeCompany({ now: testNow, quarantineSize: 50_000 });
    assert.equal(big.quarantine.length, 50_000);
    assert.equal(new Set(big.quarantine.map((item) => item.identity)).size, 50_000);
  });
});
