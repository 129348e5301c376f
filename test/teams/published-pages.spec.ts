import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPublishedPages, type PublishedPages } from '../../src/teams/published-pages.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';

describe('Published pages', () => {
  let clock: ManualClock;
  let pages: PublishedPages;
  let address: string | null;
  const server = createServer((request, response) => void pages.serve(request, response));

  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => {
    clock = createManualClock();
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    pages = createPublishedPages({ address: () => address, clock });
  });
  after(() => void server.close());

  it('are opened by their link, and nothing in them may run or be fetched', async () => {
    const link = await pages.publish('<h1>Report</h1>');
    const answer = await fetch(String(link));
    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), '<h1>Report</h1>');
    assert.match(String(answer.headers.get('content-security-policy')), /default-src 'none'/);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
  });

  it('have links that cannot be guessed', async () => {
    const links = await Promise.all(Array.from({ length: 50 }, () => pages.publish('x')));
    assert.equal(new Set(links).size, 50);
    assert.ok(links.every((link) => /\/reports\/[\w-]{32}$/.test(String(link))));
    assert.equal((await fetch(`${address}/reports/${'a'.repeat(32)}`)).status, 404);
  });

  it('are closed after an hour', async () => {
    const link = String(await pages.publish('x'));
    await clock.advance(59 * 60_000);
    assert.equal((await fetch(link)).status, 200);
    await clock.advance(2 * 60_000);
    assert.equal((await fetch(link)).status, 404);
  });

  it('are not linked while nobody knows the address of the bot', async () => {
    address = null;
    assert.equal(await pages.publish('x'), null);
  });
});
