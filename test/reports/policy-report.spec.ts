import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { findGaps } from '../../src/defender/gaps/evaluate.ts';
import { parseSnapshot } from '../../src/defender/snapshot.ts';
import { html, link } from '../../src/reports/html.ts';
import { type PolicyReportData, policyReport } from '../../src/reports/policy-report.ts';
import { launchBrowser } from '../support/browser.ts';
import { untouchedTenant } from '../support/microsoft-baselines.ts';
import { aRule } from '../support/tenant-snapshots.ts';

const hostile = `<script>alert(1)</script>"'\`><img src=x onerror=alert(2)> ]]> <!-- \u202Egnp`;
const people = Array.from({ length: 12 }, (_, n) => `p${n}@contoso.com`);

/** A tenant with a custom policy of a hostile name that marks pixels, for some of the people. */
function reportData(change: Partial<PolicyReportData> = {}): PolicyReportData {
  const document = untouchedTenant('Default');
  const policies = (document['Get-HostedContentFilterPolicy'] ?? []) as Record<string, unknown>[];
  const custom = {
    ...policies[0],
    Name: hostile,
    Identity: hostile,
    IsDefault: false,
    Guid: 'g',
    MarkAsSpamWebBugsInHtml: 'On',
  };
  const snapshot = parseSnapshot({
    ...document,
    'Get-HostedContentFilterPolicy': [...policies, custom],
    'Get-HostedContentFilterRule': [aRule('HostedContentFilterPolicy', hostile, { SentTo: people.slice(0, 5) })],
    notRead: [{ cmdlet: 'Get-ArcConfig', kind: 'noPermission', sentence: `No right: ${hostile}`, advice: 'Ask.' }],
  });
  const report = findGaps(snapshot, { recipients: people, now: new Date('2026-11-20T08:00:00Z') });
  return {
    report,
    snapshot,
    waivers: new Map(),
    audience: { words: 'the 12 people', addresses: people },
    couldNot: [...snapshot.notRead.values()],
    tenant: hostile,
    now: '2026-11-20T09:00:00Z',
    people: true,
    locale: 'en-GB',
    timeZone: 'UTC',
    ...change,
  };
}

/** Run in the page: how many attributes there are that could run something. */
const attributesThatRun = `[...document.querySelectorAll('*')]
  .flatMap((element) => element.getAttributeNames())
  .filter((name) => name.startsWith('on')).length`;

describe('The printable report', function () {
  this.timeout(60_000);
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  async function opened(page: string, width = 1000) {
    const context = await browser.newContext({ viewport: { width, height: 900 } });
    const tab = await context.newPage();
    const asked: string[] = [];
    const alerts: string[] = [];
    tab.on('request', (request) => asked.push(request.url()));
    tab.on('dialog', (dialog) => {
      alerts.push(dialog.message());
      dialog.dismiss();
    });
    await tab.setContent(page, { waitUntil: 'load' });
    return { tab, asked, alerts, close: () => context.close() };
  }

  it('runs nothing and loads nothing, whatever a policy is called', async () => {
    const { tab, asked, alerts, close } = await opened(policyReport(reportData()));
    assert.equal(await tab.locator('script, img, iframe, object, link, form').count(), 0);
    const handlers = await tab.evaluate(attributesThatRun);
    assert.equal(handlers, 0);
    assert.deepEqual(asked, []);
    assert.deepEqual(alerts, []);
    const text = (await tab.locator('body').textContent()) ?? '';
    assert.ok(text.includes('<script>alert(1)</script>'), 'the name is shown as it is');
    assert.equal(text.includes('\u202E'), false, 'text direction cannot be turned');
    await close();
  });

  it('escapes every text, and links to https alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        assert.doesNotMatch(html(text), /[<>"'`]/);
        const made = link(text, text);
        const href = /^<a href="([^"]*)"/.exec(made)?.[1];
        assert.ok(href === undefined || href.startsWith('https:'));
      }),
    );
    assert.equal(link('javascript:alert(1)', 'x'), 'x');
  });

  it('fits a narrow screen and a sheet of paper', async () => {
    for (const width of [360, 1000]) {
      const { tab, close } = await opened(policyReport(reportData({ tenant: 'contoso.com' })), width);
      const overflow = await tab.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      assert.equal(overflow, 0, `${width} px`);
      await close();
    }
  });

  it('shows the score, every finding, its fixes with commands, the sources and what was not read', () => {
    const data = reportData({ tenant: 'contoso.com' });
    const page = policyReport(data);
    assert.ok(page.includes(`${data.report.score}<small> of 100</small>`));
    assert.equal((page.match(/<td><span class="badge/g) ?? []).length, data.report.findings.length);
    const gaps = data.report.findings.filter(({ status }) => status === 'gap');
    assert.equal((page.match(/<section class="finding">/g) ?? []).length, gaps.length);
    for (const { fixes } of gaps) for (const fix of fixes) assert.ok(page.includes(html(fix.powershell)));
    for (const finding of data.report.findings)
      for (const { url } of finding.sources) assert.ok(page.includes(html(url)));
    assert.match(page, /Get-ArcConfig/);
    assert.match(page, /neither fine nor a fault/);
  });

  it('marks waived findings, who waived them and until when, and counts them apart', () => {
    const data = reportData();
    const [gap] = data.report.findings;
    const waivers = new Map([
      [gap?.key ?? '', { reason: 'known <b>risk</b>', by: 'Anna', until: '2027-01-31T00:00:00Z' }],
    ]);
    const page = policyReport({ ...data, waivers });
    assert.match(page, /known &lt;b&gt;risk&lt;\/b&gt; \(until 31 Jan 2027, Anna\)/);
    assert.match(page, /<b>1<\/b>waived/);
    const quiet = policyReport({ ...data, waivers, people: false });
    assert.doesNotMatch(quiet, /Anna/);
  });

  it('names no recipient where people must not be named', () => {
    const page = policyReport(reportData({ people: false }));
    for (const address of people) assert.equal(page.includes(address), false, address);
  });

  it('draws coverage that adds up to the audience', () => {
    const page = policyReport(reportData());
    assert.match(page, /Anti-spam policy: Default 7, .*script.* 5"/);
  });
});
