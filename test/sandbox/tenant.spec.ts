import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generate } from 'selfsigned';
import { createSandboxTenant, standardApps } from '../../src/sandbox/tenant.ts';
import { ask, startWire } from './wire.ts';

const run = promisify(execFile);

/** A client in a process of its own: it signs in with @azure/identity over TLS and makes one call. */
const client = `
import { ClientCertificateCredential, ClientSecretCredential } from '@azure/identity';
const { entra, exchange, tenantId, clientId, secret, pem } = JSON.parse(process.env.CASE);
const options = { authorityHost: entra, disableInstanceDiscovery: true };
const credential = pem
  ? new ClientCertificateCredential(tenantId, clientId, { certificate: pem }, options)
  : new ClientSecretCredential(tenantId, clientId, secret, options);
const { token } = await credential.getToken('https://outlook.office365.com/.default');
const response = await fetch(exchange + '/adminapi/beta/' + tenantId + '/InvokeCommand', {
  method: 'POST',
  headers: { authorization: 'Bearer ' + token, 'content-type': 'application/json' },
  body: JSON.stringify({ CmdletInput: { CmdletName: 'Get-AcceptedDomain', Parameters: {} } }),
});
console.log(response.status, (await response.json()).value.length);
`;

describe('the simulated tenant', () => {
  it('signs in @azure/identity over TLS, by secret and by certificate', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
      keySize: 2048,
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
    });
    const apps = standardApps().map((app) => ({ ...app, certificates: [cert] }));
    const tenant = await createSandboxTenant({ quarantineSize: 60, tls: { key, cert }, apps });
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-tls-'));
    const ca = join(folder, 'ca.pem');
    await writeFile(ca, cert);
    const ways = [{ secret: tenant.clientSecret }, { pem: `${key}\n${cert}` }];
    for (const way of ways) {
      const details = {
        entra: tenant.urls.entra,
        exchange: tenant.urls.exchange,
        tenantId: tenant.tenantId,
        clientId: tenant.clientId,
      };
      const { stdout } = await run(process.execPath, ['--input-type=module', '-e', client], {
        env: { ...process.env, NODE_EXTRA_CA_CERTS: ca, CASE: JSON.stringify({ ...details, ...way }) },
      });
      assert.equal(stdout.trim(), '200 4');
    }
    await tenant.close();
    await rm(folder, { recursive: true });
  });

  it('listens on the loopback interface only, on the port it was given', async () => {
    const first = await createSandboxTenant({ quarantineSize: 60 });
    const { hostname, port } = new URL(first.urls.graph);
    assert.equal(hostname, '127.0.0.1');
    await assert.rejects(createSandboxTenant({ quarantineSize: 60, port: Number(port) }), { code: 'EADDRINUSE' });
    await first.close();
    const second = await createSandboxTenant({ quarantineSize: 60, port: Number(port) });
    assert.equal(new URL(second.urls.entra).port, port);
    assert.equal((await ask(`http://127.0.0.1:${port}/nothing`)).status, 404);
    await second.close();
    await assert.rejects(ask(second.urls.entra));
  });

  it('stays up whatever is sent to it', async () => {
    const { tenant, token, cmdlet } = await startWire({ quarantineSize: 60 });
    const authorization = `Bearer ${await token()}`;
    const base = `${tenant.urls.exchange}/adminapi/beta/${tenant.tenantId}`;
    const bodies = [
      '',
      '{',
      '[]',
      '{"CmdletInput":null}',
      '{"CmdletInput":{"CmdletName":7}}',
      '{"CmdletInput":{"CmdletName":"Get-Mailbox","Parameters":[]}}',
    ];
    for (const body of bodies) {
      const { status } = await ask(`${base}/InvokeCommand`, { method: 'POST', headers: { authorization }, body });
      assert.ok(status >= 400 && status < 500, `${body} ${status}`);
    }
    for (const path of ['//', '/entra', '/exchange/adminapi', '/graph/v9/users', '/graph/v1.0/%zz', '/control']) {
      assert.ok((await ask(`${new URL(tenant.urls.entra).origin}${path}`)).status >= 400, path);
    }
    const large = await ask(`${base}/InvokeCommand`, {
      method: 'POST',
      headers: { authorization },
      body: 'x'.repeat(9_000_000),
    }).catch(() => null);
    assert.ok(large === null || large.status >= 400);
    assert.equal((await cmdlet('Get-AcceptedDomain')).status, 200);
    await tenant.close();
  });
});
