import assert from 'node:assert/strict';
import { baselines } from '../../../src/defender/gaps/baselines/index.ts';
import { policyTypes } from '../../../src/defender/policies/policy-types.ts';
import { allSettings, settingsIn } from '../../../src/questions/policies/settings/index.ts';
import { topicIn } from '../../../src/questions/policies/topics/index.ts';
import { untouchedTenant } from '../../support/microsoft-baselines.ts';
import { aPresetRule, aRule } from '../../support/tenant-snapshots.ts';
import { changed, policyChat } from './policy-chat.ts';

describe('Explaining settings and policies', () => {
  it('knows every setting that is held against Microsoft’s values, by name and by label', () => {
    const unexplained = policyTypes.flatMap((type) =>
      baselines[type].settings
        .filter(({ setting }) => !allSettings.some((facts) => facts.type === type && facts.setting === setting))
        .map(({ setting }) => `${type} ${setting}`),
    );
    assert.deepEqual(unexplained, [
      'antiSpam BulkMovesEnabled',
      'antiPhish Enabled',
      'antiPhish ImpersonationProtectionState',
      'safeLinks EnableSafeLinksForTeams',
      'safeLinks EnableSafeLinksForOffice',
    ]);
    for (const facts of allSettings) {
      if (/[a-z][A-Z]/.test(facts.setting)) assert.equal(settingsIn(facts.setting)[0]?.setting, facts.setting);
      assert.equal(settingsIn(`what does “${facts.label}” do`)[0]?.label, facts.label);
    }
  });

  it('gives this tenant’s value for each policy, Microsoft’s values and the direction trap', async () => {
    const document = changed(untouchedTenant('Standard'), 'Get-HostedContentFilterPolicy', /^Standard/, {
      BulkThreshold: 3,
    });
    const { ask } = policyChat(document);
    const { answer } = await ask('what does the bulk threshold do');
    assert.match(answer.text, /Standard preset: 3 – for everybody at contoso\.com/);
    assert.match(answer.text, /Microsoft’s default: 7[\s\S]*Standard: 6[\s\S]*Strict: 5/);
    assert.match(answer.text, /A lower number is stricter/);
    assert.match(answer.text, /What I find:/);
  });

  it('answers sentences on concepts, codes and differences', async () => {
    const { ask, press } = policyChat(untouchedTenant('Default'));
    for (const [text, expected] of [
      ['what is the difference between Standard and Strict', /threshold 5 instead of 6/],
      ['how does zap work', /within 48 hours/],
      ['what is a quarantine policy', /AdminOnlyAccessPolicy/],
      ['what does p=reject handling in the anti-phishing policy do', /fails DMARC of a domain with p=reject/],
      ['which one takes precedence', /Strict preset, then Standard preset/],
      ['what does the advanced spam filter option do', /Fifteen old switches/],
    ] as const)
      assert.match((await ask(text)).answer.text, expected, text);
    assert.match((await press('policy.explain', { setting: 'SFV:SKQ' })).answer.text, /quarantine/i);
    assert.equal(topicIn('the weather'), null);
  });

  it('shows the winner and the losers for one person', async () => {
    const document = {
      ...untouchedTenant('Default'),
      'Get-EOPProtectionPolicyRule': [aPresetRule('Strict', { SentTo: ['vip@contoso.com'] })],
      'Get-HostedContentFilterRule': [
        aRule('HostedContentFilterPolicy', 'Sales spam', { SentTo: ['vip@contoso.com'] }),
      ],
    };
    const { ask } = policyChat(document);
    const { answer } = await ask('which anti-spam policy applies to vip@contoso.com');
    assert.match(answer.text, /Anti-spam policy: “Strict preset”/);
    assert.match(answer.text, /Lost: “Sales spam”/);
    assert.equal(answer.audience, 'askerOnly');
    const stranger = await ask('which policy applies to someone@fabrikam.example');
    assert.match(stranger.answer.text, /not an accepted domain of this tenant/);
    const nobody = await ask('which policy wins when a user is in Strict and in our custom one');
    assert.match(nobody.answer.text, /Strict preset → Sales spam → Default/);
  });

  it('compares with a preset setting by setting and tells the direction', async () => {
    const { ask } = policyChat(untouchedTenant('Default'));
    const standard = await ask('diff our anti-spam policy against standard');
    assert.match(standard.answer.text, /BulkThreshold: 7 here, 6 in Standard – weaker here/);
    const { ask: other } = policyChat(untouchedTenant('Strict'));
    const strict = await other('compare us to the strict preset');
    assert.match(strict.answer.text, /No setting differs from Strict/);
    assert.match(
      (await other('compare with standard')).answer.text,
      /BulkThreshold: 5 here, 6 in Standard – stricter here/,
    );
  });
});
