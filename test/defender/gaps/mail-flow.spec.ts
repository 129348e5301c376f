import assert from 'node:assert/strict';
import { findingOf, findingsOf } from '../../support/gap-tenant.ts';

const rule = (settings: Record<string, unknown>) => ({
  Name: 'Ours',
  Guid: '00000000-0000-0000-0000-000000000001',
  State: 'Enabled',
  Mode: 'Enforce',
  Priority: 0,
  ...settings,
});
const rules = (...settings: Record<string, unknown>[]) => ({ 'Get-TransportRule': settings.map(rule) });
const authenticated = {
  HeaderContainsMessageHeader: 'Authentication-Results',
  HeaderContainsWords: ['dmarc=pass', 'dmarc=bestguesspass'],
};

const words = (...HeaderContainsWords: string[]) => ({ ...authenticated, HeaderContainsWords });

describe('A mail flow rule that skips spam filtering', () => {
  const judged: [string, Record<string, unknown>, string, string][] = [
    ['all mail', {}, 'gap', 'critical'],
    ['all mail from outside', { FromScope: 'NotInOrganization' }, 'gap', 'critical'],
    ['an own domain by name', { SenderDomainIs: ['contoso.com'] }, 'gap', 'critical'],
    ['a popular domain by name', { SenderDomainIs: ['gmail.com'] }, 'gap', 'critical'],
    ['another domain by name', { SenderDomainIs: ['fabrikam.com'] }, 'gap', 'high'],
    ['a domain in the From address', { FromAddressContainsWords: ['@fabrikam.com'] }, 'gap', 'high'],
    ['an address range alone', { SenderIpRanges: ['198.51.100.7'] }, 'gap', 'high'],
    [
      'a header that anybody can write',
      { HeaderContainsMessageHeader: 'X-CM', HeaderContainsWords: ['1'] },
      'gap',
      'high',
    ],
    ['authentication of whomever', authenticated, 'gap', 'high'],
    [
      'mail that failed',
      { SenderDomainIs: ['fabrikam.com'], ...authenticated, HeaderContainsWords: ['spf=fail'] },
      'gap',
      'high',
    ],
    ['mail between own mailboxes', { FromScope: 'InOrganization' }, 'gap', 'medium'],
    [
      'domain and a wide range',
      { SenderDomainIs: ['fabrikam.com'], SenderIpRanges: ['198.51.0.0/16'] },
      'gap',
      'medium',
    ],
    ['a domain and SPF of whomever', { SenderDomainIs: ['fabrikam.com'], ...words('spf=pass') }, 'gap', 'high'],
    ['a domain and DKIM of whomever', { SenderDomainIs: ['fabrikam.com'], ...words('dkim=pass') }, 'gap', 'high'],
    ['DMARC or else SPF', { SenderDomainIs: ['fabrikam.com'], ...words('dmarc=pass', 'spf=pass') }, 'gap', 'high'],
    ['domain and address', { SenderDomainIs: ['fabrikam.com'], SenderIpRanges: ['198.51.100.7'] }, 'info', 'none'],
    ['domain and authentication', { SenderDomainIs: ['fabrikam.com'], ...authenticated }, 'info', 'none'],
  ];
  for (const [what, settings, status, severity] of judged) {
    it(`by ${what} is ${status === 'info' ? 'good to know' : `a gap of ${severity} severity`}`, () => {
      const finding = findingOf('mail-flow-bypass', rules({ SetSCL: '-1', ...settings }));
      assert.deepEqual([finding.status, finding.severity, finding.setting], [status, severity, 'SetSCL']);
      assert.equal(finding.conflict?.guideSays, 'Create exceptions for authenticated senders.');
      if (status === 'gap') {
        assert.match(finding.fixes[0]?.powershell ?? '', /^(Set|Disable)-TransportRule -Identity 'Ours'/);
      }
    });
  }

  for (const [what, settings, status] of judged) {
    if (status !== 'gap') continue;
    it(`by ${what} is no gap any more once the fix is carried out`, () => {
      const [fix] = findingOf('mail-flow-bypass', rules({ SetSCL: '-1', ...settings })).fixes;
      const commanded = fix?.powershell.split('\n')[0] ?? '';
      const narrowed = {
        ...(commanded.startsWith('Disable') ? { State: 'Disabled' } : {}),
        ...(commanded.includes('-SenderDomainIs') ? { SenderDomainIs: ['fabrikam.com'] } : {}),
        ...(commanded.includes('-HeaderContainsWords') ? authenticated : {}),
      };
      const after = findingOf('mail-flow-bypass', rules({ SetSCL: '-1', ...settings, ...narrowed }));
      assert.notEqual(after.status, 'gap');
    });
  }

  it('is no gap while it is off, in audit mode, or past its last day', () => {
    for (const idle of [{ State: 'Disabled' }, { Mode: 'AuditAndNotify' }, { ExpiryDate: '2026-11-01T00:00:00Z' }]) {
      assert.equal(findingOf('mail-flow-bypass', rules({ SetSCL: -1, ...idle })).status, 'ok');
    }
  });

  it('or Safe Links or Safe Attachments by a header is a gap', () => {
    const header = 'X-MS-Exchange-Organization-SkipSafeLinksProcessing';
    const finding = findingOf('mail-flow-bypass', rules({ SetHeaderName: header, SetHeaderValue: '1' }));
    assert.deepEqual([finding.status, finding.actual], ['gap', header]);
    assert.match(finding.fixes[0]?.powershell ?? '', /^Disable-TransportRule -Identity 'Ours' -Confirm:\$false$/);
  });
});

