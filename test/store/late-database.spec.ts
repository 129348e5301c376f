import assert from 'node:assert/strict';
import { NotReadError } from '../../src/defender/reading.ts';
import type { Database } from '../../src/store/database.ts';
import { lateDatabase } from '../../src/store/late-database.ts';

const options = { url: null, folder: null };

function unexpected(): void {
  assert.fail('no fault was expected');
}

function aDatabase(onClose = () => {}): Database {
  return { close: async () => onClose() } as unknown as Database;
}

describe('A database opened late', () => {
  it('is opened once for all who want it at the same time', async () => {
    let opened = 0;
    const late = lateDatabase(options, unexpected, async () => {
      opened += 1;
      return aDatabase();
    });
    assert.equal(opened, 0);
    const [first, second] = await Promise.all([late.get(), late.get()]);
    assert.equal(first, second);
    assert.equal(opened, 1);
  });

  it('says in a sentence that it cannot be used, without its address, and tries again at the next call', async () => {
    const faults: unknown[] = [];
    let tries = 0;
    const late = lateDatabase(
      options,
      (fault) => faults.push(fault),
      async () => {
        tries += 1;
        if (tries === 1) throw new Error('connect ECONNREFUSED postgres://user:secret@db');
        return aDatabase();
      },
    );
    await assert.rejects(late.get(), (error) => error instanceof NotReadError && !error.message.includes('secret'));
    assert.equal(faults.length, 1);
    await late.get();
  });

  it('closes what was opened, and gives nothing afterwards', async () => {
    let closed = 0;
    const late = lateDatabase(options, unexpected, async () => aDatabase(() => (closed += 1)));
    await late.get();
    await late.close();
    assert.equal(closed, 1);
    await assert.rejects(late.get(), NotReadError);
  });

  it('closes without ever having been opened', async () => {
    await lateDatabase(options, unexpected, async () => assert.fail()).close();
  });
});
