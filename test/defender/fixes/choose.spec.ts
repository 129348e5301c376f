import assert from 'node:assert/strict';
import { type CauseFacts, type CauseId, causes } from '../../../src/defender/fixes/causes.ts';
import { canWork, chooseFixes, fixFor } from '../../../src/defender/fixes/choose.ts';
import { type MechanismId, mechanism, mechanisms, type Verdict } from '../../../src/defender/fixes/mechanisms.ts';
import type { Situation } from '../../../src/defender/fixes/situation.ts';

const ids = Object.keys(mechanisms) as MechanismId[];
const causeIds = Object.keys(causes) as CauseId[];
const situation: Situation = {
  policy: { type: 'antiSpam', name: "O'Brien's policy", preset: null },
  setting: 'BulkThreshold',
  current: 5,
  wanted: 8,
  sender: 'news@fabrikam.com',
  senderDomain: 'fabrikam.com',
  senderIsOwn: false,
  infrastructure: 'mail.fabrikam.com',
  urls: ['tk.cmnky.co/api/v1/*'],
  group: 'all@contoso.com',
  mailbox: 'anna@contoso.com',
  rule: 'Stop it',
  connector: 'In',
  tableEntry: { listType: 'Url', value: 'tk.cmnky.co' },
  sendingIps: ['198.51.100.7'],
};
const of = (cause: CauseId, more: Situation = {}) => chooseFixes(cause, { ...situation, ...more });
const names = (cause: CauseId, more: Situation = {}) => of(cause, more).fixes.map(({ mechanism: id }) => id);

/** Verdicts that an allow does not overrule: malware and high-confidence phish, but for links and files that were submitted. */
const secureByDefault: readonly Verdict[] = ['malware', 'highConfidencePhish'];

