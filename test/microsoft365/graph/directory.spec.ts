import assert from 'node:assert/strict';
import { type Bench, startBench, whyNot } from '../support/tenant.ts';

function guid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

const person = guid(1);

describe('the directory', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.server.close());

  it('asks for at most 20 groups in one call', async () => {
    const groups = Array.from({ length: 45 }, (_, index) => guid(100 + index));
    bench.server.graph = (asked) => ({ body: { value: JSON.parse(asked.body).groupIds.slice(0, 1) } });
    assert.deepEqual(await bench.reader.directory.memberGroups(person, groups), [guid(100), guid(120), guid(140)]);
    const calls = bench.server.to('graph');
    assert.deepEqual(
      calls.map((asked) => JSON.parse(asked.body).groupIds.length),
      [20, 20, 5],
    );
    assert.equal(calls[0]?.path, `/v1.0/users/${person}/checkMemberGroups`);
    assert.equal(calls[0]?.method, 'POST');
  });

  it('asks nothing when there are no groups to ask about', async () => {
    assert.deepEqual(await bench.reader.directory.memberGroups(person, []), []);
    assert.equal(bench.server.asked.length, 0);
  });

  it('counts no group that was not asked about', async () => {
    bench.server.graph = () => ({ body: { value: [guid(7), guid(100).toUpperCase()] } });
    assert.deepEqual(await bench.reader.directory.memberGroups(person, [guid(100)]), [guid(100)]);
  });

  for (const odd of ['me', '../groups', '', `${person}/x`]) {
    it(`refuses ${JSON.stringify(odd)} as a person`, async () => {
      assert.equal((await whyNot(bench.reader.directory.memberGroups(odd, [guid(2)]))).kind, 'refused');
      assert.equal(bench.server.asked.length, 0);
    });
  }

  it('finds a group by its address and reads all its members, nested ones expanded', async () => {
    bench.server.graph = (asked) => {
      if (asked.path.startsWith('/v1.0/groups?'))
        return { body: { value: [{ id: guid(5), mail: "all.o'hara@contoso.com" }] } };
      if (asked.path.includes('$skiptoken=2'))
        return { body: { value: [{ '@odata.type': '#microsoft.graph.orgContact', mail: 'c@partner.com' }] } };
      return {
        body: {
          '@odata.nextLink': `${bench.server.url}/v1.0/groups/${guid(5)}/transitiveMembers?$skiptoken=2`,
          value: [
            {
              '@odata.type': '#microsoft.graph.user',
              id: guid(6),
              mail: 'A@contoso.com',
              userPrincipalName: 'a@x.com',
            },
            { '@odata.type': '#microsoft.graph.user', id: guid(7), mail: null, userPrincipalName: 'b@contoso.com' },
            { '@odata.type': '#microsoft.graph.user', id: guid(8), mail: 'a@contoso.com' },
            { '@odata.type': '#microsoft.graph.group', id: guid(9), mail: 'nested@contoso.com' },
            { '@odata.type': '#microsoft.graph.device', id: guid(10) },
          ],
        },
      };
    };
    const members = await bench.reader.directory.groupMembers("all.o'hara@contoso.com");
    assert.deepEqual(
      members.map((address) => address.toLowerCase()),
      ['a@contoso.com', 'b@contoso.com', 'c@partner.com'],
    );
    const lookup = new URL(bench.server.to('graph')[0]?.path ?? '', bench.server.url);
    assert.equal(lookup.searchParams.get('$filter'), "mail eq 'all.o''hara@contoso.com'");
    assert.match(bench.server.to('graph')[1]?.path ?? '', new RegExp(`^/v1.0/groups/${guid(5)}/transitiveMembers\\?`));
  });

  it('takes an object id without looking it up', async () => {
    await bench.reader.directory.groupMembers(guid(5));
    assert.equal(bench.server.to('graph').length, 1);
  });

  it('carries the token to no other address', async () => {
    bench.server.graph = () => ({
      body: { value: [], '@odata.nextLink': 'https://graph.microsoft.com.evil.example/v1.0/x' },
    });
    const why = await whyNot(bench.reader.directory.groupMembers(guid(5)));
    assert.equal(why.kind, 'badAnswer');
    assert.match(why.advice, /no token was sent elsewhere/);
  });

  it('says that there is no such group', async () => {
    assert.equal((await whyNot(bench.reader.directory.groupMembers('none@contoso.com'))).kind, 'notFound');
  });

  it('refuses what is neither address nor id', async () => {
    assert.equal((await whyNot(bench.reader.directory.groupMembers("x' or 1 eq 1"))).kind, 'refused');
  });

  it('stops at the page ceiling and says so', async () => {
    const reader = bench.another({ limits: { graphMaxPages: 3 } });
    bench.server.graph = (asked) => ({ body: { value: [], '@odata.nextLink': `${bench.server.url}${asked.path}` } });
    assert.equal((await whyNot(reader.directory.groupMembers(guid(5)))).kind, 'refused');
    assert.equal(bench.server.to('graph').length, 3);
  });

  it('names the permission that is missing', async () => {
    bench.server.graph = () => ({
      status: 403,
      body: {
        error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges to complete the operation.' },
      },
    });
    const why = await whyNot(bench.reader.directory.groupMembers(guid(5)));
    assert.equal(why.kind, 'noPermission');
    assert.match(why.advice, /GroupMember\.Read\.All/);
  });
});