describe('A mail flow rule that stops mail', () => {
  it('is a gap for the path that it meets, with an exception as the fix', () => {
    const finding = findingOf('mail-flow-stops', rules({ Quarantine: true, FromScope: 'NotInOrganization' }));
    assert.deepEqual([finding.status, finding.severity, finding.paths], ['gap', 'critical', ['email-delivery']]);
    assert.equal(finding.fixes[0]?.mechanism, 'editTransportRule');
    assert.match(finding.fixes[0]?.powershell ?? '', /dmarc=pass\.\*header\\\.from=contoso\\\.com/);
  });

  it('is a gap on both paths when it has no condition', () => {
    const finding = findingOf('mail-flow-stops', rules({ SetSCL: 9 }));
    assert.deepEqual(
      [finding.status, finding.severity, finding.paths],
      ['gap', 'high', ['own-mailbox', 'email-delivery']],
    );
  });

  it('is fine when an exception names the sender or its address', () => {
    const except = { ExceptIfSenderIpRanges: ['198.51.100.0/24'] };
    const settings = { RejectMessageReasonText: 'No', FromScope: 'NotInOrganization', ...except };
    assert.equal(findingOf('mail-flow-stops', rules(settings)).status, 'ok');
  });

  it('is fine when it is about somebody else', () => {
    assert.equal(
      findingOf('mail-flow-stops', rules({ DeleteMessage: true, SenderDomainIs: ['fabrikam.com'] })).status,
      'ok',
    );
  });

  it('is good to know when only the message can tell', () => {
    const finding = findingOf('mail-flow-stops', rules({ Quarantine: true, AttachmentExtensionMatchesWords: ['zip'] }));
    assert.equal(finding.status, 'info');
    assert.match(finding.effect, /AttachmentExtensionMatchesWords/);
  });

  it('is not known when the sender profile does not say enough', () => {
    const settings = { Quarantine: true, SenderDomainIs: ['contoso.com'] };
    assert.equal(findingOf('mail-flow-stops', rules(settings), { sender: {} }).status, 'unknown');
  });

  it('is found by the words of the test marker in the subject', () => {
    const finding = findingOf('mail-flow-stops', rules({ Quarantine: true, SubjectContainsWords: ['cm test'] }));
    assert.deepEqual([finding.status, finding.severity], ['gap', 'medium']);
    assert.match(finding.effect, /every test campaign/);
  });

  it('weighs high at least when it deletes, tests and few readers included', () => {
    const words = { SubjectContainsWords: ['cm test'] };
    assert.equal(findingOf('mail-flow-stops', rules({ DeleteMessage: true, ...words })).severity, 'high');
    const recipients = Array.from({ length: 20 }, (_, place) => `p${place}@contoso.com`);
    const few = rules({ DeleteMessage: true, SentTo: ['p1@contoso.com'], ...words });
    assert.equal(findingOf('mail-flow-stops', few, { recipients }).severity, 'high');
  });

  const people = ['anna@contoso.com', 'ben@contoso.com', 'cleo@sub.contoso.com'];
  const groups = { 'news@contoso.com': ['inner@contoso.com'], 'inner@contoso.com': ['ben@contoso.com'] };
  const held = (settings: Record<string, unknown>) => {
    const { status, affects } = findingOf(
      'mail-flow-stops',
      { groups, ...rules({ Quarantine: true, FromScope: 'NotInOrganization', ...settings }) },
      { recipients: people },
    );
    return [status, affects.count];
  };

  it('is a gap for those of the audience whom its recipient conditions and exceptions leave', () => {
    assert.deepEqual(held({ RecipientDomainIs: ['contoso.com'] }), ['gap', 2]);
    assert.deepEqual(held({ SentToMemberOf: ['News@contoso.com'] }), ['gap', 1]);
    assert.deepEqual(held({ SentTo: ['anna@contoso.com', 'nobody@contoso.com'] }), ['gap', 1]);
    assert.deepEqual(held({ ExceptIfSentToMemberOf: ['news@contoso.com'] }), ['gap', 2]);
    assert.deepEqual(held({ RecipientDomainIs: ['contoso.com'], SentTo: ['cleo@sub.contoso.com'] }), ['ok', 3]);
  });

  it('is fine when it meets nobody of the audience', () => {
    assert.deepEqual(held({ SentTo: ['nobody@contoso.com'] }), ['ok', 3]);
  });

  it('is not known when the members of its group were not read', () => {
    assert.deepEqual(held({ SentToMemberOf: ['unread@contoso.com'] }), ['unknown', 3]);
  });

  it('tells holding for approval and diverting from quarantine', () => {
    assert.match(
      findingOf('mail-flow-stops', rules({ ModerateMessageByUser: ['boss@contoso.com'] })).effect,
      /approves/,
    );
    assert.match(findingOf('mail-flow-stops', rules({ RedirectMessageTo: ['x@contoso.com'] })).effect, /somebody else/);
  });
});

