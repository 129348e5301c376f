import assert from 'node:assert/strict';
import { type KnownSender, nobodyKnown } from '../../../src/defender/attribution/known-sender.ts';
import { sendingPath } from '../../../src/defender/attribution/sending-path.ts';
import { headersOf, huntingRow, quarantineRow } from '../../support/mail-evidence.ts';

const knowing = (change: Partial<KnownSender>): KnownSender => ({ ...nobodyKnown, ...change });
const short = (evidence: Parameters<typeof sendingPath>[0], sender?: KnownSender) => {
  const { path, certainty } = sendingPath(evidence, sender);
  return `${path} ${certainty}`;
};

describe('The sending path', () => {
  it('is the own mailbox for mail that stayed inside', () => {
    assert.equal(short({ headers: headersOf('own-mailbox-delivered.txt') }), 'own-mailbox certain');
    assert.equal(short({ events: [huntingRow({ direction: 'Intra-org' })] }), 'own-mailbox certain');
  });

  it('is Email Delivery for mail from outside, likely without and certain with a dedicated address', () => {
    const headers = headersOf('bulk.txt');

    assert.equal(short({ headers }), 'email-delivery likely');
    assert.equal(short({ headers }, knowing({ sendingIps: ['198.51.100.0/27'] })), 'email-delivery certain');
    assert.equal(short({ headers }, knowing({ sendingIps: ['203.0.113.1'] })), 'email-delivery likely');
  });

  it('sees the dedicated address behind a gateway', () => {
    const sender = knowing({ sendingIps: ['198.51.100.23'] });

    assert.equal(short({ headers: headersOf('gateway-in-front.txt') }, sender), 'email-delivery certain');
  });

  it("is certain where the customer's word and the route agree", () => {
    const sender = knowing({ senders: [{ address: 'News@adventure-works.example', path: 'email-delivery' }] });

    assert.equal(short({ headers: headersOf('bulk.txt') }, sender), 'email-delivery certain');
    assert.equal(short({ quarantined: quarantineRow() }, sender), 'email-delivery likely');
  });

  it("is only likely where the customer's word speaks against the route, and shows both", () => {
    const sender = knowing({ senders: [{ address: 'news@adventure-works.example', path: 'email-delivery' }] });
    const found = sendingPath({ headers: headersOf('own-mailbox-delivered.txt') }, sender);

    assert.deepEqual([found.path, found.certainty], ['own-mailbox', 'likely']);
    assert.match(found.evidence.join('\n'), /Against it: The profile says/);
  });

  it('is the own mailbox for mail that left Microsoft 365 and came back', () => {
    assert.equal(short({ headers: headersOf('own-mailbox-re-entering.txt') }), 'own-mailbox likely');
  });

  it('stays open without evidence, and by marks that anyone can write', () => {
    assert.equal(short({}), 'unknown unknown');
    assert.equal(short({ headers: headersOf('untrusted-only.txt') }), 'unknown unknown');
  });
});
