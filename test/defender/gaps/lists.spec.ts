import assert from 'node:assert/strict';
import { defaultWith, findingOf, findingsOf, sender } from '../../support/gap-tenant.ts';

const antiSpam = (changes: Record<string, unknown>) => defaultWith('Get-HostedContentFilterPolicy', changes);
const antiPhish = (changes: Record<string, unknown>) => defaultWith('Get-AntiPhishPolicy', changes);
const connection = (changes: Record<string, unknown>) => defaultWith('Get-HostedConnectionFilterPolicy', changes);
const entry = (more: Record<string, unknown>) => ({ ListType: 'Url', Action: 'Allow', ListSubType: 'Tenant', ...more });
const table = (...rows: Record<string, unknown>[]) => ({ 'Get-TenantAllowBlockListItems': rows.map(entry) });

describe('Allowed domains of the anti-spam policy', () => {
  it('are an opening, worst for an own domain, and name who faults the guide', () => {
    const finding = findingOf('anti-spam-allow-lists', antiSpam({ AllowedSenderDomains: [{ Domain: 'contoso.com' }] }));
    assert.deepEqual([finding.status, finding.kind, finding.severity], ['gap', 'opening', 'critical']);
    assert.deepEqual(finding.actual, ['contoso.com']);
    assert.ok(finding.conflict?.faultedBy.includes('ORCA-118_1'));
    assert.equal(
      finding.fixes[0]?.rollback,
      "Set-HostedContentFilterPolicy -Identity 'Default' -AllowedSenderDomains 'contoso.com'",
    );
  });

  it('say that ContactMonkey’s own domain would help nothing', () => {
    assert.match(
      findingOf('anti-spam-allow-lists', antiSpam({ AllowedSenderDomains: ['contactmonkey.com'] })).effect,
      /helps nothing/,
    );
  });

  it('of a policy that reaches nobody are good to know: they allow nothing', () => {
    const tenant = {
      'Get-EOPProtectionPolicyRule': [
        {
          Name: 'Standard Preset Security Policy',
          HostedContentFilterPolicy: 'Standard Preset Security Policy1700000000001',
          State: 'Enabled',
        },
      ],
    };
    const finding = findingOf('anti-spam-allow-lists', {
      ...antiSpam({ AllowedSenderDomains: ['contoso.com'] }),
      ...tenant,
    });
    assert.equal(finding.status, 'info');
    assert.match(finding.effect, /allows nothing/);
  });
});

describe('Blocked senders', () => {
  it('that name a sender of the profile stop every campaign', () => {
    const finding = findingOf(
      'anti-spam-block-lists',
      antiSpam({ BlockedSenderDomains: ['contoso.com', 'spam.example'] }),
    );
    assert.deepEqual([finding.status, finding.severity, finding.actual], ['gap', 'critical', ['contoso.com']]);
    assert.match(finding.fixes[0]?.powershell ?? '', /-BlockedSenderDomains 'spam\.example'$/);
  });

  it('are fine otherwise, and not known without a sender', () => {
    const other = antiSpam({ BlockedSenders: ['bad@spam.example'] });
    assert.equal(findingOf('anti-spam-block-lists', other).status, 'info');
    assert.equal(findingOf('anti-spam-block-lists', other, { sender: {} }).status, 'unknown');
  });

  it('of people themselves are counted, with the word that no allow helps', () => {
    const finding = findingOf('user-block-lists', {
      'Get-MailboxJunkEmailConfiguration': [
        { Identity: 'anna@contoso.com', BlockedSendersAndDomains: ['contoso.com'] },
        { Identity: 'bert@contoso.com', BlockedSendersAndDomains: ['other.example'] },
      ],
    });
    assert.deepEqual(
      [finding.status, finding.affects.count, finding.affects.examples],
      ['gap', 1, ['anna@contoso.com']],
    );
    assert.equal(finding.never[0]?.mechanism, 'senderAllow');
  });
});

