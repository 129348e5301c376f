import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { findGaps } from '../../src/defender/gaps/evaluate.ts';
import { listedAudience } from '../../src/defender/precedence/audience.ts';
import { createResolver } from '../../src/defender/precedence/resolver.ts';
import { parseSnapshot } from '../../src/defender/snapshot.ts';
import { antiSpamPolicy, microsoftPolicies, untouchedTenant } from '../support/microsoft-baselines.ts';
import { aPresetRule, aRule } from '../support/tenant-snapshots.ts';

const people = 50_000;
const groups = 200;
const policies = 300;
const entries = 15_000;
const runs = 12;

/** Text of a large tenant: 300 policies with their rules, 15,000 allow and block entries, 50,000 people in 200 groups. */
export function largeTenant(): { text: string; recipients: string[] } {
  const recipients = Array.from({ length: people }, (_, place) => `person${place}@d${place % 5}.contoso.com`);
  const members: Record<string, string[]> = {};
  for (let group = 0; group < groups; group += 1) members[`group${group}@contoso.com`] = [];
  for (const [place, address] of recipients.entries()) {
    members[`group${place % groups}@contoso.com`]?.push(address);
    members[`group${(place * 7 + 3) % groups}@contoso.com`]?.push(address);
  }
  const types = [
    ['Get-HostedContentFilterPolicy', 'Get-HostedContentFilterRule', 'HostedContentFilterPolicy'],
    ['Get-AntiPhishPolicy', 'Get-AntiPhishRule', 'AntiPhishPolicy'],
    ['Get-MalwareFilterPolicy', 'Get-MalwareFilterRule', 'MalwareFilterPolicy'],
    ['Get-SafeLinksPolicy', 'Get-SafeLinksRule', 'SafeLinksPolicy'],
    ['Get-SafeAttachmentPolicy', 'Get-SafeAttachmentRule', 'SafeAttachmentPolicy'],
  ] as const;
  const tenant = untouchedTenant('Default', { groups: members });
  const standard = microsoftPolicies();
  for (const [policyCmdlet, ruleCmdlet, property] of types) {
    const model =
      policyCmdlet === 'Get-HostedContentFilterPolicy' ? antiSpamPolicy('Standard') : standard[policyCmdlet]?.[1];
    const rows = tenant[policyCmdlet] as object[];
    const rules: object[] = [];
    for (let place = 0; place < policies / types.length; place += 1) {
      const name = `${property} ${place}`;
      rows.push({
        ...model,
        Name: name,
        Identity: name,
        RecommendedPolicyType: 'Custom',
        IsBuiltInProtection: false,
        ...tail(place),
      });
      rules.push(aRule(property, name, { Priority: place, ...scope(place, recipients), ...tail(place) }));
    }
    tenant[ruleCmdlet] = rules;
  }
  tenant['Get-EOPProtectionPolicyRule'] = [aPresetRule('Strict', { SentToMemberOf: ['group0@contoso.com'] })];
  tenant['Get-AcceptedDomain'] = [0, 1, 2, 3, 4].map((place) => ({
    DomainName: `d${place}.contoso.com`,
    ...tail(place),
  }));
  tenant['Get-TenantAllowBlockListItems'] = Array.from({ length: entries }, (_, place) => entry(place));
  return { text: JSON.stringify(tenant), recipients };
}

function scope(place: number, recipients: string[]): object {
  const group = `group${(place * 3) % groups}@contoso.com`;
  const other = `group${(place * 11 + 5) % groups}@contoso.com`;
  const excepted = recipients.slice(place * 20, place * 20 + 20);
  if (place % 5 === 4) return { RecipientDomainIs: [`d${place % 5}.contoso.com`], ExceptIfSentToMemberOf: [other] };
  if (place % 5 === 3) return { SentTo: excepted };
  return { SentToMemberOf: [group], ExceptIfSentTo: excepted };
}

