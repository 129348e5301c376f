import assert from 'node:assert/strict';
import { type CopyEvidence, joined, nothingSeen } from '../../../src/campaigns/test-campaign/copy-evidence.ts';
import {
  fromClick,
  fromPostDelivery,
  fromQuarantine,
  fromTrace,
  fromTraceDetail,
  type Observation,
} from '../../../src/campaigns/test-campaign/observe.ts';
import {
  attachmentsOf,
  blockedLink,
  linksOf,
  outcomeOf,
  pathOf,
  timeToMailbox,
} from '../../../src/campaigns/test-campaign/outcome.ts';
import { quarantined } from '../../support/quarantined-mail.ts';
import { profile } from '../../support/questions.ts';
import { at } from './arbitrary-rows.ts';

const to = 'ada@contoso.example';

function trace(status: string, polled = 2, sender = 'news@contoso.example'): Observation {
  const mail = { sender, subject: 'CM Test - Town Hall', receivedAt: at(0), recipient: to };
  const rest = { messageTraceId: 'm1', internetMessageId: null, fromIp: null, toIp: null, sizeBytes: null };
  return fromTrace({ ...mail, ...rest, status }, profile, at(polled));
}

function step(event: string, minutes: number, detail = ''): Observation {
  return fromTraceDetail({ messageTraceId: 'm1', at: at(minutes), event, action: '', detail, data: '' }, to);
}

function held(given: Parameters<typeof quarantined>[1] = {}): Observation {
  const [one] = fromQuarantine(quarantined('m1', { networkMessageId: 'm1', receivedAt: at(0), ...given }));
  assert.ok(one);
  return one;
}

function moved(action: string, actionType: string, minutes: number, actionResult = 'Success'): Observation {
  const rest = {
    actionTrigger: 'SpecialAction',
    deliveryLocation: /release/i.test(action) ? 'Inbox/folder' : 'Quarantine',
  };
  return fromPostDelivery({
    at: at(minutes),
    networkMessageId: 'm1',
    recipient: to,
    action,
    actionType,
    actionResult,
    ...rest,
  });
}

function seen(...rows: Observation[]): CopyEvidence {
  return rows.reduce<CopyEvidence>((evidence, row) => joined(evidence, row.evidence), nothingSeen);
}