describe('The connection filter', () => {
  it('with allowed addresses is an opening', () => {
    const finding = findingOf('connection-filter', connection({ IPAllowList: ['198.51.100.0/24'] }));
    assert.deepEqual([finding.status, finding.kind], ['gap', 'opening']);
    assert.match(finding.effect, /256 addresses/);
    assert.match(finding.effect, /dedicated sending address/);
  });

  it('with a blocked address of the sender stops every campaign', () => {
    for (const range of ['198.51.100.7', '198.51.100.0/28', '198.51.100.1-198.51.100.9']) {
      const finding = findingOf('connection-filter', connection({ IPBlockList: [range, '203.0.113.1'] }));
      assert.deepEqual([finding.status, finding.kind, finding.actual], ['gap', 'stops', [range]]);
    }
    assert.equal(findingOf('connection-filter', connection({ IPBlockList: ['203.0.113.1'] })).status, 'info');
    assert.equal(
      findingOf('connection-filter', connection({ IPBlockList: ['203.0.113.1'] }), { sender: {} }).status,
      'unknown',
    );
  });

  it('with Microsoft’s safe list is an opening', () => {
    assert.equal(findingOf('connection-filter', connection({ EnableSafeList: true })).setting, 'EnableSafeList');
  });
});

describe('Trusted domains of the anti-phishing policy', () => {
  it('are a gap for an own domain, and without effect for a tracking host', () => {
    const own = findingOf('trusted-senders', antiPhish({ ExcludedDomains: ['contoso.com'] }));
    assert.deepEqual([own.status, own.setting], ['gap', 'ExcludedDomains']);
    const host = findingOf('trusted-senders', antiPhish({ ExcludedDomains: ['tk.cmnky.co'] }));
    assert.equal(host.status, 'info');
    assert.match(host.effect, /no effect/);
  });

  it('are otherwise what Microsoft recommends for mistakes', () => {
    assert.equal(findingOf('trusted-senders', antiPhish({ ExcludedSenders: ['ceo@fabrikam.com'] })).status, 'info');
  });
});

describe('A sender that resembles a protected domain', () => {
  const lookAlike = {
    sender: { ...sender, senders: [{ address: 'news@contoso-news.com', path: 'email-delivery' as const }] },
  };

  it('is a gap until it is trusted', () => {
    const guarded = antiPhish({ EnableOrganizationDomainsProtection: true });
    const finding = findingOf('look-alike-sender', guarded, lookAlike);
    assert.equal(finding.status, 'gap');
    assert.equal(finding.fixes[0]?.mechanism, 'trustedSender');
    assert.equal(finding.never[0]?.mechanism, 'senderAllow');
    const trusted = antiPhish({
      EnableOrganizationDomainsProtection: true,
      ExcludedSenders: ['news@contoso-news.com'],
    });
    assert.equal(findingOf('look-alike-sender', trusted, lookAlike).status, 'ok');
  });

  it('or a protected person at another domain is a gap', () => {
    const guarded = antiPhish({
      EnableTargetedUserProtection: true,
      TargetedUsersToProtect: ['Jane Doe; jane.doe@contoso.com'],
    });
    const jane = {
      sender: { ...sender, senders: [{ address: 'Jane.Doe@mail.example', path: 'email-delivery' as const }] },
    };
    const finding = findingOf('look-alike-sender', guarded, jane);
    assert.deepEqual([finding.status, finding.setting], ['gap', 'TargetedUserProtectionAction']);
    assert.equal(
      finding.fixes[0]?.powershell,
      "Set-AntiPhishPolicy -Identity 'Office365 AntiPhish Default' -ExcludedSenders @{Add='jane.doe@mail.example'}",
    );
    const own = {
      sender: { ...sender, senders: [{ address: 'jane.doe@contoso.com', path: 'email-delivery' as const }] },
    };
    assert.equal(findingOf('look-alike-sender', guarded, own).status, 'ok');
  });

  it('is fine where nothing is protected, and for the domain itself', () => {
    assert.equal(findingOf('look-alike-sender', {}, lookAlike).status, 'ok');
    assert.equal(findingOf('look-alike-sender', antiPhish({ EnableOrganizationDomainsProtection: true })).status, 'ok');
  });
});

