import assert from 'node:assert/strict';
import { isAt, serviceAddress } from '../../../src/microsoft365/wire/address.ts';
import { scopeOf } from '../../../src/microsoft365/wire/scope.ts';

describe('service addresses', () => {
  for (const [text, address] of [
    ['https://outlook.office365.us/', 'https://outlook.office365.us'],
    ['http://127.0.0.1:4000/entra/', 'http://127.0.0.1:4000/entra'],
    ['http://localhost:4000', 'http://localhost:4000'],
    ['http://[::1]:4000', 'http://[::1]:4000'],
  ] as const) {
    it(`accept ${text}`, () => assert.equal(serviceAddress(text, 'X_URL'), address));
  }

  for (const text of [
    'http://outlook.office365.com',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'ftp://127.0.0.1',
    'https://user:secret@graph.microsoft.com',
    'https://graph.microsoft.com?x=1',
    'graph.microsoft.com',
    '',
  ]) {
    it(`refuse ${JSON.stringify(text)} and name the setting`, () => {
      assert.throws(() => serviceAddress(text, 'X_URL'), /^Error: X_URL must/);
    });
  }

  it('know what is at a service and what only looks so', () => {
    assert.equal(isAt('https://graph.microsoft.com', 'https://graph.microsoft.com/v1.0/x?$skiptoken=1'), true);
    for (const elsewhere of [
      'https://graph.microsoft.com.evil.example/',
      'https://graph.microsoft.com:444/',
      'http://graph.microsoft.com/',
      '/x',
    ]) {
      assert.equal(isAt('https://graph.microsoft.com', elsewhere), false, elsewhere);
    }
  });

  it('ask for tokens of their own cloud, and of the public one where something stands in for it', () => {
    assert.equal(scopeOf('exchange', 'https://outlook.office365.us'), 'https://outlook.office365.us/.default');
    assert.equal(scopeOf('exchange', 'http://127.0.0.1:4000'), 'https://outlook.office365.com/.default');
    assert.equal(scopeOf('graph', 'https://localhost:4000'), 'https://graph.microsoft.com/.default');
  });
});
