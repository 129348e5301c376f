import assert from 'node:assert/strict';
import { guideSteps } from '../../../src/campaigns/report/guide-steps.ts';
import { type RecipientLine, recipientLine } from '../../../src/campaigns/report/recipient-line.ts';
import type { Campaign, CampaignPlan } from '../../../src/campaigns/test-campaign/campaign.ts';
import { newLifecycle } from '../../../src/campaigns/test-campaign/lifecycle.ts';
import { at } from '../test-campaign/arbitrary-rows.ts';

const trackers = ['contactmonkey.com', 'tk.cmnky.co', 'links.contoso.example'];

function campaign(plan: Partial<CampaignPlan> = {}, state: Campaign['state'] = 'watching'): Campaign {
  const whole = { regions: [], attachments: [], ...plan } as unknown as CampaignPlan;
  return {
    id: 'c',
    name: 'Town Hall',
    sender: null,
    subject: null,
    isTest: true,
    foundBy: 'plan',
    firstSeenAt: at(0),
    createdAt: at(0),
    told: [],
    ...newLifecycle(at(0), 'planned'),
    plan: whole,
    state,
  };
}

function line(given: Partial<RecipientLine> = {}): RecipientLine {
  const fate = { address: 'ada@contoso.example', expected: null, stand: null, kind: 'delivered' as const };
  return { ...recipientLine(fate, null, [], null), ...given };
}

function resultOf(id: string, of: Campaign, lines: RecipientLine[]): string {
  const step = guideSteps(of, lines, trackers).find((one) => one.id === id);
  return `${step?.result}: ${step?.because}`;
}

describe('The testing steps of the guide', () => {
  it('know of tracking only what the links in the mail show', () => {
    const seen = (hosts: string[] | null, plan = {}) =>
      resultOf('tracking', campaign(plan), [line({ linkHosts: hosts })]);
    assert.match(seen(null), /^unknown: /);
    assert.match(seen(['www.contactmonkey.com', 'intranet.contoso.example']), /^passed: .*contactmonkey\.com/);
    assert.match(seen(['intranet.contoso.example']), /^failed: No link goes through a tracker/);
    assert.match(seen(['contactmonkey.com'], { regions: ['eu'] }), /^failed: .*Europe \(tk\.cmnky\.co\)/);
    assert.match(seen(['tk.cmnky.co'], { regions: ['eu'] }), /^passed/);
    assert.match(seen(['tk.cmnky.co'], { regions: ['us', 'eu'] }), /^passed/);
    assert.match(seen(['intranet.contoso.example'], { regions: ['us', 'eu'] }), /^failed: .*United States.* or Europe/);
    assert.match(seen(['links.contoso.example'], { regions: ['eu'] }), /^passed/);
  });

  it('miss planned files that did not come', () => {
    const lines = [line({ attachments: 'missing', linkHosts: ['tk.cmnky.co'] })];
    assert.match(resultOf('tracking', campaign({ attachments: ['a.pdf'] }), lines), /^failed: 1 copy .*a\.pdf/);
  });

  it('have no arrival before everybody has the mail where it belongs', () => {
    assert.match(resultOf('arrival', campaign(), []), /^open: Nothing/);
    assert.match(
      resultOf('arrival', campaign(), [line(), line({ kind: 'notSeen' })]),
      /^open: 1 of 2 got it, 1 are open/,
    );
    assert.match(resultOf('arrival', campaign(), [line(), line({ kind: 'junk' })]), /^failed: 1 of 2/);
    assert.match(resultOf('arrival', campaign(), [line()]), /^passed/);
  });

  it('call links good only after a press', () => {
    assert.match(resultOf('links', campaign(), [line()]), /^unknown: No press/);
    assert.match(resultOf('links', campaign(), [line({ links: 'passed', pressed: 2 })]), /^passed: 2 presses/);
    const blocked = line({ links: 'blocked', blockedHost: 'tk.cmnky.co', pressed: 1 });
    assert.match(resultOf('links', campaign(), [blocked]), /^failed: .*tk\.cmnky\.co/);
  });

  it('watch the quarantine for 48 hours before they call it quiet', () => {
    assert.match(resultOf('quarantine', campaign(), [line()]), /^open: .*2026-11-22 10:00 UTC/);
    assert.match(resultOf('quarantine', campaign({}, 'closed'), [line()]), /^passed/);
    assert.match(resultOf('quarantine', campaign({}, 'cancelled'), [line()]), /^unknown/);
    assert.match(resultOf('quarantine', campaign({}, 'closed'), [line({ kind: 'zapped' })]), /^failed: .*1 copy/);
    assert.match(resultOf('quarantine', campaign(), [line({ kind: 'quarantined' })]), /^failed: Held: 1 copy/);
  });
});