describe('Block entries of the Tenant Allow/Block List', () => {
  const block = (ListType: string, Value: string, more = {}) => table({ Action: 'Block', ListType, Value, ...more });

  it('that hit the sender or a tracking host stop every campaign', () => {
    for (const [type, value] of [
      ['Sender', 'news@contoso.com'],
      ['Sender', 'contoso.com'],
      ['Url', 'cmnky.co'],
      ['Url', 'contactmonkey.com/api/*'],
    ] as const) {
      const finding = findingOf('allow-block-list-blocks', block(type, value));
      assert.deepEqual([finding.status, finding.severity, finding.setting], ['gap', 'critical', type], value);
      assert.equal(finding.fixes[0]?.mechanism, 'removeEntry');
    }
  });

  it('that are over, or about others, are fine', () => {
    assert.equal(
      findingOf('allow-block-list-blocks', block('Url', 'cmnky.co', { ExpirationDate: '2026-11-01T00:00:00Z' })).status,
      'ok',
    );
    assert.equal(findingOf('allow-block-list-blocks', block('Sender', 'sub.contoso.com')).status, 'ok');
    assert.equal(findingOf('allow-block-list-blocks', block('Url', 'contactmonkey.com/blog/*')).status, 'ok');
  });
});

describe('Allow entries of the Tenant Allow/Block List', () => {
  const allow = (ListType: string, Value: string, more = {}) => table({ ListType, Value, ...more });

  it('for an own or a shared domain are openings, for one other address not', () => {
    assert.equal(findingOf('allow-block-list-allows', allow('Sender', 'contoso.com')).severity, 'high');
    assert.equal(findingOf('allow-block-list-allows', allow('Sender', 'news@contoso.com')).severity, 'medium');
    assert.equal(findingOf('allow-block-list-allows', allow('Sender', 'gmail.com')).severity, 'high');
    assert.equal(findingOf('allow-block-list-allows', allow('Sender', 'news@fabrikam.com')).status, 'ok');
  });

  it('for the whole tracking host are wider than needed, for its path not', () => {
    assert.equal(findingOf('allow-block-list-allows', allow('Url', 'tk.cmnky.co/*')).severity, 'low');
    assert.equal(findingOf('allow-block-list-allows', allow('Url', 'tk.cmnky.co/api/v1/*')).status, 'ok');
  });

  it('that do not match the tracker are said to, with the entry that does', () => {
    const finding = findingOf('allow-entry-expiry', allow('Url', 'tk.cmnky.co'));
    assert.deepEqual([finding.status, finding.expected], ['gap', 'tk.cmnky.co/api/v1/*']);
    assert.equal(findingOf('allow-entry-expiry', allow('Url', 'tk.cmnky.co/api/v1/*')).status, 'ok');
  });

  it('that run out before the next campaign are a gap, with the command to renew them', () => {
    const used = { RemoveAfter: 45, LastUsedDate: '2026-10-20T00:00:00Z' };
    const finding = findingOf('allow-entry-expiry', allow('Url', 'tk.cmnky.co/api/v1/*', used));
    assert.deepEqual([finding.status, finding.severity, finding.actual], ['gap', 'low', '2026-12-04']);
    assert.match(
      finding.fixes[0]?.powershell ?? '',
      /^Set-TenantAllowBlockListItems -ListType 'Url' -Entries 'tk\.cmnky\.co\/api\/v1\/\*'/,
    );
    const before = { sender: { ...sender, nextCampaignAt: '2026-12-01T08:00:00Z' } };
    assert.equal(findingOf('allow-entry-expiry', allow('Url', 'tk.cmnky.co/api/v1/*', used), before).status, 'ok');
    const gone = allow('Url', 'tk.cmnky.co/api/v1/*', { ExpirationDate: '2026-11-20T00:00:00Z' });
    assert.equal(findingOf('allow-entry-expiry', gone).severity, 'medium');
  });

  it('of others are left alone', () => {
    assert.equal(
      findingOf('allow-entry-expiry', allow('Url', 'fabrikam.com', { ExpirationDate: '2026-11-20T00:00:00Z' })).status,
      'ok',
    );
  });

  it('say when a list is nearly full', () => {
    const many = Array.from({ length: 960 }, (_, place) => ({ ListType: 'Sender', Value: `a${place}@fabrikam.com` }));
    const finding = findingOf('allow-block-list-capacity', table(...many));
    assert.deepEqual([finding.status, finding.actual, finding.expected], ['info', 960, 1000]);
  });
});

