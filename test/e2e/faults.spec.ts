import assert from 'node:assert/strict';
import { createSandboxTenant, type SandboxTenant } from '../../src/sandbox/tenant.ts';
import { type FaultRule, faultKinds } from '../../src/sandbox/wire/fault-kinds.ts';
import { startSandboxBot } from './sandbox-bot.ts';

type Conditions = Omit<FaultRule, 'action'>;

interface Rung {
  action: string;
  /** Particulars of the fault; it strikes the quarantine list unless they say otherwise. */
  with?: Conditions;
  /** What the person is told; a list with `In quarantine` when the fault can be got over. */
  says: RegExp;
  /** How often the faulty request may be sent at most, the first time included. */
  tries: number;
}

const quarantineList: Conditions = { service: 'exchange', cmdlet: 'Get-QuarantineMessage' };
const hunting: Conditions = { service: 'graph', path: 'runHuntingQuery' };
const signIn = /^⚠ I could not answer that\nExchange Online did not accept the sign-in of this app/;
const rights =
  /^⚠ I could not answer that\n(?:This app may not run|The role of this app does not carry) Get-QuarantineMessage/;
const refused = /did not accept (?:a value|the parameters) given to Get-QuarantineMessage \(HTTP 400\)/;
const gone = /does not find it \(HTTP 40[04]\)/;
const busy = /handling as many requests of this tenant as it allows at once|asked to be left alone for .+ \(HTTP 429\)/;
const away = /asked to be left alone for .+ \(HTTP 503\)/;
const late = /did not (?:finish|answer) in time/;
const unreadable = /gave an answer that cannot be read/;
const brokenOff = /The connection to Exchange Online broke off\./;
const list = /^In quarantine\n\d+ messages in \d+ campaigns/;
const partOfList = /^In quarantine\nAt least \d+ messages[\s\S]*Could not check\n/;
const listWithLess = /^In quarantine\n[\s\S]*Could not check\n/;
const mayYouAsk = /^I could not check just now whether you may ask me this/;

/** Every fault the simulated tenant knows, as a question about the quarantine meets it. */
const ladder: Rung[] = [
  { action: 'unauthorized', says: signIn, tries: 2 },
  { action: 'unauthorizedJson', says: signIn, tries: 2 },
  { action: 'forbiddenNul', says: rights, tries: 1 },
  { action: 'forbiddenNulGzip', says: rights, tries: 1 },
  { action: 'forbiddenJson', says: rights, tries: 1 },
  { action: 'roleNotSupported', says: rights, tries: 1 },
  { action: 'badEnum', says: refused, tries: 1 },
  { action: 'badParameter', says: refused, tries: 1 },
  { action: 'businessError', says: gone, tries: 1 },
  { action: 'notFound', says: gone, tries: 1 },
  { action: 'throttled', says: busy, tries: 4 },
  { action: 'throttled', with: { retryAfter: null }, says: busy, tries: 4 },
  { action: 'throttled', with: { times: 1 }, says: list, tries: 1 },
  { action: 'unavailable', says: away, tries: 4 },
  { action: 'unavailable', with: { retryAfter: null }, says: away, tries: 4 },
  { action: 'concurrency', says: busy, tries: 4 },
  { action: 'concurrency', with: { status: 200 }, says: busy, tries: 4 },
  { action: 'gatewayTimeout', says: late, tries: 4 },
  { action: 'requestTimeout', says: late, tries: 4 },
  { action: 'html', says: unreadable, tries: 4 },
  { action: 'empty', says: unreadable, tries: 4 },
  { action: 'nulBody', says: unreadable, tries: 4 },
  { action: 'status', with: { status: 500 }, says: /had a fault of its own \(HTTP 500\)/, tries: 4 },
  { action: 'status', with: { status: 502 }, says: /The way to Exchange Online is interrupted \(HTTP 502\)/, tries: 4 },
  { action: 'truncated', says: unreadable, tries: 4 },
  { action: 'cutOff', says: brokenOff, tries: 4 },
  { action: 'reset', says: brokenOff, tries: 4 },
  { action: 'hang', says: late, tries: 4 },
  { action: 'slow', with: { milliseconds: 200 }, says: list, tries: 1 },
  { action: 'gzip', says: list, tries: 1 },
  { action: 'warning', says: list, tries: 1 },
  { action: 'nextLinkWorks', with: { service: 'exchange' }, says: list, tries: 1 },
  { action: 'nextLinkExpired', with: { service: 'exchange' }, says: list, tries: 1 },
  { action: 'partialPage', with: { ...quarantineList, rows: 10 }, says: partOfList, tries: 1 },
  { action: 'notLicensed', with: hunting, says: listWithLess, tries: 1 },
  { action: 'huntingTimeout', with: hunting, says: listWithLess, tries: 4 },
  { action: 'huntingError', with: hunting, says: listWithLess, tries: 4 },
  { action: 'huntingQuota', with: hunting, says: listWithLess, tries: 4 },
  { action: 'graphThrottled', with: hunting, says: listWithLess, tries: 4 },
  { action: 'graphForbidden', with: hunting, says: listWithLess, tries: 1 },
  { action: 'huntingForbidden', with: hunting, says: listWithLess, tries: 1 },
  { action: 'graphForbidden', with: { service: 'graph', path: 'MemberGroups' }, says: mayYouAsk, tries: 1 },
  { action: 'tokenError', with: { service: 'entra' }, says: mayYouAsk, tries: 1 },
];

