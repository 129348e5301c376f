import assert from 'node:assert/strict';
import { notReadBecause } from '../../support/fake-tenant-reader.ts';
import { untouchedTenant } from '../../support/microsoft-baselines.ts';
import { cardText } from '../../support/questions.ts';
import { aRule } from '../../support/tenant-snapshots.ts';
import { actionsIn, buttonOf, changed, pixelTenant, policyChat } from './policy-chat.ts';

const pixel = /MarkAsSpamWebBugsInHtml/;

describe('“Are our policies ok?”', () => {
  it('says how good they are, for whom, and names the worst gap with a way to it', async () => {
    const { ask, press, faults } = policyChat(pixelTenant());
    const { answer, conversation } = await ask('are our policies ok for contactmonkey?');
    assert.match(answer.text, /^Score (?:at most )?\d+ of 100\./);
    assert.match(answer.text, /1\. Critical: .*MarkAsSpamWebBugsInHtml/);
    assert.match(answer.text, /Judged for everybody in the tenant/);
    assert.deepEqual(answer.couldNot, []);
    assert.ok(answer.sources.some((source) => source.includes('cmdlets), read 2026-11-16 09:00 UTC')));
    const { verb, data } = buttonOf(answer.card, /^Details 1$/);
    assert.equal(data.finding, conversation.listed?.keys[0]);
    const page = await press(verb, data);
    assert.match(page.answer.text, /Is: On\. Should be: Off\./);
    assert.equal(page.conversation.subject?.key, data.finding);
    assert.deepEqual(faults, []);
  });

  it('follows “how do I fix number 1” and “show the PowerShell” to the same finding', async () => {
    const { ask, press } = policyChat(pixelTenant());
    await ask('check our policies');
    const fix = await ask('how do i fix number 1');
    assert.equal(fix.understanding.intent, 'policy.how_to_fix');
    assert.match(fix.answer.text, pixel);
    assert.match(fix.answer.text, /Set-HostedContentFilterPolicy -Identity 'Default' -MarkAsSpamWebBugsInHtml 'Off'/);
    assert.match(fix.answer.text, /To undo:\n {4}Set-HostedContentFilterPolicy .*'On'/);
    const { verb, data } = buttonOf(fix.answer.card, /PowerShell/);
    const commands = await press(verb, data);
    assert.match(JSON.stringify(commands.answer.card), /Set-HostedContentFilterPolicy/);
    const back = buttonOf(commands.answer.card, /Back/);
    assert.equal((await press(back.verb, back.data)).conversation.subject?.key, data.finding);
  });

  it('takes a number for a place among the gaps when nothing was listed yet', async () => {
    const { ask } = policyChat(pixelTenant());
    assert.match((await ask('how do i fix finding number 1')).answer.text, pixel);
  });

  it('takes “who is affected?” and “show more” in the sense of what was shown last', async () => {
    const everybody = Array.from({ length: 3 }, (_, n) => `person${n}@contoso.com`);
    const rules = {
      'Get-HostedContentFilterRule': [aRule('HostedContentFilterPolicy', 'Default', { SentTo: everybody })],
    };
    const { ask } = policyChat({ ...pixelTenant(), ...rules });
    await ask('check our policies');
    await ask('how do i fix number 1');
    const who = await ask('who is affected?');
    assert.match(who.answer.text, /- person0@contoso\.com\n- person1@contoso\.com/);
  });

  it('goes on with “show more” to the end of the list, and says when that is reached', async () => {
    const loose = {
      MarkAsSpamWebBugsInHtml: 'On',
      MarkAsSpamFormTagsInHtml: 'On',
      IncreaseScoreWithImageLinks: 'On',
      BulkThreshold: 3,
      SpamZapEnabled: false,
    };
    const { ask } = policyChat(
      changed(untouchedTenant('Default'), 'Get-HostedContentFilterPolicy', /^Default$/, loose),
    );
    const summary = await ask('check our policies');
    const gaps = summary.conversation.listed?.keys ?? [];
    assert.ok(gaps.length > 3, 'more than the card shows');
    const seen: string[] = [];
    let reply = await ask('show more');
    assert.match(reply.answer.text, /\n- 4: /, 'goes on where the card ended');
    for (let pages = 0; pages < 10 && reply.conversation.listed?.next; pages += 1) {
      seen.push(...(reply.answer.text.match(/^- \d+:/gm) ?? []));
      reply = await ask('show more');
    }
    seen.push(...(reply.answer.text.match(/^- \d+:/gm) ?? []));
    assert.equal(new Set(seen).size, seen.length, 'none twice');
    assert.match((await ask('show more')).answer.text, /That was all/);
  });

  it('keeps to openings on their next page', async () => {
    const { ask } = policyChat(
      changed(untouchedTenant('Default'), 'Get-SafeLinksPolicy', /Built-In/, { TrackClicks: false }),
    );
    const { answer } = await ask('do we have openings that are too wide');
    assert.match(answer.text, /about openings/);
  });

  it('invents no gap for an untouched tenant', async () => {
    for (const level of ['Default', 'Standard', 'Strict'] as const) {
      const { ask } = policyChat(untouchedTenant(level));
      const { answer } = await ask('check our policies');
      assert.match(answer.text, /^Score (?:at most )?100 of 100/, level);
      const fix = await ask('what do i need to change');
      assert.match(JSON.stringify(fix.answer.card), /Nothing to fix/);
    }
  });

  it('judges for a group that is named, and keeps to it in every button', async () => {
    const document = {
      ...changed(untouchedTenant('Default'), 'Get-HostedContentFilterPolicy', /^none$/, {}),
    };
    const { ask, press } = policyChat(pixelTenant(), {
      fake: { members: { 'sales@contoso.com': ['a@contoso.com', 'b@contoso.com'] } },
    });
    assert.ok(document);
    const { answer } = await ask('check our policies for sales@contoso.com');
    assert.match(answer.text, /Judged for the 2 members of sales@contoso\.com/);
    assert.match(answer.text, /Affects 2 of 2 recipients/);
    for (const { verb, data } of actionsIn(answer.card).map((action) => ({
      verb: action.verb,
      data: action.data as Record<string, unknown>,
    })))
      if (verb === 'policy.gaps') assert.equal(data.audience, 'sales@contoso.com');
    const details = buttonOf(answer.card, /Details 1/);
    const page = await press(details.verb, details.data);
    const who = buttonOf(page.answer.card, /Who is affected/);
    const people = await press(who.verb, who.data);
    assert.match(people.answer.text, /- a@contoso\.com\n- b@contoso\.com/);
    assert.equal(people.answer.audience, 'askerOnly');
  });

  it('asks back for another audience, and says when what was typed is no address', async () => {
    const { press, ask } = policyChat(pixelTenant());
    const summary = await ask('check our policies');
    const other = buttonOf(summary.answer.card, /other people/);
    const form = await press(other.verb, other.data);
    assert.match(JSON.stringify(form.answer.card), /"id":"audience"/);
    const wrong = await press('policy.gaps', { audience: 'the sales team' });
    assert.equal(wrong.answer.unanswered, true);
    assert.match(wrong.answer.text, /holds no mail address/);
    const right = await press('policy.gaps', { audience: 'x@contoso.com; y@contoso.com' });
    assert.match(right.answer.text, /Judged for the 2 people you named/);
  });

  it('pages through people without losing or repeating one', async () => {
    const everybody = Array.from({ length: 100 }, (_, n) => `person${String(n).padStart(3, '0')}@contoso.com`);
    const { press, ask } = policyChat(pixelTenant(), { fake: { members: { 'all@contoso.com': everybody } } });
    const { conversation } = await ask('check our policies for all@contoso.com');
    const finding = conversation.listed?.keys[0] ?? '';
    const seen: string[] = [];
    let reply = await press('policy.gaps', { finding, show: 'affected', audience: 'all@contoso.com' });
    for (let pages = 0; pages < 10; pages += 1) {
      seen.push(...(reply.answer.text.match(/person\d{3}@contoso\.com/g) ?? []));
      const more = actionsIn(reply.answer.card).find((action) => action.title === 'Show more');
      if (!more) break;
      reply = await press('policy.gaps', more.data as Record<string, string>);
    }
    assert.deepEqual(seen, everybody);
  });

  it('names nobody in a channel but those who send', async () => {
    const members = ['a@contoso.com', 'b@contoso.com'];
    const document = {
      ...pixelTenant(),
      'Get-MailboxJunkEmailConfiguration': [
        { Identity: 'a@contoso.com', BlockedSendersAndDomains: ['news@contoso.com'], Enabled: true },
      ],
    };
    const { ask, press } = policyChat(document, {
      place: 'channel',
      fake: { members: { 'all@contoso.com': members } },
    });
    const { answer, conversation } = await ask('check our policies');
    const pages = [answer];
    for (const finding of conversation.listed?.keys ?? []) {
      pages.push(
        (await press('policy.gaps', { finding })).answer,
        (await press('policy.gaps', { finding, show: 'affected' })).answer,
      );
    }
    for (const page of pages)
      for (const address of members) assert.equal((page.text + JSON.stringify(page.card)).includes(address), false);
    const named = await press('policy.gaps', {
      finding: conversation.listed?.keys[0] ?? '',
      show: 'affected',
      deliver: 'personal',
      audience: 'all@contoso.com',
    });
    assert.equal(named.answer.audience, 'askerOnly');
    assert.match(named.answer.text, /- a@contoso\.com/);
  });

  it('narrows the list to a policy that is named', async () => {
    const document = changed(pixelTenant(), 'Get-SafeLinksPolicy', /Built-In/, { TrackClicks: false });
    const { ask } = policyChat(document);
    const { answer } = await ask('any gaps left in the safe links policy?');
    assert.match(answer.text, /TrackClicks/);
    assert.doesNotMatch(answer.text, pixel);
  });

  it('says in plain words how many checks found everything in order, none included', async () => {
    const question = 'any gaps left in the safe links policy?';
    const some = await policyChat(pixelTenant()).ask(question);
    assert.match(some.answer.text, /\d+ checks? about Safe Links found everything in order\./);
    const cmdlets = ['Get-SafeLinksPolicy', 'Get-SafeLinksRule', 'Get-AcceptedDomain'];
    const failing = Object.fromEntries(cmdlets.map((cmdlet) => [cmdlet, notReadBecause('noPermission', cmdlet)]));
    const none = await policyChat(pixelTenant(), { fake: { failing } }).ask(question);
    assert.match(none.answer.text, /No check about Safe Links came out wholly in order\./);
  });

  it('reads the tenant again when somebody says that it was changed, and not otherwise', async () => {
    const chat = policyChat(pixelTenant());
    const reads = () => chat.calls.filter((call) => call === 'Get-HostedContentFilterPolicy').length;
    await chat.ask('check our policies');
    await chat.ask('check our policies');
    assert.equal(reads(), 1);
    chat.change(untouchedTenant('Default'));
    const { answer } = await chat.ask('check again now that the anti-spam policy was changed');
    assert.equal(reads(), 2);
    assert.doesNotMatch(answer.text, pixel);
    const gone = await chat.press('policy.gaps', { finding: 'advanced-spam-filter|default|markasspamwebbugsinhtml' });
    assert.match(gone.answer.text, /not among what I find now/);
  });

  it('does not take another company’s domain for this tenant', async () => {
    const { ask } = policyChat(untouchedTenant('Default'));
    const { answer } = await ask('run the policy check again for northwind.example');
    assert.match(answer.text, /northwind\.example is not an accepted domain of this tenant/);
  });

  it('counts what could not be read neither as fine nor as a gap', async () => {
    const document = pixelTenant();
    const failing = Object.fromEntries(
      Object.keys(document)
        .filter((key, place) => key.startsWith('Get-') && place % 2 === 0 && key !== 'Get-HostedContentFilterPolicy')
        .map((cmdlet) => [cmdlet, notReadBecause('noPermission', cmdlet)]),
    );
    const { ask, faults } = policyChat(document, { fake: { failing } });
    const { answer } = await ask('check our policies');
    assert.match(answer.text, /\d+ not checked/);
    assert.match(answer.text, /Could not check:/);
    assert.equal(answer.couldNot.length, 1, 'said once for one reason');
    assert.match(answer.couldNot[0]?.what ?? '', /and \d+ more$/);
    assert.deepEqual(faults, []);
  });

  it('gives the score that the terminal gives: at most so much, and none over less than half of the checks', async () => {
    const kept = new Set(['Get-HostedContentFilterPolicy', 'Get-AcceptedDomain']);
    const cmdlets = Object.keys(pixelTenant()).filter((key) => key.startsWith('Get-') && !kept.has(key));
    const failing = Object.fromEntries(cmdlets.map((cmdlet) => [cmdlet, notReadBecause('noPermission', cmdlet)]));
    const thin = policyChat(pixelTenant(), { fake: { failing } });
    const { answer } = await thin.ask('check our policies');
    assert.match(answer.text, /^Score not given: \d+ of \d+ checks could not be made\.\n/);
    assert.match(cardText(answer.card), /"No score".*\(too little could be checked\)/);
    const whole = await policyChat(pixelTenant()).ask('check our policies');
    assert.match(whole.answer.text, /^Score at most \d+ of 100\. .*1 check could not be made/);
    assert.match(cardText(whole.answer.card), / of 100 at most/);
  });

  it('has no score, and says so, when nothing could be read', async () => {
    const everything = notReadBecause('signInFailed', 'everything');
    const failing = new Proxy({}, { get: () => everything }) as Record<string, typeof everything>;
    const { ask, faults } = policyChat(untouchedTenant('Default'), { fake: { failing } });
    const { answer } = await ask('check our policies');
    assert.match(answer.text, /^No score: nothing could be checked\./);
    assert.equal(answer.unanswered, true);
    assert.deepEqual(faults, []);
  });
});