describe('A mail flow rule below one that stops rule processing', () => {
  const top = (settings: Record<string, unknown>) =>
    rule({ Name: 'Top', Guid: 'top', Priority: 0, StopRuleProcessing: true, ...settings });
  const low = rule({ Name: 'Low', Guid: 'low', Priority: 1, Quarantine: true, FromScope: 'NotInOrganization' });
  const below = (settings: Record<string, unknown>, recipients = ['anna@contoso.com', 'ben@contoso.com']) =>
    findingsOf('mail-flow-stops', { 'Get-TransportRule': [low, top(settings)] }, { recipients }).map(
      ({ status, severity, affects, effect }) => ({ seen: [status, severity, affects.count], effect }),
    );
  const ours = { SenderDomainIs: ['contoso.com'] };

  it('is no gap where the rule above meets all campaigns, and says what keeps it from them', () => {
    const [finding, ...more] = below(ours);
    assert.deepEqual([finding?.seen, more], [['info', 'none', 2], []]);
    assert.match(finding?.effect ?? '', /“Top” above it meets them and stops rule processing/);
  });

  it('stays a gap where the rule above does not stop, is off, is only tested, comes later, or meets other mail', () => {
    const idle = [
      { StopRuleProcessing: false },
      { State: 'Disabled' },
      { Mode: 'Audit' },
      { Priority: 2 },
      { SenderDomainIs: ['fabrikam.com'] },
    ];
    for (const change of idle) {
      assert.deepEqual(
        below({ ...ours, ...change }).map(({ seen }) => seen),
        [['gap', 'critical', 2]],
        JSON.stringify(change),
      );
    }
  });

  it('is not known where the conditions of the rule above cannot be decided', () => {
    const undecided = [
      { SubjectOrBodyContainsWords: ['news'] },
      { SubjectContainsWords: ['cm test'] },
      { SentToMemberOf: ['unread@contoso.com'] },
    ];
    for (const change of undecided) {
      const [finding, ...more] = below({ ...ours, ...change });
      assert.deepEqual([finding?.seen, more], [['unknown', 'none', 2], []], JSON.stringify(change));
      assert.match(finding?.effect ?? '', /“Top” above it/);
    }
  });

  it('is a gap for those alone whom the rule above leaves to it', () => {
    assert.deepEqual(
      below({ SentTo: ['anna@contoso.com'] }).map(({ seen }) => seen),
      [['gap', 'critical', 1]],
    );
    assert.deepEqual(
      below({ SentTo: ['anna@contoso.com'], HasClassification: 'x' }).map(({ seen }) => seen),
      [
        ['gap', 'critical', 1],
        ['unknown', 'none', 1],
      ],
    );
  });
});

describe('Marks on mail from outside', () => {
  it('are good to know, with a word on the test marker', () => {
    const finding = findingOf('external-marking', rules({ PrependSubject: '[EXT] ', FromScope: 'NotInOrganization' }));
    assert.equal(finding.status, 'info');
    assert.match(finding.effect, /no longer begins with “CM Test -”/);
  });

  it('by Outlook’s tag are good to know unless the sender is on its list', () => {
    const tag = (AllowList: string[]) => ({ 'Get-ExternalInOutlook': [{ Identity: 'x', Enabled: true, AllowList }] });
    assert.equal(findingOf('external-marking', tag([])).status, 'info');
    assert.equal(findingOf('external-marking', tag(['news@contoso.com'])).status, 'ok');
    assert.equal(findingsOf('external-marking', tag(['gmail.com', 'contoso.com']))[0]?.status, 'gap');
  });
});