describe('every way in which Microsoft 365 can fail, through the chat', function () {
  this.timeout(60_000);
  let tenant: SandboxTenant;
  before(async () => {
    tenant = await createSandboxTenant({ quarantineSize: 200 });
  });
  after(() => tenant.close());
  afterEach(() => tenant.faults.clear());

  it('is on this ladder', () => {
    const missing = Object.keys(faultKinds).filter((action) => !ladder.some((rung) => rung.action === action));
    assert.deepEqual(missing, []);
  });

  for (const rung of ladder) {
    const particulars = rung.with === undefined ? '' : ` ${JSON.stringify(rung.with)}`;
    it(`${rung.action}${particulars}: a true sentence, the bot stays up, nothing is sent too often`, async () => {
      const bot = await startSandboxBot(tenant, { requestTimeoutMs: rung.action === 'hang' ? 300 : 20_000 });
      try {
        tenant.log.clear();
        const where = rung.with?.service === undefined ? { ...quarantineList, ...rung.with } : rung.with;
        tenant.faults.add({ action: rung.action, ...where });
        const { said, status } = await bot.ask('what is in quarantine?');
        assert.equal(status, 200);
        assert.match(said, rung.says);
        assert.doesNotMatch(said, /\n\s+at |\bError\b|undefined|\[object|<html|QW-|Reference:|AADSTS|secret/i);
        const struck = tenant.log.entries().filter((entry) => entry.fault === rung.action);
        assert.ok(struck.length >= 1, 'the fault never struck');
        const most = Math.max(...Object.values(Object.groupBy(struck, requestOf)).map((same) => same?.length ?? 0));
        assert.ok(most <= rung.tries, `the same request was sent ${most} times`);
        assert.deepEqual(
          bot.lines.filter((line) => Number(line.level) >= 50),
          [],
        );
        tenant.faults.clear();
        bot.letTimePass(10 * 60_000);
        assert.match((await bot.ask('help')).said, /quarantine/);
        assert.equal((await fetch(`${bot.server.url}/healthz`)).status, 200);
      } finally {
        await bot.stop();
      }
    });
  }

  it('is over as soon as the tenant answers again, in the same chat', async () => {
    const bot = await startSandboxBot(tenant);
    try {
      tenant.faults.add({ action: 'reset', ...quarantineList });
      assert.doesNotMatch((await bot.ask('what is in quarantine?')).said, list);
      tenant.faults.clear();
      bot.letTimePass(10 * 60_000);
      assert.match((await bot.ask('what is in quarantine?')).said, list);
      assert.match((await bot.ask('why the second one?')).said, /^Why it was held\n/);
    } finally {
      await bot.stop();
    }
  });
});

function requestOf(entry: { operation: string; input: unknown }): string {
  return `${entry.operation} ${JSON.stringify(entry.input)}`;
}
