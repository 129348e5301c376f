import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import type { KqlValue } from '../../../src/microsoft365/hunting/kql-literal.ts';
import { type QueryName, queryParameters, queryText } from '../../../src/microsoft365/hunting/query-text.ts';
import { diagnose } from '../support/kql-compiler.ts';

const hostile = 'x" | union EmailUrlInfo // {{hosts}}';
const samples: Record<string, KqlValue> = {
  ids: ['4c1d9e70-3b52-4f6a-91c8-08df27a1b3c4', hostile],
  hosts: ['links.example.com', hostile],
  senders: ['news@contoso.example', hostile],
  subjects: ['CM Test - Hello', hostile],
  from: new Date('2026-11-01T00:00:00Z'),
  to: new Date('2026-11-21T00:00:00Z'),
};

function filled(name: QueryName): string {
  const values = Object.fromEntries(queryParameters[name].map((parameter) => [parameter, samples[parameter]]));
  return queryText(name, values as never);
}

describe('hunting queries', () => {
  const names = Object.keys(queryParameters) as QueryName[];

  it('are the files of their folder, all of them declared', () => {
    const folder = new URL('../../../src/microsoft365/hunting/queries/', import.meta.url);
    const files = readdirSync(folder).map((file) => file.replace(/\.kql$/, ''));
    assert.deepEqual(files.sort(), [...names].sort());
  });

  for (const name of names) {
    it(`${name} compiles against every column we know`, () => {
      assert.deepEqual(diagnose(filled(name), 'all'), []);
    });

    it(`${name} compiles in a tenant that has only the documented columns`, () => {
      assert.deepEqual(diagnose(filled(name), 'documented'), []);
    });

    it(`${name} keeps one row of those that a new verdict repeats`, () => {
      assert.match(filled(name), /arg_max\(\s*Timestamp/);
    });

    it(`${name} has a value for every parameter`, () => {
      assert.doesNotMatch(filled(name).replaceAll('{{hosts}} //', '').replaceAll('// {{hosts}}', ''), /\{\{/);
    });
  }

  it('would be caught with a column that does not exist', () => {
    assert.match(diagnose('EmailEvents | project Sender', 'all').join(), /Sender/);
  });

  it('refuse to be filled in part', () => {
    assert.throws(
      () => queryText('messages-linking-to', { hosts: ['a'], from: new Date(0) } as never),
      /no value for to/,
    );
  });
});