describe('An inbound connector', () => {
  const connector = (settings: Record<string, unknown>) => ({
    'Get-InboundConnector': [
      { Name: 'In', Enabled: true, ConnectorType: 'Partner', SenderDomains: ['smtp:*;1'], ...settings },
    ],
  });

  it('that treats mail as internal is an opening', () => {
    const finding = findingOf(
      'inbound-connectors',
      connector({ ConnectorType: 'OnPremises', TreatMessagesAsInternal: true }),
    );
    assert.deepEqual([finding.status, finding.kind, finding.severity], ['gap', 'opening', 'high']);
    assert.equal(finding.fixes[0]?.powershell, "Set-InboundConnector -Identity 'In' -TreatMessagesAsInternal:$false");
  });

  it('that refuses all other addresses stops Email Delivery, unless it names them or a gateway is in front', () => {
    const only = (SenderIPAddresses: string[]) => connector({ RestrictDomainsToIPAddresses: true, SenderIPAddresses });
    assert.equal(findingOf('inbound-connectors', only(['203.0.113.9'])).severity, 'critical');
    assert.equal(findingOf('inbound-connectors', only(['198.51.100.0/24'])).status, 'ok');
    const gateway = { ...only(['203.0.113.9']), domains: { mxAtMicrosoft365: false } };
    assert.equal(findingOf('inbound-connectors', gateway).status, 'info');
  });

  it('of a gateway needs Enhanced Filtering for everybody', () => {
    const behind = (settings: Record<string, unknown>) => ({
      ...connector(settings),
      domains: { mxAtMicrosoft365: false },
    });
    assert.equal(findingOf('enhanced-filtering', behind({})).setting, 'EFSkipLastIP');
    assert.equal(
      findingOf('enhanced-filtering', behind({ EFSkipLastIP: true, EFTestMode: true })).setting,
      'EFTestMode',
    );
    assert.equal(
      findingOf('enhanced-filtering', behind({ EFSkipIPs: ['203.0.113.9'], EFUsers: ['a@b.c'] })).setting,
      'EFUsers',
    );
    assert.equal(findingOf('enhanced-filtering', behind({ EFSkipIPs: ['203.0.113.9'] })).status, 'ok');
    const none = { 'Get-InboundConnector': [], domains: { mxAtMicrosoft365: false } };
    assert.equal(findingOf('enhanced-filtering', none).actual, 'no connector');
    assert.equal(findingOf('enhanced-filtering', { domains: {} }).status, 'unknown');
  });

  it('where the MX records point is told from DNS when nobody said it', () => {
    const dns = (mx: string) => ({ domains: {}, dns: { 'contoso.com': { mx: [mx] } } });
    assert.equal(findingOf('enhanced-filtering', dns('10 contoso-com.mail.protection.outlook.com.')).status, 'ok');
    assert.equal(findingOf('enhanced-filtering', dns('10 mx1.gateway.example')).status, 'gap');
  });
});

describe('Rejection of direct sends', () => {
  const rejecting = { 'Get-OrganizationConfig': [{ Name: 'contoso', RejectDirectSend: true }] };
  const envelope = (mailFromDomains: string[]) => ({
    sender: {
      senders: [{ address: 'news@contoso.com', path: 'email-delivery' as const }],
      sendingIps: ['198.51.100.7'],
      mailFromDomains,
    },
  });

  it('stops Email Delivery when its envelope is in an accepted domain and no connector knows it', () => {
    const finding = findingOf('direct-send', rejecting, envelope(['contoso.com']));
    assert.deepEqual([finding.status, finding.severity], ['gap', 'critical']);
    assert.deepEqual(
      finding.fixes.map(({ mechanism }) => mechanism),
      ['envelopeSubdomain', 'partnerConnector'],
    );
  });

  it('is fine with an envelope elsewhere, or a connector for its addresses', () => {
    assert.equal(findingOf('direct-send', rejecting, envelope(['em1.contoso.com'])).status, 'ok');
    const connector = { 'Get-InboundConnector': [{ Enabled: true, SenderIPAddresses: ['198.51.100.7'] }] };
    assert.equal(findingOf('direct-send', { ...rejecting, ...connector }, envelope(['contoso.com'])).status, 'ok');
  });

  it('is not known without the envelope domain, or without the organisation’s answer', () => {
    assert.equal(findingOf('direct-send', rejecting, envelope([])).status, 'unknown');
    assert.equal(findingOf('direct-send', { 'Get-OrganizationConfig': [{ Name: 'contoso' }] }).status, 'unknown');
  });
});

