import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { attribute } from '../../../src/defender/attribution/attribute.ts';
import { headersOf } from '../../support/mail-evidence.ts';

type Row = [file: string, path: string, component: string, setting: string | null, certainty: string, also?: string[]];

const inbound = 'email-delivery likely';
const internal = 'own-mailbox certain';

const rows: Row[] = [
  [
    'own-mailbox-high-confidence-phish.txt',
    internal,
    'anti-spam',
    'HighConfidencePhishAction',
    'certain',
    ['IntraOrgFilterState'],
  ],
  ['own-mailbox-phish.txt', internal, 'anti-spam', 'PhishSpamAction', 'certain', ['IntraOrgFilterState']],
  ['own-mailbox-intra-org-phish.txt', internal, 'anti-spam', 'IntraOrgFilterState', 'certain'],
  ['own-mailbox-outbound-spam.txt', internal, 'outbound-spam', 'ActionWhenThresholdReached', 'certain'],
  ['own-mailbox-skipped-internal.txt', internal, 'unknown', null, 'likely'],
  ['own-mailbox-delivered.txt', internal, 'unknown', null, 'unknown'],
  ['own-mailbox-re-entering.txt', 'own-mailbox likely', 'unknown', null, 'unknown'],
  ['stray-nulls.txt', internal, 'unknown', null, 'likely'],
  ['spoof-of-own-domain.txt', inbound, 'anti-phish', 'AuthenticationFailAction', 'certain'],
  ['spoof-implicit-failure.txt', inbound, 'anti-phish', 'AuthenticationFailAction', 'certain'],
  ['spoof-dmarc-quarantine.txt', inbound, 'anti-phish', 'DmarcQuarantineAction', 'likely'],
  ['spoof-dmarc-reject-own-domain.txt', inbound, 'anti-phish', 'DmarcRejectAction', 'likely'],
  ['spoof-without-authentication-results.txt', inbound, 'anti-phish', 'AuthenticationFailAction', 'likely'],
  [
    'spoof-blocked-pair.txt',
    inbound,
    'tenant-allow-block-list',
    'SpoofedUser',
    'certain',
    ['AuthenticationFailAction'],
  ],
  ['forged-below-own.txt', inbound, 'anti-phish', 'AuthenticationFailAction', 'certain'],
  ['bulk.txt', inbound, 'anti-spam', 'BulkThreshold', 'certain'],
  ['bulk-by-report-only.txt', inbound, 'anti-spam', 'BulkThreshold', 'likely'],
  ['spaced-pairs.txt', inbound, 'anti-spam', 'BulkThreshold', 'certain'],
  ['untrusted-beside-trusted.txt', inbound, 'anti-spam', 'BulkThreshold', 'certain'],
  ['high-confidence-spam.txt', inbound, 'anti-spam', 'HighConfidenceSpamAction', 'certain'],
  ['spam.txt', inbound, 'anti-spam', 'SpamAction', 'certain'],
  ['spam-and-bulk.txt', inbound, 'anti-spam', 'SpamAction', 'certain', ['BulkThreshold']],
  ['asf-web-bug.txt', inbound, 'anti-spam', 'MarkAsSpamWebBugsInHtml', 'certain', ['HighConfidenceSpamAction']],
  [
    'asf-form-and-remote-images.txt',
    inbound,
    'anti-spam',
    'MarkAsSpamFormTagsInHtml',
    'certain',
    ['HighConfidenceSpamAction'],
  ],
  ['asf-test-mode.txt', inbound, 'anti-spam', 'SpamAction', 'certain', ['null']],
  ['asf-outranked-by-phish.txt', inbound, 'anti-spam', 'PhishSpamAction', 'certain', ['MarkAsSpamWebBugsInHtml']],
  ['phish.txt', inbound, 'anti-spam', 'PhishSpamAction', 'certain'],
  ['brand-impersonation.txt', inbound, 'anti-spam', 'PhishSpamAction', 'certain'],
  ['high-confidence-phish.txt', inbound, 'anti-spam', 'HighConfidencePhishAction', 'certain'],
  ['malware.txt', inbound, 'anti-malware', null, 'certain'],
  ['anti-malware-policy.txt', inbound, 'anti-malware', null, 'certain'],
  ['safe-attachments.txt', inbound, 'safe-attachments', 'Action', 'certain'],
  ['file-type.txt', inbound, 'anti-malware', 'FileTypes', 'certain'],
  ['user-impersonation.txt', inbound, 'anti-phish', 'TargetedUserProtectionAction', 'certain'],
  ['domain-impersonation.txt', inbound, 'anti-phish', 'TargetedDomainProtectionAction', 'certain'],
  ['mailbox-intelligence.txt', inbound, 'anti-phish', 'MailboxIntelligenceProtectionAction', 'certain'],
  ['blocked-by-user.txt', inbound, 'user-settings', 'BlockedSendersAndDomains', 'certain', ['SpamAction']],
  ['blocked-by-policy.txt', inbound, 'anti-spam', 'BlockedSenders', 'certain', ['SpamAction']],
  ['marked-by-rule.txt', inbound, 'transport-rule', 'SetSCL', 'likely', ['SpamAction']],
  ['skipped-by-rule.txt', inbound, 'transport-rule', 'SetSCL', 'certain'],
  ['allowed-by-policy.txt', inbound, 'anti-spam', 'AllowedSenders', 'certain'],
  ['allowed-by-ip.txt', inbound, 'connection-filter', 'IPAllowList', 'certain'],
  ['skipped-for-unclear-reason.txt', inbound, 'unknown', null, 'unknown'],
  ['safe-sender.txt', inbound, 'anti-spam', 'SpamAction', 'likely', ['TrustedSendersAndDomains']],
  ['released-from-quarantine.txt', inbound, 'unknown', null, 'certain'],
  ['junked-by-mailbox.txt', inbound, 'mailbox', null, 'likely'],
  ['doubled-report.txt', inbound, 'anti-spam', 'SpamAction', 'likely'],
  ['delivered.txt', inbound, 'unknown', null, 'unknown'],
  ['gateway-in-front.txt', inbound, 'unknown', null, 'unknown'],
  ['encoded-words.txt', inbound, 'unknown', null, 'unknown'],
  ['whole-message.eml', inbound, 'unknown', null, 'unknown'],
  ['unknown-category.txt', inbound, 'unknown', null, 'unknown'],
  ['untrusted-only.txt', 'unknown unknown', 'unknown', null, 'unknown'],
];