describe('The chooser', () => {
  for (const cause of causeIds) {
    it(`proposes for “${causes[cause].title}” only what can work, cheapest first, each with steps, command and way back`, () => {
      const { fixes, never } = of(cause);
      assert.ok(fixes.length > 0);
      assert.deepEqual(
        fixes.map(({ cost }) => cost),
        fixes.map(({ cost }) => cost).sort((a, b) => a - b),
      );
      for (const fix of fixes) {
        assert.ok(canWork(mechanism(fix.mechanism), causes[cause]), fix.mechanism);
        assert.ok(fix.cost <= 3, `${fix.mechanism} is too wide to be proposed`);
        for (const part of ['securityCost', 'overrides', 'cannotOverride', 'powershell', 'rollback', 'link'] as const) {
          assert.ok(fix[part], `${fix.mechanism} has no ${part}`);
        }
        assert.ok(fix.steps.length > 0, fix.mechanism);
        assert.match(fix.link, /^https:\/\//);
        assert.ok(
          !never.some(({ mechanism: id }) => id === fix.mechanism),
          `${fix.mechanism} is proposed and warned of`,
        );
      }
    });
  }

  it('never proposes an allow that secure by default ignores', () => {
    for (const id of ids) {
      const facts = mechanism(id);
      const cause: CauseFacts = { title: '', verdict: 'highConfidencePhish', propose: [id], never: [] };
      const may = facts.kind === 'removesCause' || ['urlAllowBySubmission', 'advancedDelivery'].includes(id);
      assert.equal(canWork(facts, cause), may, id);
    }
    assert.deepEqual(names('highConfidencePhish'), ['submitAsClean', 'customTrackingDomain', 'urlAllowBySubmission']);
    for (const wrong of ['senderAllow', 'allowedSenderDomain', 'ipAllow', 'safeSender']) {
      assert.ok(of('highConfidencePhish').never.some(({ mechanism: id }) => id === wrong));
    }
  });

  it('lets sender, IP and rule allows overrule no verdict of secure by default', () => {
    for (const id of [
      'senderAllow',
      'safeSender',
      'ipAllow',
      'allowedSenderDomain',
      'ruleForAuthenticatedSender',
      'urlAllowDirect',
    ] as const) {
      for (const verdict of secureByDefault)
        assert.ok(!(mechanism(id).overrules as readonly Verdict[]).includes(verdict), id);
    }
  });

  it('never allows an address of an own domain', () => {
    const own = { sender: 'news@contoso.com', senderDomain: 'contoso.com', senderIsOwn: true };
    assert.deepEqual(names('bulk', own), ['scopedPolicy']);
    assert.deepEqual(names('spam', own), ['submitAsClean']);
    assert.ok(of('bulk', own).never.some(({ why }) => /forged mail of your own people/.test(why)));
  });

  it('never proposes a preset’s own values', () => {
    const preset = { policy: { type: 'antiSpam', name: 'Strict Preset Security Policy1', preset: 'strict' } } as const;
    assert.deepEqual(names('asf', preset), []);
    const scoped = of('bulk', preset).fixes.find(({ mechanism: id }) => id === 'scopedPolicy');
    assert.match(
      scoped?.powershell ?? '',
      /Set-EOPProtectionPolicyRule -Identity 'Strict Preset Security Policy' -ExceptIfSentToMemberOf/,
    );
  });

  it('changes the trusted senders of a preset in its wizard and never by a command', () => {
    const preset = { type: 'antiPhish', name: 'Strict Preset Security Policy2', preset: 'strict' } as const;
    const list = {
      policy: preset,
      setting: 'ExcludedDomains',
      current: ['gmail.com', 'a.example'],
      wanted: ['a.example'],
    };
    const { rule: _, connector: __, tableEntry: ___, ...place } = situation;
    const made = [
      fixFor('closeOpening', { ...place, ...list }),
      fixFor('trustedSender', { ...situation, ...list }),
      fixFor('trustedDomain', { ...situation, ...list }),
    ];
    for (const { steps, link, powershell, rollback } of made) {
      assert.doesNotMatch(`${powershell}\n${rollback}`, /^[^#]/m);
      assert.equal(link, 'https://security.microsoft.com/presetSecurityPolicies');
      assert.ok(steps.some((step) => /Under Strict protection .*“Trusted senders and domains”/.test(step)));
    }
    assert.ok(made[0]?.steps.some((step) => step.startsWith('Remove gmail.com, then')));
    assert.ok(made[1]?.steps.some((step) => step.startsWith('Add news@fabrikam.com, then')));
  });

  it('sets no other value of a preset by a command either', () => {
    const preset = { policy: { type: 'antiSpam', name: 'Strict Preset Security Policy1', preset: 'strict' } } as const;
    for (const id of ['recommendedValue', 'dynamicDelivery'] as const) {
      assert.doesNotMatch(fixFor(id, { ...situation, ...preset }).powershell, /^[^#]/m);
    }
  });

  it('tells the expiry of allow entries and how to renew them', () => {
    const fix = of('bulk').fixes.find(({ mechanism: id }) => id === 'senderAllow');
    assert.match(fix?.expiry ?? '', /45 days/);
    assert.equal(
      fix?.powershell,
      "New-TenantAllowBlockListItems -ListType 'Sender' -Entries 'news@fabrikam.com' -Allow:$true -RemoveAfter 45",
    );
    assert.equal(fix?.rollback, "Remove-TenantAllowBlockListItems -ListType 'Sender' -Entries 'news@fabrikam.com'");
  });

  it('makes the rule for authenticated senders in audit mode, with both conditions', () => {
    const fix = of('spam').fixes.find(({ mechanism: id }) => id === 'ruleForAuthenticatedSender');
    assert.match(
      fix?.powershell ?? '',
      /-SenderDomainIs 'fabrikam\.com' -HeaderContainsMessageHeader 'Authentication-Results'/,
    );
    assert.match(fix?.powershell ?? '', /-Mode 'Audit'$/);
  });

  it('uses placeholders that nobody can run by mistake where something is not known', () => {
    const fix = chooseFixes('spoof', {}).fixes.find(({ mechanism: id }) => id === 'spoofPair');
    assert.match(fix?.powershell ?? '', /'<the From address>'/);
  });

  it('quotes names of the tenant', () => {
    assert.match(fixFor('recommendedValue', situation).powershell, /-Identity 'O''Brien''s policy'/);
  });

  it('tells how long to wait and what to look at', () => {
    for (const id of ids) {
      const { verify } = fixFor(id, situation);
      assert.ok(verify.how.length > 0 && verify.afterMinutes >= 0, id);
    }
  });
});
