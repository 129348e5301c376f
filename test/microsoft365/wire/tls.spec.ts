import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { generate } from 'selfsigned';
import { rows, tenantId, tokenBody } from '../support/wire-server.ts';

const run = promisify(execFile);
const reading = fileURLToPath(new URL('../support/read-over-tls.ts', import.meta.url));

describe('services over TLS', () => {
  let folder: string;
  let server: Server;
  let url: string;
  const asked: string[] = [];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'authority-'));
    const altNames = [{ type: 2 as const, value: 'localhost' }];
    const authority = await generate([{ name: 'commonName', value: 'Quarantine Watch test authority' }], {
      extensions: [{ name: 'basicConstraints', cA: true, critical: true }],
    });
    const pair = await generate([{ name: 'commonName', value: 'localhost' }], {
      ca: { key: authority.private, cert: authority.cert },
      extensions: [{ name: 'subjectAltName', altNames }],
    });
    writeFileSync(join(folder, 'ca.pem'), authority.cert);
    server = createServer({ key: pair.private, cert: pair.cert }, (request, response) => {
      asked.push(request.url ?? '');
      request.resume();
      response.setHeader('content-type', 'application/json');
      if (request.url?.includes('/oauth2/')) response.end(JSON.stringify(tokenBody('t')));
      else if (request.url?.startsWith('/adminapi/'))
        response.end(JSON.stringify(rows([{ DomainName: 'contoso.com' }])));
      else response.end(JSON.stringify({ value: [tenantId] }));
    });
    server.listen(0, 'localhost');
    await once(server, 'listening');
    url = `https://localhost:${(server.address() as AddressInfo).port}`;
  });

  after(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  async function readWith(environment: Record<string, string>): Promise<Record<string, unknown>> {
    const { PATH = '' } = process.env;
    const { stdout } = await run(process.execPath, [reading, url], { env: { PATH, ...environment }, timeout: 15_000 });
    return JSON.parse(stdout);
  }

  it('are trusted when NODE_EXTRA_CA_CERTS names their authority, Entra, Exchange and Graph alike', async () => {
    const said = await readWith({ NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') });
    assert.deepEqual(said, { rows: [{ DomainName: 'contoso.com' }], groups: [tenantId] });
    assert.equal(asked.length, 4);
  });

  it('are told nothing when nobody vouches for them', async () => {
    asked.length = 0;
    const said = await readWith({});
    const why = said.why as { kind: string; sentence: string; advice: string };
    assert.equal(why.kind, 'unreachable');
    assert.match(why.sentence, /certificate of Microsoft Entra is not trusted/);
    assert.match(why.advice, /NODE_EXTRA_CA_CERTS/);
    assert.deepEqual(asked, []);
  });
});
