import assert from 'node:assert/strict';
import { parseSnapshot } from '../../src/defender/snapshot.ts';
import { type AudienceChoice, forgetList, rememberList, resolveAudience } from '../../src/policy-watch/audience.ts';
import type { Database } from '../../src/store/database.ts';
import { openTestDatabase } from '../support/database.ts';
import { notReadBecause } from '../support/fake-tenant-reader.ts';
import { aWatchedTenant, minutesAfter, monday, type WatchedTenant } from './watched-tenant.ts';

const sender = 'news@contoso.com';
const profile = { senders: [{ address: sender, path: 'own-mailbox' }] };

function trace(recipient: string, receivedAt = '2026-11-10T08:00:00Z') {
  const nothing = { internetMessageId: null, fromIp: null, toIp: null, sizeBytes: null };
  return { messageTraceId: recipient, receivedAt, sender, recipient, subject: 'News', status: 'Delivered', ...nothing };
}

describe('The audience of a check', function () {
  this.timeout(60_000);
  let database: Database;
  before(async () => {
    database = await openTestDatabase('pglite');
  });
  after(() => database.close());

  function audience(
    { deps }: WatchedTenant,
    choice?: AudienceChoice,
    when: { now?: Date; groups?: Record<string, string[]>; refresh?: boolean } = {},
  ) {
    const { now = monday, groups = {}, refresh } = when;
    return resolveAudience(deps, choice, { snapshot: parseSnapshot({ groups }), now, refresh });
  }

  it('is everybody when nothing says who gets campaigns, and says why', async () => {
    const found = await audience(aWatchedTenant(database));
    assert.deepEqual([found.kind, found.recipients, found.size], ['everyone', null, null]);
    assert.match(found.sentence, /No campaign was seen/);
    assert.equal(found.notRead[0]?.kind, 'notConfigured');
  });

  it('is the people who got campaigns: own people, each once, in the last 30 days', async () => {
    const traces = [
      trace('ann@contoso.com'),
      trace('Ann@contoso.com', '2026-11-11T08:00:00Z'),
      trace('bob@contoso.com'),
      trace('customer@elsewhere.example'),
      trace('old@contoso.com', '2026-09-01T08:00:00Z'),
    ];
    const found = await audience(aWatchedTenant(database, { profile, traces }));
    assert.deepEqual([found.kind, found.recipients], ['history', ['ann@contoso.com', 'bob@contoso.com']]);
    assert.equal(found.sentence, 'the 2 people who got campaigns in the last 30 days');
    assert.deepEqual(found.readAt, monday);
  });

  it('is read from the trace once a day, and says when', async () => {
    const watched = aWatchedTenant(database, { profile, traces: [trace('ann@contoso.com')] });
    await audience(watched);
    watched.tenant.traces.push(trace('bob@contoso.com'));
    const sameDay = await audience(watched, undefined, { now: minutesAfter(monday, 600) });
    assert.deepEqual([sameDay.size, sameDay.readAt], [1, monday]);
    assert.equal((await audience(watched, undefined, { now: minutesAfter(monday, 600), refresh: true })).size, 2);
    assert.equal((await audience(watched, undefined, { now: minutesAfter(monday, 3000) })).size, 2);
  });

  it('stays the one of yesterday when the trace cannot be read today, and says so', async () => {
    const watched = aWatchedTenant(database, { profile, traces: [trace('ann@contoso.com')] });
    await audience(watched);
    watched.tenant.failing['trace.pages'] = notReadBecause('throttled', 'the trace');
    const found = await audience(watched, undefined, { now: minutesAfter(monday, 3000) });
    assert.deepEqual([found.recipients, found.readAt], [['ann@contoso.com'], monday]);
    assert.equal(found.notRead[0]?.kind, 'throttled');
  });

  it('is the groups of the profile before past campaigns, from the snapshot or else from the directory', async () => {
    const groups = { ...profile, audienceGroups: ['all@contoso.com', 'stores@contoso.com'] };
    const watched = aWatchedTenant(database, {
      profile: groups,
      traces: [trace('zoe@contoso.com')],
      members: { 'stores@contoso.com': ['Bob@contoso.com'] },
    });
    const found = await audience(watched, undefined, { groups: { 'all@contoso.com': ['ann@contoso.com'] } });
    assert.deepEqual([found.kind, found.recipients], ['groups', ['ann@contoso.com', 'bob@contoso.com']]);
    assert.equal(found.sentence, 'the 2 members of all@contoso.com, stores@contoso.com');
    assert.deepEqual(watched.calls, ['directory.groupMembers']);
  });

  it('is everybody when the group asked for cannot be found, with the reason', async () => {
    const found = await audience(aWatchedTenant(database), { kind: 'groups', groups: ['nobody@contoso.com'] });
    assert.equal(found.kind, 'everyone');
    assert.match(found.sentence, /No member of nobody@contoso\.com could be found/);
    assert.deepEqual([found.notRead[0]?.what, found.notRead[0]?.kind], ['members of nobody@contoso.com', 'notFound']);
  });

  it('is a list that was given once, until it is forgotten', async () => {
    const watched = aWatchedTenant(database, { profile, traces: [trace('zoe@contoso.com')] });
    await rememberList(watched.deps, ['ann@contoso.com'], monday);
    const found = await audience(watched, undefined, { now: minutesAfter(monday, 3000) });
    assert.deepEqual([found.kind, found.sentence, found.readAt], ['list', 'the 1 person of the list', monday]);
    assert.equal((await audience(watched, { kind: 'history' })).kind, 'history');
    assert.deepEqual([await forgetList(watched.deps), await forgetList(watched.deps)], [true, false]);
    assert.equal((await audience(watched)).kind, 'history');
  });
});
