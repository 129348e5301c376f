import assert from 'node:assert/strict';
import fc from 'fast-check';
import { untouchedTenant } from '../../support/microsoft-baselines.ts';
import { policyChat } from './policy-chat.ts';

const entry = (row: Record<string, unknown>) => ({
  Identity: 'x',
  Notes: null,
  ExpirationDate: null,
  RemoveAfter: null,
  LastUsedDate: null,
  CreatedDateTime: '2026-11-01T00:00:00Z',
  ...row,
});

describe('Questions about allowing', () => {
  const refusal = async (text: string) => {
    const { ask } = policyChat(untouchedTenant('Standard'));
    return (await ask(text)).answer;
  };

  it('puts a tracking host into a URL entry and no sender list', async () => {
    const { text, card } = await refusal('add tk.cmnky.co to the allow list');
    assert.match(
      text,
      /New-TenantAllowBlockListItems -ListType 'Url' -Entries 'tk\.cmnky\.co\/api\/v1\/\*' -Allow:\$true -RemoveAfter 45/,
    );
    assert.match(text, /Not: Allowed domains of the anti-spam policy/);
    assert.doesNotMatch(text, /-AllowedSenderDomains/);
    assert.match(JSON.stringify(card), /tk\.cmnky\.co\/api\/v1/);
  });

  it('refuses the own domain, a shared service, a popular domain and an IP address, each with its reason', async () => {
    for (const [asked, reason] of [
      ['add contoso.com to the allow list', /one of your own domains\. Do not allow it/],
      ['whitelist sendgrid.net', /many companies share/],
      ['whitelist gmail.com', /anybody can have an address/],
      ['whitelist the ip 198.51.100.7', /does not name\. Do not allow it/],
      ['whitelist the ip 192.0.2.10', /I advise against it/],
      ['whitelist the ip 10.0.0.5', /no public IP address/],
    ] as const) {
      const { text } = await refusal(asked);
      assert.match(text, reason, asked);
      assert.doesNotMatch(text, /-IPAllowList|-AllowedSenderDomains|-AllowedSenders /, asked);
    }
  });

  it('never proposes a command that writes an allow for an own address', async () => {
    const { text } = await refusal('please whitelist people@contoso.com');
    assert.doesNotMatch(text, /ListType 'Sender'/);
    assert.match(text, /New-TenantAllowBlockListSpoofItems/);
  });

  it('tells of a block that stands in the way of the allow', async () => {
    const document = {
      ...untouchedTenant('Standard'),
      'Get-TenantAllowBlockListItems': [entry({ ListType: 'Url', Action: 'Block', Value: 'contactmonkey.com/*' })],
    };
    const { ask } = policyChat(document);
    assert.match((await ask('allow contactmonkey.com')).answer.text, /a block wins over an allow/);
    const blocked = await ask('employees see a red page when they click the benefits link');
    assert.match(blocked.answer.text, /contactmonkey\.com\/\*: blocks contactmonkey\.com/);
  });

  it('lets no value of a person break out of the PowerShell quotes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 40 }), async (junk) => {
        const { press } = policyChat(untouchedTenant('Standard'));
        const { answer } = await press('allowlist.add', {
          value: `x${junk}'; Remove-Mailbox -Identity 'ceo@fabrikam.example`,
        });
        for (const line of answer.text.split('\n').filter((one) => /^ {4}(?:New|Set|Remove)-/.test(one))) {
          const outside = line.replace(/'(?:[^'\u2018\u2019\u201a\u201b]|['\u2018\u2019\u201a\u201b]{2})*'/gu, '');
          assert.doesNotMatch(outside, /Remove-Mailbox/);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('lists the entries of the campaigns with their end, and how to renew them', async () => {
    const document = {
      ...untouchedTenant('Standard'),
      'Get-TenantAllowBlockListItems': [
        entry({
          ListType: 'Url',
          Action: 'Allow',
          Value: 'tk.cmnky.co/api/v1/*',
          RemoveAfter: 45,
          LastUsedDate: '2026-11-02T00:00:00Z',
        }),
        entry({
          ListType: 'Url',
          Action: 'Allow',
          Value: 'www.contactmonkey.com/api/v1/*',
          ExpirationDate: '2026-11-10T00:00:00Z',
        }),
        entry({
          ListType: 'Url',
          Action: 'Allow',
          Value: 'unrelated.example/*',
          ExpirationDate: '2026-11-20T00:00:00Z',
        }),
      ],
      'Get-TenantAllowBlockListSpoofItems': [
        {
          Identity: 'p',
          SpoofedUser: 'people@contoso.com',
          SendingInfrastructure: 'contoso.com',
          SpoofType: 'Internal',
          Action: 'Allow',
        },
      ],
    };
    const { ask } = policyChat(document);
    const { answer } = await ask('when does our allow entry for the tracking domain run out');
    assert.match(
      answer.text,
      /tk\.cmnky\.co\/api\/v1\/\*: runs out on 17 Dec 2026 \(in 31 days\), later if mail uses it before/,
    );
    assert.match(answer.text, /www\.contactmonkey\.com\/api\/v1\/\*: ran out on 10 Nov 2026/);
    assert.match(answer.text, /Spoof pair people@contoso\.com, contoso\.com: does not run out/);
    assert.doesNotMatch(answer.text, /unrelated/);
    assert.match(answer.text, /Set-TenantAllowBlockListItems -ListType 'Url' -Entries 'tk\.cmnky\.co/);
  });
});