describe('A cause from the header alone', () => {
  for (const [file, path, component, setting, certainty, also = []] of rows) {
    it(`${file}: ${component}${setting ? ` ${setting}` : ''}, ${certainty}`, () => {
      const found = attribute({ headers: headersOf(file) });
      const [answer, ...others] = found.causes;

      assert.deepEqual([answer?.component, answer?.setting, answer?.certainty], [component, setting, certainty]);
      assert.equal(`${found.path.path} ${found.path.certainty}`, path);
      assert.deepEqual(
        others.map((cause) => String(cause.setting)),
        also,
      );
      assert.deepEqual(
        [answer?.wouldAlso, ...others.map((cause) => cause.wouldAlso)],
        [false, ...also.map(() => true)],
      );
    });
  }

  it('is tried for every header block of the folder', () => {
    const files = readdirSync(join(import.meta.dirname, '../../support/headers')).toSorted();

    assert.deepEqual(rows.map(([file]) => file).toSorted(), files);
  });

  it('names the field it rests on', () => {
    const [answer] = attribute({ headers: headersOf('bulk.txt') }).causes;

    assert.deepEqual(answer?.evidence, ['header CAT:BULK', 'header SRV:BULK', 'header BCL:7']);
  });

  it('says in words what a compauth reason means, and what mends it', () => {
    const [answer] = attribute({ headers: headersOf('spoof-of-own-domain.txt') }).causes;

    assert.match(answer?.explanation ?? '', /compauth reason 601: .*accepted domains/);
    assert.match(answer?.explanation ?? '', /signed with DKIM/);
  });

  it('says that no allow list helps against high confidence phishing and malware', () => {
    for (const file of ['high-confidence-phish.txt', 'malware.txt']) {
      const [answer] = attribute({ headers: headersOf(file) }).causes;

      assert.match(answer?.explanation ?? '', /[Nn]o allow list/);
    }
  });

  it('calls what spared a message "let-through", not what stopped it', () => {
    const effect = (file: string) => attribute({ headers: headersOf(file) }).causes[0]?.effect;

    assert.equal(effect('skipped-by-rule.txt'), 'let-through');
    assert.equal(effect('bulk.txt'), 'stopped');
    assert.equal(effect('untrusted-only.txt'), 'unknown');
  });

  it('does not show spam filter rule numbers as evidence', () => {
    for (const [file] of rows) {
      const { causes } = attribute({ headers: headersOf(file) });

      assert.equal(JSON.stringify(causes).includes('13230040'), false, file);
    }
  });

  it('says what would settle an open answer, and nothing more when it is certain', () => {
    assert.match(
      attribute({ headers: headersOf('untrusted-only.txt') }).wouldSettle.join(),
      /as the recipient tenant stamped it/,
    );
    assert.match(
      attribute({ headers: headersOf('spoof-without-authentication-results.txt') }).wouldSettle.join(),
      /Authentication-Results/,
    );
    assert.deepEqual(attribute({ headers: headersOf('bulk.txt') }).wouldSettle, []);
  });

  it('leaves the cause open when nothing at all was read', () => {
    const { path, causes } = attribute({});

    assert.equal(path.path, 'unknown');
    assert.deepEqual([causes.length, causes[0]?.component, causes[0]?.certainty], [1, 'unknown', 'unknown']);
  });
});
