import assert from 'node:assert/strict';
import { createGate } from '../../../src/microsoft365/wire/gate.ts';
import { JumpingTime, whyNot } from '../support/tenant.ts';

function gateOf(time: JumpingTime) {
  return createGate({ service: 'Exchange Online', requests: 2, windowMs: 1000, maxWaitMs: 5000 }, time);
}

describe('the gate', () => {
  it('never lets more through in any window than it may', async () => {
    const time = new JumpingTime();
    const gate = gateOf(time);
    const starts: number[] = [];
    for (let count = 0; count < 9; count++) {
      await gate.pass('x');
      starts.push(time.at);
      time.at += 130;
    }
    for (let index = 2; index < starts.length; index++) {
      assert.ok((starts[index] ?? 0) - (starts[index - 2] ?? 0) >= 1000);
    }
  });

  it('turns those away who would wait too long, and says how long', async () => {
    const gate = gateOf(new JumpingTime());
    gate.closeUntil(new JumpingTime().at + 60_000);
    const why = await whyNot(gate.pass('the quarantine list'));
    assert.equal(why.what, 'the quarantine list');
    assert.equal(why.retryAfterSeconds, 60);
  });

  it('holds those back who were waiting already when the service asks for patience', async () => {
    const time = new JumpingTime();
    const gate = gateOf(time);
    await gate.pass('x');
    await gate.pass('x');
    let closes = 1;
    const sleep = time.sleep.bind(time);
    time.sleep = async (ms, signal) => {
      if (closes-- > 0) gate.closeUntil(time.at + 3000);
      await sleep(ms, signal);
    };
    const before = time.at;
    await gate.pass('x');
    assert.equal(time.at - before, 3000);
  });

  it('does not wait for one who has left', async () => {
    const gate = gateOf(new JumpingTime());
    await gate.pass('x');
    await gate.pass('x');
    const controller = new AbortController();
    controller.abort(new Error('left'));
    await assert.rejects(gate.pass('x', controller.signal), /left/);
  });
});
