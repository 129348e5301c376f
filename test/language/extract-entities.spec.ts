import assert from 'node:assert/strict';
import { extractEntities } from '../../src/language/extract-entities.ts';
import type { Intent } from '../../src/language/intents.ts';
import type { Entities } from '../../src/questions/question.ts';

type Row = [intent: Intent, text: string, entities: Entities];

const groups: Record<string, Row[]> = {
  'who sent it and who was to get it': [
    [
      'quarantine.list',
      'held mail from news@a.example to bob@b.example',
      { sender: 'news@a.example', recipient: 'bob@b.example' },
    ],
    ['quarantine.list', 'anything for jane@b.example', { recipient: 'jane@b.example' }],
    ['allowlist.add', 'allow comms@a.example', { sender: 'comms@a.example' }],
    ['quarantine.release', 'release it to finance and legal', { recipient: ['finance', 'legal'] }],
    ['quarantine.release', 'let it through to peter only', { recipient: 'peter' }],
    ['quarantine.release', 'release it for Anna Berg', { recipient: 'Anna Berg' }],
    ['quarantine.release', 'release it for everyone', {}],
    ['quarantine.why', 'marketing got it but engineering didnt', { recipient: ['marketing', 'engineering'] }],
    ['message.trace', 'did john receive the mail', { recipient: 'john' }],
    ['testcampaign.start', 'send a test to the pilot group', { recipient: 'pilot group' }],
    ['quarantine.list', 'held mail from outside', {}],
    ['quarantine.list', 'held for jürgen.weiß@contoso.example', { recipient: 'jürgen.weiß@contoso.example' }],
    ['quarantine.recipients', 'is Zoë affected', { recipient: 'Zoë' }],
    ['quarantine.release', 'get Amélie her copy', { recipient: 'Amélie' }],
    ['message.trace', 'Beatrice claims she never got it', { recipient: 'Beatrice' }],
    ['quarantine.list', 'everything from contactmonkey', { sender_service: 'ContactMonkey' }],
    ['quarantine.count', 'how many of our CM mails are held', {}],
    ['spoof.auth', 'is send grid in our spf', { sender_service: 'SendGrid' }],
  ],
  'mails and campaigns by name': [
    ['quarantine.why', 'why was the Pension letter held', { subject: 'Pension letter' }],
    ['quarantine.release', 'release the Q4 results mail', { subject: 'Q4 results' }],
    ['quarantine.list', 'mails with "Flu Shots" in the subject', { subject: 'Flu Shots' }],
    ['quarantine.why', 'why was "$(1+1) @{x}; `id` <b>" held', { subject: '$(1+1) @{x}; `id` <b>' }],
    ['message.trace', 'find the Monday mail', { date_range: 'Monday' }],
    ['quarantine.list', 'mails titled Open House since monday', { subject: 'Open House', date_range: 'since monday' }],
    ['quarantine.count', 'held mail of the wellness campaign', { campaign: 'wellness' }],
    ['quarantine.recipients', 'who missed the Monday digest', { subject: 'Monday digest' }],
    ['testcampaign.start', 'test the January newsletter', { campaign: 'January newsletter' }],
    ['testcampaign.status', 'did CM Test - Year End arrive?', { subject: 'CM Test - Year End' }],
    ['safelinks.block', 'the pension link is blocked', { subject: 'pension' }],
    [
      'safelinks.block',
      'the survey link in the engagement newsletter is blocked',
      { subject: 'engagement newsletter' },
    ],
    ['quarantine.why', 'why was the newsletter held', {}],
    ['quarantine.why', 'why was the last mail held', {}],
  ],
  'ids, addresses and places': [
    ['quarantine.why', 'why <a.1@b.example>', { message_id: '<a.1@b.example>' }],
    [
      'quarantine.why',
      'why 3f2504e0-4f89-11d3-9a0c-0305e82c3301',
      { network_message_id: '3f2504e0-4f89-11d3-9a0c-0305e82c3301' },
    ],
    ['ticket.status', 'and cm-20417?', { ticket_id: 'cm-20417' }],
    ['allowlist.add', 'allow a.b.example and https://tk.cmnky.co/api?x=1', { domain: ['tk.cmnky.co', 'a.b.example'] }],
    ['allowlist.add', 'allow 149.72.1.2', { ip: '149.72.1.2' }],
    ['attachments.delay', 'flyer.pdf is late', { attachment_type: 'pdf' }],
    ['notifications.config', 'post to #mail-ops', { channel: '#mail-ops' }],
    ['notifications.config', 'post to the messaging team channel', { channel: 'messaging team' }],
    ['notifications.config', 'post to this channel', {}],
    ['quarantine.preview', 'preview message 3', { item: '3' }],
    ['quarantine.preview', 'preview the second one', { item: '2' }],
    ['quarantine.release', 'approve the release of 2 and 4', { item: ['2', '4'] }],
    ['quarantine.release', 'release 1, 3 and 4', { item: ['1', '3', '4'] }],
    ['quarantine.release', 'release the first three', { item: ['1', '2', '3'] }],
    ['quarantine.preview', 'can i read it first', {}],
    ['policy.how_to_fix', 'fix finding number 2', { item: '2' }],
  ],
  'times and amounts': [
    ['quarantine.list', 'held in the last 24h', { date_range: 'last 24h' }],
    ['quarantine.list', 'held on friday', { date_range: 'friday' }],
    ['quarantine.list', 'held between 3 and 5 pm', { date_range: 'between 3 and 5 pm' }],
    ['quarantine.list', 'held over the past two weeks', { date_range: 'past two weeks' }],
    ['message.trace', 'sent on monday at 9am', { date_range: 'monday at 9am' }],
    ['zap.moved', 'here at 9 and gone at 11', {}],
    ['allowlist.expiry', 'remind me 5 days before', { duration: '5 days' }],
    ['allowlist.expiry', 'remind me a week before', { duration: 'a week' }],
    ['testcampaign.report', 'the last five tests', { count: 'five' }],
    ['ticket.open', '1,200 mails held', { count: '1,200' }],
  ],
  'names of the field': [
    ['policy.gaps', 'check safelinks and anti spam', { policy: ['Safe Links', 'anti spam'] }],
    ['policy.compare_preset', 'anti-phish against strict', { policy: ['anti-phish', 'strict'] }],
    ['bulk.bcl', 'our threshold is too strict', {}],
    ['licence.features', 'we have Business Standard and P1', { licence: ['Business Standard', 'P1'] }],
    ['policy.explain', 'what does "First contact tip" do', { setting: 'First contact tip' }],
    ['policy.explain', 'what does PhishThresholdLevel 3 do', { setting: 'PhishThresholdLevel' }],
    ['policy.explain', 'and zapenabled?', { setting: 'zapenabled' }],
    ['policy.explain', 'what is the authentication fail action', { setting: 'authentication fail action' }],
    ['policy.explain', 'explain web bugs in html', { setting: 'web bugs in html' }],
    ['policy.explain', 'explain EnableSomethingNew', { setting: 'EnableSomethingNew' }],
    ['policy.explain', 'how does SharePoint use Get-QuarantineMessage', {}],
    ['policy.explain', 'what can a user do with AdminOnlyAccessPolicy', {}],
    ['policy.explain', 'explain MarkAsSpamWebBugsInHtml', { setting: 'MarkAsSpamWebBugsInHtml' }],
    ['headers.explain', 'SFV:SKQ and SCL 5?', { header: ['SFV:SKQ', 'SCL 5'] }],
    ['spoof.auth', 'dkim fails', { header: 'dkim' }],
    ['spoof.auth', 'what goes into our spf record', {}],
    ['bulk.bcl', 'we get bcl of 7', { bcl: '7' }],
    ['allowlist.endpoints', 'hosts for the us region', { region: 'us' }],
    ['allowlist.endpoints', 'send the hosts to us', {}],
    ['testcampaign.start', 'test campaign for the EU region', { region: 'EU' }],
    ['testcampaign.start', 'send a test to the UK office', { recipient: 'UK office' }],
    ['ticket.open', 'case for Tailspin Toys, prio high', { priority: 'high', customer: 'Tailspin Toys' }],
    ['testcampaign.report', 'report for customer Woodgrove', { customer: 'Woodgrove' }],
    ['quarantine.list', 'only phish', { reason: 'phish' }],
    ['quarantine.list', 'mails waiting for release approval', { status: 'requested' }],
    ['quarantine.list', 'what is held since yesterday by spoof', { date_range: 'since yesterday', reason: 'spoof' }],
    ['quarantine.list', 'everything held by the bulk rule', {}],
    ['quarantine.count', 'number of bulk quarantines per day', { reason: 'bulk' }],
    ['quarantine.count', 'how many phishing mails were held', { reason: 'phishing' }],
    ['quarantine.count', 'how many by reason', {}],
    ['quarantine.list', 'any malware hits', { reason: 'malware' }],
    ['quarantine.list', 'what is in the spam quarantine', {}],
    ['quarantine.list', 'held by the Strict Preset Security Policy', { policy: 'Strict' }],
    ['quarantine.count', 'more blocked than last month?', { date_range: 'last month' }],
    ['quarantine.count', 'the number held, compared to last month', { date_range: 'last month' }],
    ['message.trace', 'sent at 14:00', { date_range: '14:00' }],
    ['bulk.bcl', 'would raising it to 8 help', { bcl: '8' }],
    ['ticket.open', 'log a case, sev high', { priority: 'high' }],
    ['quarantine.recipients', 'who was hit by the spoof hold', { reason: 'spoof' }],
    ['quarantine.list', 'show me the released ones', { status: 'released' }],
    ['quarantine.list', 'which mails have been released', { status: 'released' }],
    ['quarantine.list', "which mails haven't been released", { status: 'not released' }],
    ['quarantine.list', 'everything not yet released', { status: 'not released' }],
  ],
};

describe('values in a sentence', () => {
  for (const [group, rows] of Object.entries(groups)) {
    describe(group, () => {
      for (const [intent, text, entities] of rows) {
        it(`${intent}: ${text}`, () => assert.deepEqual(extractEntities(text, intent), entities));
      }
    });
  }

  it('finds none where nothing of ours is asked', () => {
    assert.deepEqual(extractEntities('mail bob@a.example the Q4 report on friday', 'out_of_scope'), {});
  });
});
