import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findGaps } from '../../../src/defender/gaps/evaluate.ts';
import { parseSnapshot } from '../../../src/defender/snapshot.ts';
import { now, sender } from '../../support/gap-tenant.ts';
import { untouchedTenant } from '../../support/microsoft-baselines.ts';
import type { SnapshotDocument } from '../../support/tenant-snapshots.ts';

const entry = {
  ListType: 'Url',
  Action: 'Allow',
  Value: 'tk.cmnky.co/*',
  RemoveAfter: 45,
  LastUsedDate: null,
  ExpirationDate: null,
};
const rows: SnapshotDocument = {
  'Get-TenantAllowBlockListItems': [entry, { ...entry, ListType: 'Sender', Value: 'contoso.com', Action: 'Block' }],
  'Get-TenantAllowBlockListSpoofItems': [{ SpoofedUser: 'contoso.com', SendingInfrastructure: '*', Action: 'Allow' }],
  'Get-TransportRule': [
    { Name: 'A', State: 'Enabled', SetSCL: -1, SenderDomainIs: ['x.example'], ActivationDate: null },
  ],
  'Get-InboundConnector': [
    { Name: 'In', SenderDomains: ['smtp:*;1'], RestrictDomainsToIPAddresses: true, SenderIPAddresses: [] },
  ],
  'Get-HostedContentFilterRule': [
    { Name: 'R', HostedContentFilterPolicy: 'Default', Priority: 0, SentToMemberOf: ['g@contoso.com'] },
  ],
  'Get-MailboxJunkEmailConfiguration': [{ Identity: 'anna@contoso.com', BlockedSendersAndDomains: ['contoso.com'] }],
  'Get-ExoPhishSimOverrideRule': [{ Name: 'S', Domains: ['contactmonkey.com'], SenderIpRanges: ['1.2.3.4'] }],
  'Get-HostedOutboundSpamFilterRule': [{ HostedOutboundSpamFilterPolicy: 'Default', From: ['comms@contoso.com'] }],
  groups: { 'g@contoso.com': ['anna@contoso.com'] },
  dns: { 'contoso.com': { dmarc: 'v=DMARC1; p=reject', spf: 'v=spf1 -all', mx: ['mx.example'] } },
};
const places = Object.entries({ ...untouchedTenant('Standard'), ...rows }).flatMap(([cmdlet, value]) =>
  Array.isArray(value)
    ? value.flatMap((row, at) => Object.keys(row as object).map((property) => ({ cmdlet, at, property })))
    : [],
);
const special = places.filter(({ cmdlet }) => cmdlet in rows);
const aPlace = fc.oneof(fc.constantFrom(...special), fc.constantFrom(...places));
const nasty = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    '',
    '*',
    '@',
    '0.0.0.0/0',
    '1.2.3.4/99',
    '::/0',
    '(((',
    '\\',
    '\u202e',
    "'; Remove-Mailbox",
    '-1',
    1e300,
    -1e300,
    '9999999999999999999999',
  ),
  fc.string({ unit: 'binary' }),
);

describe('A tenant with values that nobody expects', () => {
  it('never makes the check throw, and every finding keeps its shape', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(aPlace, nasty), { minLength: 1, maxLength: 6 }), (changes) => {
        const tenant = structuredClone({ ...untouchedTenant('Standard'), ...rows });
        for (const [{ cmdlet, at, property }, value] of changes) {
          const row = (tenant[cmdlet] as Record<string, unknown>[])[at];
          if (row) row[property] = value;
        }
        const { findings, score } = findGaps(parseSnapshot(tenant), {
          recipients: ['anna@contoso.com', 'g@contoso.com'],
          sender,
          now,
        });
        assert.ok(score === null || (score >= 0 && score <= 100));
        for (const finding of findings) {
          assert.ok(finding.effect.length > 0, finding.key);
          if (finding.status === 'gap') assert.ok(finding.fixes.length > 0, finding.key);
          for (const fix of finding.fixes) assert.ok(!/[\r\u2028\u202e]/.test(fix.powershell), finding.key);
        }
        JSON.stringify(findings);
      }),
      { numRuns: 1200 },
    );
  });

  it('and with a hostile sender profile does not throw either', () => {
    const anyText = fc.oneof(fc.string(), fc.constantFrom('@', 'a@', '*@*', '999.1.1.1', "x'@contoso.com"));
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 4 }), (words) => {
        const facts = {
          senders: words.map((address) => ({ address, path: null })),
          sendingIps: words,
          dkimDomains: words,
          mailFromDomains: words,
          trackingHosts: words,
          nextCampaignAt: words[0],
        };
        findGaps(parseSnapshot({ ...untouchedTenant('Default'), ...rows }), { recipients: words, sender: facts, now });
      }),
    );
  });
});
