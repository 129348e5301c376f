import assert from 'node:assert/strict';
import { type RecipientLine, recipientLine } from '../../../src/campaigns/report/recipient-line.ts';
import { toChange } from '../../../src/campaigns/report/to-change.ts';
import type { Finding } from '../../../src/defender/gaps/finding.ts';

function line(name: string, given: Partial<RecipientLine>): RecipientLine {
  const fate = { address: `${name}@contoso.example`, expected: null, stand: null, kind: 'quarantined' as const };
  return { ...recipientLine(fate, null, [], null), ...given };
}

function gap(given: Partial<Finding>): Finding {
  return { status: 'gap', kind: 'stops', area: 'anti-spam', policy: 'Strict', setting: null, ...given } as Finding;
}

const bulk = gap({ key: 'bulk', title: 'Bulk filter', setting: 'BulkThreshold' });

describe('What to change after a test', () => {
  it('is the gap of the policy that acted, in the area of the reason', () => {
    const phish = gap({ key: 'phish', title: 'Phish threshold', area: 'anti-phishing' });
    const lines = [line('ada', { reason: 'Bulk', policy: 'Strict' })];
    assert.deepEqual(
      toChange(lines, [phish, bulk]).map(({ title, findingKey }) => [title, findingKey]),
      [['Bulk filter (BulkThreshold)', 'bulk']],
    );
  });

  it('is no finding that only says who hears of held mail: then a held message tells the cause', () => {
    const tag = gap({ key: 'tag', title: 'Who is told', area: 'quarantine' });
    const lines = [line('ada', { reason: 'Bulk', policy: 'Strict', held: 'id\\who' })];
    const [change] = toChange(lines, [tag]);
    assert.equal(change?.title, 'Look into “Strict” (Bulk)');
    assert.equal(change?.findingKey, null);
    assert.equal(change?.message, 'id\\who');
  });

  it('is likely the policy that reaches the person where nothing says which acted', () => {
    const [change] = toChange([line('ada', { kind: 'junk', reachedBy: 'Strict' })], [bulk]);
    assert.equal(change?.findingKey, 'bulk');
    assert.match(change?.because ?? '', /^likely: /);
  });

  it('names a block entry only where the stopped mail links to what it blocks', () => {
    const entry = gap({
      key: 'entry',
      title: 'Block entries',
      area: 'allow-block-list',
      policy: 'Tenant Allow/Block List',
      actual: 'tk.cmnky.co/* blocked',
    });
    const keys = (linkHosts: string[]) =>
      toChange([line('ada', { policy: 'Other', linkHosts })], [entry]).map(({ findingKey }) => findingKey);
    assert.deepEqual(keys(['tk.cmnky.co']), [null, 'entry']);
    assert.deepEqual(keys(['contactmonkey.com']), [null]);
  });

  it('tells of failed authentication, refusals, blocked links and people who were not seen', () => {
    const auth = { spf: 'pass', dkim: 'fail', dmarc: 'fail', compAuth: null };
    const titles = toChange(
      [
        line('ada', { policy: 'P', authentication: auth }),
        line('bob', { kind: 'rejected', reason: '550 5.7.1 blocked' }),
        line('cy', { kind: 'delivered', links: 'blocked', blockedHost: 'tk.cmnky.co' }),
        line('dee', { kind: 'notSeen' }),
      ],
      [],
    ).map(({ title, because }) => `${title}: ${because}`);
    assert.equal(titles.length, 5);
    assert.match(titles[1] ?? '', /DKIM and DMARC failed for 1 of 4/);
    assert.match(titles[2] ?? '', /550 5\.7\.1 blocked/);
    assert.match(titles[3] ?? '', /tk\.cmnky\.co/);
    assert.match(titles[4] ?? '', /1 of 4 were not seen/);
  });

  it('is nothing when everybody has it', () => {
    assert.deepEqual(toChange([line('ada', { kind: 'delivered' })], [bulk]), []);
  });
});
