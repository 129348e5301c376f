import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyseHeaders } from '../../../src/defender/headers/analyse-headers.ts';

const folder = join(import.meta.dirname, '../../../../shared/samples/headers');

interface Expected {
  file: string;
  fields: Record<string, unknown>;
  untrusted: boolean;
  note: string | null;
}

describe('Header blocks as administrators posted them', () => {
  if (!existsSync(folder)) {
    it('are not on this machine (../shared/samples/headers is absent), so they are skipped', function () {
      this.skip();
    });
    return;
  }

  const rows = readFileSync(join(folder, 'expected.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Expected);

  for (const row of rows) {
    it(`gives every fact of ${row.file}${row.note ? ` (${row.note})` : ''}`, () => {
      const analysis = analyseHeaders(readFileSync(join(folder, row.file), 'utf8'));
      const facts: Record<string, unknown> = { ...analysis.fields };
      const read = Object.fromEntries(Object.keys(row.fields).map((name) => [name, facts[name]]));

      assert.deepEqual(read, row.fields);
      assert.equal(analysis.untrusted, row.untrusted);
    });
  }
});
