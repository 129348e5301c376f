import assert from 'node:assert/strict';
import { notReadBecause } from '../../support/fake-tenant-reader.ts';
import { untouchedTenant } from '../../support/microsoft-baselines.ts';
import { changed, policyChat } from './policy-chat.ts';

describe('Questions on links, files, authentication, bulk, licence and risk', () => {
  const say = async (text: string, document = untouchedTenant('Standard')) =>
    (await policyChat(document).ask(text)).answer;

  it('holds a bulk level against the threshold of each policy that applies', async () => {
    const { text } = await say('our campaign gets BCL 7, what threshold would let it in');
    assert.match(text, /A threshold of 8 or more lets level 7 in/);
    assert.match(text, /Standard preset, for everybody at contoso\.com: threshold 6: level 7 is caught → MoveToJmf/);
    assert.match((await say('is bcl 6 ok with threshold 7')).text, /With a threshold of 7 level 6 passes/);
    assert.match(
      (await say('is bcl 7 ok with threshold 7')).text,
      /level 7 is caught: meeting the threshold is enough/,
    );
    assert.match((await say('our newsletter gets a bcl of 9')).text, /No threshold lets level 9 in/);
  });

  it('says that no bulk level was seen instead of guessing one', async () => {
    const { text } = await say('what is our bcl');
    assert.match(text, /I saw no bulk level on your recent campaign mail/);
  });

  it('shows DNS as it is, and “not looked up” where nobody looked', async () => {
    const { text } = await say('check spf, dkim and dmarc of contoso.com');
    assert.match(text, /SPF: v=spf1 -all/);
    assert.match(text, /DMARC: v=DMARC1; p=none/);
    const other = await say('check spf, dkim and dmarc of fabrikam.example');
    assert.match(other.text, /SPF: not looked up/);
    assert.match((await say('should sendgrid be in our spf')).text, /Do not add sendgrid\.net to the SPF record/);
  });

  it('tells wrapping, exceptions and ghost clicks by the policy that applies', async () => {
    const document = changed(untouchedTenant('Standard'), 'Get-SafeLinksPolicy', /^Standard/, {
      DoNotRewriteUrls: ['tk.cmnky.co/*'],
    });
    assert.match(
      (await say('why are our links rewritten', document)).text,
      /Standard preset, .*: wraps links; also in mail from own mailboxes; do not rewrite: tk\.cmnky\.co/,
    );
    assert.match(
      (await say('our click stats are way too high since we turned on safe links')).text,
      /Safe Links opens links to check them/,
    );
  });

  it('judges a wait for an attachment by its length and by the action here', async () => {
    assert.match(
      (await say('the pdf in the newsletter shows up 10 min after the mail, normal?')).text,
      /10 minutes are normal/,
    );
    assert.match((await say('our newsletter pdf needs half an hour')).text, /30 minutes are more than usual/);
    assert.match((await say('attachments come late')).text, /Standard preset, .*: Block: mail waits for its scan/);
  });

  it('goes by what the tenant answers for its licence', async () => {
    const withHunting = await say('what licence do we have');
    assert.match(withHunting.text, /This tenant: Defender for Office 365 Plan 2/);
    const eop = notReadBecause('notLicensed', 'Safe Links');
    const failing = Object.fromEntries(
      [
        'Get-SafeLinksPolicy',
        'Get-SafeAttachmentPolicy',
        'Get-AtpPolicyForO365',
        'Get-SafeLinksRule',
        'Get-SafeAttachmentRule',
        'Get-ATPProtectionPolicyRule',
        'Get-ATPBuiltInProtectionRule',
      ].map((name) => [name, eop]),
    );
    const { ask, faults } = policyChat(untouchedTenant('Default'), { fake: { failing, hunting: false } });
    assert.match((await ask('what licence do we have')).answer.text, /no Defender for Office 365/);
    const gaps = await ask('check our policies');
    assert.match(gaps.answer.text, /[1-9]\d* not licensed/);
    assert.match((await ask('attachments come late')).answer.text, /has no Safe Attachments/);
    assert.deepEqual(faults, []);
  });

  it('prices a way by who could misuse it, and names narrower ones', async () => {
    const { text } = await say('how risky is it to whitelist the domain');
    assert.match(text, /cost 5 of 5/);
    assert.match(text, /Sign the mail with DKIM/);
    assert.match((await say('how risky to disable zap')).text, /ZAP cannot be turned off for one sender/);
    assert.match(
      (await say('is a transport rule with scl -1 dangerous')).text,
      /SCL −1 by sender domain alone: cost 5 of 5/,
    );
  });

  it('says what could not be read in each answer that needs it', async () => {
    const failing = {
      'Get-SafeLinksPolicy': notReadBecause('noPermission', 'Safe Links policies'),
      'Get-HostedContentFilterPolicy': notReadBecause('throttled', 'anti-spam policies'),
    };
    const { ask, faults } = policyChat(untouchedTenant('Standard'), { fake: { failing } });
    assert.match(
      (await ask('why are our links rewritten')).answer.text,
      /Standard preset, .*: its settings were not read/,
    );
    const bulk = await ask('our newsletter has bcl 6');
    assert.match(bulk.answer.text, /threshold not read|were not read/);
    assert.ok(bulk.answer.couldNot.some(({ kind }) => kind === 'throttled'));
    assert.deepEqual(faults, []);
  });
});
