import assert from 'node:assert/strict';
import { scheduledTests } from '../src/sandbox/delivery/scheduled-tests.ts';
import { eventually, type Service, type Speaker, startService } from './support/service.ts';

describe('The watch over several customers', function () {
  this.timeout(180_000);
  let service: Service;
  let ana: Speaker;
  let fay: Speaker;

  before(async () => {
    service = await startService({ busyContoso: true });
    ana = service.personOf(service.contoso, 'Operator');
    fay = service.personOf(service.fabrikam, 'Nobody');
  });
  after(() => service?.stop());

  it('goes on for one while another lets nobody sign in, and tells each of its own troubles alone', async () => {
    service.fabrikam.faults.add({ service: 'entra', action: 'tokenError', text: 'AADSTS7000215' });
    for (const person of [ana, fay]) assert.match(await service.say(person, 'alert here'), /alert/i);
    const sent = service.contoso.sendTest(scheduledTests[0]);
    const subject = sent?.subject ?? assert.fail('It was not sent.');
    const told = (person: Speaker, words: RegExp) => service.seenBy(person).find((text) => words.test(text)) ?? null;
    const alert = await eventually(() => told(ana, /Campaign mail is in quarantine/), 90_000);
    assert.ok(alert.includes(subject.slice(0, 20)), alert.slice(0, 400));
    const blind = await eventually(() => told(fay, /"summary":"[^"]*(?:cannot see|cannot look|could not)/i), 90_000);
    assert.ok(!blind.includes(subject), blind);
    assert.equal(told(fay, /Campaign mail is in quarantine/), null);
    assert.ok(!service.seenBy(ana).some((text) => /AADSTS7000215/.test(text)));
  });
});