describe('What became of a copy', () => {
  it('is told by the trace alone: delivered, junk, held, rejected, on its way', () => {
    const kinds = [
      'Delivered',
      'FilteredAsSpam',
      'Quarantined',
      'Failed',
      'Pending',
      'GettingStatus',
      'SomethingNew',
    ].map((status) => outcomeOf(seen(trace(status))).kind);
    assert.deepEqual(kinds, ['delivered', 'junk', 'quarantined', 'rejected', 'pending', 'pending', 'pending']);
    assert.equal(outcomeOf(nothingSeen).kind, 'notSeen');
  });

  it('has no folder where nothing names it', () => {
    assert.equal(outcomeOf(seen(trace('Delivered'))).place, null);
    const steps = seen(trace('Delivered'), step('Deliver', 1, 'delivered to the folder: DefaultFolderType:JunkEmail'));
    assert.equal(outcomeOf(steps).place, 'JunkEmail');
    assert.equal(outcomeOf(steps).kind, 'junk');
  });

  it('is held with its reason, policy and expiry', () => {
    const outcome = outcomeOf(seen(trace('Quarantined'), held({ reason: 'HighConfPhish', policyName: 'Strict' })));
    assert.equal(outcome.kind, 'quarantined');
    assert.deepEqual([outcome.held?.reason, outcome.held?.policy], ['HighConfPhish', 'Strict']);
    assert.ok(outcome.held?.expiresAt);
  });

  it('was moved later when it was delivered first, with what moved it where hunting says so', () => {
    assert.deepEqual(outcomeOf(seen(trace('Delivered'), held())).zap, { type: null, at: null, movedTo: 'Quarantine' });
    const outcome = outcomeOf(seen(trace('Delivered'), held(), moved('Moved to quarantine', 'Phish ZAP', 90)));
    assert.equal(outcome.kind, 'zapped');
    assert.deepEqual(outcome.zap, { type: 'Phish ZAP', at: at(90), movedTo: 'Quarantine' });
  });

  it('was not moved by a step that failed', () => {
    assert.equal(
      outcomeOf(seen(trace('Delivered'), moved('Moved to quarantine', 'Phish ZAP', 9, 'Error'))).kind,
      'delivered',
    );
  });

  it('was released, to whom it was released', () => {
    assert.equal(outcomeOf(seen(trace('Quarantined'), held({ releaseStatus: 'Released' }))).kind, 'released');
    const others = held({ releaseStatus: 'Released', releasedTo: ['bob@contoso.example'] });
    assert.equal(outcomeOf(seen(trace('Quarantined'), others)).kind, 'quarantined');
    const again = seen(
      trace('Quarantined'),
      held(),
      moved('Quarantine release', 'Redelivery', 5),
      moved('Moved to quarantine', 'Phish ZAP', 9),
    );
    assert.equal(outcomeOf(again).kind, 'zapped');
  });

  it('says why it was rejected', () => {
    const outcome = outcomeOf(seen(trace('Failed'), step('Fail', 1, '550 5.7.1 rejected by policy')));
    assert.deepEqual([outcome.kind, outcome.failure], ['rejected', '550 5.7.1 rejected by policy']);
  });

  it('took an exact time where the steps say it, and at most the time of the poll otherwise', () => {
    assert.deepEqual(timeToMailbox(seen(trace('Delivered', 4))), { seconds: 240, precision: 'atMost' });
    assert.deepEqual(timeToMailbox(seen(trace('Delivered', 4), step('Deliver', 1))), {
      seconds: 60,
      precision: 'exact',
    });
    assert.equal(timeToMailbox(seen(trace('Quarantined'))), null);
  });

  it('knows of links only what a press shows, and keeps no more than the host of one', () => {
    const press = (actionType: string) =>
      fromClick({
        at: at(3),
        networkMessageId: 'm1',
        account: to,
        url: 'https://contactmonkey.com/api/v1/tracker?who=ada',
        actionType,
        clickedThrough: false,
      });
    assert.equal(linksOf(seen(trace('Delivered'))), 'unknown');
    assert.equal(linksOf(seen(trace('Delivered'), press('ClickAllowed'))), 'passed');
    const blocked = seen(trace('Delivered'), press('ClickAllowed'), press('ClickBlocked'));
    assert.equal(linksOf(blocked), 'blocked');
    assert.deepEqual(blockedLink(blocked), { at: at(3), host: 'contactmonkey.com' });
    assert.doesNotMatch(JSON.stringify(blocked), /who=ada/);
  });

  it('tells the path by the profile, and attachments that were delayed', () => {
    assert.equal(pathOf(seen(trace('Delivered'))), 'own-mailbox');
    assert.equal(pathOf(seen(trace('Delivered', 2, 'people@contoso.example'))), 'email-delivery');
    assert.equal(pathOf(seen(trace('Delivered', 2, 'else@contoso.example'))), 'unknown');
    assert.equal(attachmentsOf(seen(trace('Delivered'))), 'unknown');
    assert.equal(attachmentsOf(seen(trace('Delivered'), step('Defer', 1))), 'delayed');
  });

  it('misses an attachment only where hunting knows the mail', () => {
    const evidence = seen(trace('Delivered'));
    const authentication = { spf: null, dkim: null, dmarc: null, compAuth: null };
    const rest = {
      direction: null,
      action: 'Delivered',
      latestLocation: null,
      policy: null,
      threats: [],
      authentication,
    };
    const judged = { ...evidence, judged: { at: at(1), location: 'Inbox/folder', ...rest } };
    const listed = { ...judged, files: [{ name: 'Menu.PDF', threats: [] }] };
    assert.equal(attachmentsOf(evidence, ['menu.pdf']), 'unknown');
    assert.equal(attachmentsOf(judged, ['menu.pdf']), 'missing');
    assert.equal(attachmentsOf(listed, ['menu.pdf']), 'listed');
    assert.equal(attachmentsOf({ ...judged, judged: { ...judged.judged, action: 'Replaced' } }), 'replaced');
  });
});