/** The common end of every row on the wire, sidecar keys included. */
function tail(place: number): object {
  const guid = `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`;
  return {
    ExchangeVersion: '0.20 (15.0.0.0)',
    DistinguishedName: `CN=x${place},CN=Transport Settings,CN=Configuration,CN=contoso.onmicrosoft.com,CN=ConfigurationUnits,DC=eurp999a001,DC=prod,DC=outlook,DC=com`,
    'WhenChanged@data.type': 'System.DateTime',
    WhenChanged: '2026-11-03T08:14:22.0000000+00:00',
    'Guid@data.type': 'System.Guid',
    'Guid@odata.type': '#Guid',
    Guid: guid,
    OrganizationId: 'eurp999a001.prod.outlook.com/Microsoft Exchange Hosted Organizations/contoso.onmicrosoft.com',
  };
}

function entry(place: number): object {
  const sender = place % 3 === 0;
  return {
    ListType: sender ? 'Sender' : 'Url',
    Value: sender ? `user${place}@partner${place % 900}.example` : `site${place}.example/path/*`,
    Action: place % 5 === 0 ? 'Allow' : 'Block',
    Identity: `RgAAAAD${place}`,
    Notes: `ticket ${place}`,
    SubmissionID: 'Non-Submission',
    ListSubType: 'Tenant',
    SysManaged: false,
    'LastModifiedDateTime@data.type': 'System.DateTime',
    LastModifiedDateTime: '2026-11-18T09:30:12.1234567Z',
    'ExpirationDate@data.type': 'System.DateTime',
    ExpirationDate: '2027-12-18T09:30:12.0000000Z',
    ObjectState: 'Unchanged',
    EntryValueHash: 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=',
    ModifiedBy: 'secops@contoso.com',
    'LastUsedDate(DateTime])': null,
    RemoveAfter: null,
  };
}

/** `gaps` on a large tenant against parsing the same text as JSON: best of several runs, and the memory it needs. */
export async function run(): Promise<{ name: string; lines: string[] }> {
  const { text, recipients } = largeTenant();
  const options = {
    recipients,
    now: new Date('2026-11-21T12:00:00Z'),
    sender: { senders: [{ address: 'news@d0.contoso.com', path: null }] },
  };
  const document: unknown = JSON.parse(text);
  let parsing = Number.POSITIVE_INFINITY;
  let checking = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < runs; turn += 1) {
    parsing = Math.min(
      parsing,
      timed(() => JSON.parse(text)),
    );
    checking = Math.min(
      checking,
      timed(() => findGaps(parseSnapshot(document), options)),
    );
  }
  const { held, findings } = memory(text, recipients, options);
  const megabytes = Buffer.byteLength(text) / 2 ** 20;
  const ratio = checking / parsing;
  const share = held / megabytes;
  return {
    name: 'gaps on a large tenant',
    lines: [
      `${policies} policies, ${entries} list entries, ${people} people in ${groups} groups, ${megabytes.toFixed(1)} MB of JSON, ${findings} findings`,
      `JSON.parse ${parsing.toFixed(0)} ms, gaps ${checking.toFixed(0)} ms: ${ratio.toFixed(2)} times (bar 5) ${ratio <= 5 ? 'met' : 'MISSED'}`,
      `memory needed at once, the parsed snapshot included, ${held.toFixed(1)} MB: ${share.toFixed(2)} times its size (bar 3) ${share <= 3 ? 'met' : 'MISSED'}`,
    ],
  };
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Heap that is in use at once: the parsed snapshot, the index of people and rules, the audience and the report. */
function memory(
  document: string,
  recipients: string[],
  options: Parameters<typeof findGaps>[1],
): { held: number; findings: number } {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  const before = process.memoryUsage().heapUsed;
  const snapshot = parseSnapshot(JSON.parse(document));
  const resolver = createResolver(snapshot);
  const audience = listedAudience(resolver, recipients);
  const report = findGaps(snapshot, options);
  collect();
  const held = Math.max(0, process.memoryUsage().heapUsed - before) / 2 ** 20;
  assert.equal(audience.size, report.audience.size);
  return { held, findings: report.findings.length };
}
