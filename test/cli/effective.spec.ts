import assert from 'node:assert/strict';
import { runEffective } from '../../src/cli/effective.ts';
import { UsageError } from '../../src/cli/shared/io.ts';
import { aFile, ran } from '../support/cli-run.ts';
import { aBuiltInRule, aPresetRule, aRule, aSnapshot } from '../support/tenant-snapshots.ts';

const tenant = aSnapshot({
  'Get-EOPProtectionPolicyRule': [aPresetRule('Strict', { RecipientDomainIs: ['contoso.com'] })],
  'Get-ATPBuiltInProtectionRule': [aBuiltInRule()],
});

describe('The command effective', () => {
  it('prints one JSON document with policy, source and reasons for each of the five types', async () => {
    const file = await aFile('tenant.json', tenant);
    const { code, out, err } = await ran(runEffective, [
      '--snapshot',
      file,
      '--recipient',
      'anna@contoso.com',
      '--json',
    ]);
    assert.equal(code, 0);
    assert.equal(err, '');
    const answer = JSON.parse(out);
    assert.equal(answer.recipient, 'anna@contoso.com');
    assert.deepEqual(Object.keys(answer.policies).sort(), [
      'antiMalware',
      'antiPhish',
      'antiSpam',
      'safeAttachments',
      'safeLinks',
    ]);
    assert.equal(answer.policies.antiSpam.source, 'strict');
    assert.equal(answer.policies.safeLinks.source, 'builtIn');
    assert.ok(answer.policies.antiSpam.because.length > 0);
  });

  it('says unknown for a policy that could not be told, and ends with 1 when none could', async () => {
    const document = { ...tenant };
    delete document['Get-SafeLinksRule'];
    const part = await aFile('part.json', document);
    const known = await ran(runEffective, ['--snapshot', part, '--recipient', 'anna@contoso.com', '--json']);
    assert.equal(known.code, 0);
    assert.equal(JSON.parse(known.out).policies.safeLinks.source, 'unknown');
    const nothing = await aFile('nothing.json', {});
    assert.equal(
      (await ran(runEffective, ['--snapshot', nothing, '--recipient', 'anna@contoso.com', '--json'])).code,
      1,
    );
  });

  it('counts an evaluation among the custom policies, and says in the reasons that it is one', async () => {
    const rule = aRule('SafeLinksPolicy', 'Evaluation Policy', { Name: 'Evaluation rule' });
    const file = await aFile('trial.json', { ...tenant, 'Get-ATPEvaluationRule': [rule] });
    const { out } = await ran(runEffective, ['--snapshot', file, '--recipient', 'anna@contoso.com', '--json']);
    const { policy, source, precedence, because } = JSON.parse(out).policies.safeLinks;
    assert.deepEqual([policy, source, precedence], ['Evaluation Policy', 'custom', 'evaluation']);
    assert.match(because[0], /evaluation applies/);
  });

  it('gives no policy to a recipient whom built-in protection excepts, and says that nothing covers them', async () => {
    const rule = aBuiltInRule({ ExceptIfRecipientDomainIs: ['contoso.com'] });
    const file = await aFile('bare.json', { ...tenant, 'Get-ATPBuiltInProtectionRule': [rule] });
    const { code, out } = await ran(runEffective, ['--snapshot', file, '--recipient', 'anna@contoso.com', '--json']);
    assert.equal(code, 0);
    const { policy, source, precedence, because } = JSON.parse(out).policies.safeLinks;
    assert.deepEqual([policy, source, precedence], [null, 'unknown', 'none']);
    assert.match(because[0], /No Safe Links policy covers this recipient/);
  });

  it('is readable without --json', async () => {
    const file = await aFile('tenant.json', tenant);
    const { out } = await ran(runEffective, ['--snapshot', file, '--recipient', 'anna@contoso.com']);
    assert.match(out, /anti-spam policy: Strict Preset Security Policy1700000000001 \[strict\]/);
  });

  it('refuses a missing or broken file and a missing recipient with a sentence', async () => {
    const broken = await aFile('broken.json', '{');
    const list = await aFile('list.json', []);
    const wrong: [string[], RegExp][] = [
      [['--recipient', 'a@b.c'], /--snapshot/],
      [['--snapshot', broken], /--recipient/],
      [['--snapshot', '/nowhere.json', '--recipient', 'a@b.c'], /cannot be read/],
      [['--snapshot', broken, '--recipient', 'a@b.c'], /not valid JSON/],
      [['--snapshot', list, '--recipient', 'a@b.c'], /must be a JSON object/],
      [['--who'], /who/],
    ];
    for (const [args, message] of wrong) {
      await assert.rejects(
        ran(runEffective, args),
        (error) => error instanceof UsageError && message.test(error.message),
      );
    }
  });
});