describe('Advanced delivery', () => {
  const simulation = (settings: Record<string, unknown>) => ({
    'Get-ExoPhishSimOverrideRule': [{ Name: 'Sim', State: 'Enabled', Mode: 'Enforce', ...settings }],
  });

  it('for newsletters is a gap', () => {
    for (const wrong of [
      { Domains: ['contactmonkey.com'] },
      { Domains: ['sendgrid.net'] },
      { SenderIpRanges: ['198.51.100.0/24'] },
    ]) {
      const finding = findingOf('advanced-delivery', simulation(wrong));
      assert.deepEqual([finding.status, finding.severity], ['gap', 'high']);
      assert.match(finding.fixes[0]?.powershell ?? '', /^Set-ExoPhishSimOverrideRule -Identity 'Sim' -Remove/);
    }
  });

  it('for phishing simulations is fine', () => {
    const proper = simulation({ Domains: ['phishsim.example'], SenderIpRanges: ['192.0.2.55'] });
    assert.equal(findingOf('advanced-delivery', proper).status, 'ok');
  });

  it('for a mailbox that gets campaigns is a gap', () => {
    const finding = findingOf('advanced-delivery', {
      'Get-SecOpsOverridePolicy': [{ Name: 'SecOpsOverridePolicy', SentTo: ['Anna@contoso.com', 'soc@contoso.com'] }],
    });
    assert.deepEqual([finding.status, finding.actual, finding.affects.count], ['gap', ['anna@contoso.com'], 1]);
  });

  it('is not known while its SecOps mailboxes or its simulations were not read', () => {
    for (const cmdlet of ['Get-SecOpsOverridePolicy', 'Get-ExoPhishSimOverrideRule']) {
      const finding = findingOf('advanced-delivery', { [cmdlet]: null });
      assert.equal(finding.status, 'unknown');
      assert.match(finding.effect, new RegExp(cmdlet));
    }
  });

  it('shows an opening in one half although the other half was not read', () => {
    const wrong = { ...simulation({ Domains: ['contactmonkey.com'] }), 'Get-SecOpsOverridePolicy': null };
    assert.deepEqual(
      findingsOf('advanced-delivery', wrong).map(({ status }) => status),
      ['gap', 'unknown'],
    );
  });
});

describe('Outbound limits', () => {
  const audience = Array.from({ length: 1200 }, (_, place) => `p${place}@contoso.com`);
  const policy = (name: string, more: Record<string, unknown>) => ({
    Name: name,
    ActionWhenThresholdReached: 'BlockUser',
    ...more,
  });
  const tenant = (rule: Record<string, unknown>) => ({
    'Get-HostedOutboundSpamFilterPolicy': [
      policy('Default', { IsDefault: true, RecipientLimitInternalPerHour: 0, RecipientLimitPerDay: 0 }),
      policy('Strict', { RecipientLimitInternalPerHour: 800, RecipientLimitPerDay: 0 }),
    ],
    'Get-HostedOutboundSpamFilterRule': [
      { HostedOutboundSpamFilterPolicy: 'Strict', State: 'Enabled', Priority: 0, ...rule },
    ],
  });

  it('below the size of the audience stop a campaign from an own mailbox', () => {
    const finding = findingOf('outbound-limits', tenant({ From: ['Comms@contoso.com'] }), { recipients: audience });
    assert.deepEqual(
      [finding.status, finding.severity, finding.actual, finding.policy],
      ['gap', 'high', 800, 'Strict'],
    );
    assert.deepEqual(
      finding.fixes.map(({ mechanism }) => mechanism),
      ['useEmailDelivery', 'scopedOutboundPolicy'],
    );
  });

  it('are fine for a smaller audience, another mailbox, or an excepted one', () => {
    assert.equal(findingOf('outbound-limits', tenant({ From: ['comms@contoso.com'] })).status, 'ok');
    assert.equal(
      findingOf('outbound-limits', tenant({ From: ['x@contoso.com'] }), { recipients: audience }).status,
      'ok',
    );
    const excepted = tenant({ SenderDomainIs: ['contoso.com'], ExceptIfFrom: ['comms@contoso.com'] });
    assert.equal(findingOf('outbound-limits', excepted, { recipients: audience }).status, 'ok');
  });

  it('are not known when a group decides whose members were not read', () => {
    assert.equal(findingOf('outbound-limits', tenant({ FromMemberOf: ['senders@contoso.com'] })).status, 'unknown');
  });
});