describe('Spoofed senders', () => {
  const pair = (SpoofedUser: string, SendingInfrastructure: string, Action = 'Allow', SpoofType = 'Internal') => ({
    'Get-TenantAllowBlockListSpoofItems': [{ Identity: 'id-1', SpoofedUser, SendingInfrastructure, Action, SpoofType }],
  });

  it('allowed from anywhere, or from a shared service, are an opening', () => {
    assert.equal(findingOf('spoof-pairs', pair('contoso.com', '*')).severity, 'high');
    assert.match(
      findingOf('spoof-pairs', pair('news@contoso.com', 'sendgrid.net')).effect,
      /every customer of sendgrid\.net/,
    );
    assert.equal(findingOf('spoof-pairs', pair('*', 'fabrikam.com', 'Allow', 'External')).severity, 'medium');
    assert.equal(findingOf('spoof-pairs', pair('news@contoso.com', 'mail.contoso.com')).status, 'ok');
  });

  it('blocked for the sender stop Email Delivery', () => {
    const finding = findingOf('spoof-pairs', pair('contoso.com', '198.51.100.0/24', 'Block'));
    assert.deepEqual([finding.status, finding.kind, finding.severity], ['gap', 'stops', 'critical']);
    assert.equal(findingOf('spoof-pairs', pair('fabrikam.com', '*', 'Block')).status, 'ok');
    assert.equal(findingOf('spoof-pairs', pair('contoso.com', 'sendgrid.net', 'Block')).status, 'unknown');
  });
});

describe('“Do not rewrite” entries', () => {
  const entries = (...DoNotRewriteUrls: string[]) => defaultWith('Get-SafeLinksPolicy', { DoNotRewriteUrls });

  it('for a whole host of the vendor are wider than needed', () => {
    const finding = findingOf('do-not-rewrite', entries('https://contactmonkey.com/*'));
    assert.deepEqual([finding.status, finding.setting], ['gap', 'DoNotRewriteUrls']);
    assert.match(finding.conflict?.microsoftSays ?? '', /No entry is recommended/);
  });

  it('that do not match the tracker’s links are said to do nothing', () => {
    const found = findingsOf('do-not-rewrite', entries('https://tk.cmnky.co'));
    assert.ok(found.some(({ effect }) => /does not match/.test(effect)));
  });

  it('for something else are good to know', () => {
    assert.equal(findingOf('do-not-rewrite', entries('https://intranet.fabrikam.com/*')).status, 'info');
  });
});

describe('ARC sealers', () => {
  for (const [shape, sealers] of [
    ['an array', ['sendgrid.net', 'gateway.example']],
    ['a comma string', 'sendgrid.net, gateway.example'],
    ['a string', 'sendgrid.net'],
  ] as const) {
    it(`that do not seal are a gap, given as ${shape}`, () => {
      const finding = findingOf('arc-sealers', {
        'Get-ArcConfig': [{ Identity: 'Default', ArcTrustedSealers: sealers }],
      });
      assert.deepEqual([finding.status, finding.actual], ['gap', ['sendgrid.net']]);
    });
  }

  it('that pass mail on are fine', () => {
    assert.equal(
      findingOf('arc-sealers', { 'Get-ArcConfig': [{ ArcTrustedSealers: ['gateway.example'] }] }).status,
      'ok',
    );
  });
});
