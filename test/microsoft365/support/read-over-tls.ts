import { NotReadError } from '../../../src/defender/reading.ts';
import { createTenantReader } from '../../../src/microsoft365/create-tenant-reader.ts';
import { tenantId } from './wire-server.ts';

/** A process of its own, because Node reads NODE_EXTRA_CA_CERTS at its start. Prints what a read came to. */
const url = process.argv[2] ?? '';
const reader = createTenantReader({
  tenantId,
  entraUrl: url,
  exchangeUrl: url,
  graphUrl: url,
  credential: { kind: 'secret', clientId: '6a1c0000-0000-4000-8000-00000000c0de', secret: 'hush' },
  limits: { attempts: 1 },
});

try {
  const rows = await reader.cmdlet('Get-AcceptedDomain');
  const groups = await reader.directory.memberGroups(tenantId, [tenantId]);
  process.stdout.write(JSON.stringify({ rows, groups }));
} catch (error) {
  if (!(error instanceof NotReadError)) throw error;
  process.stdout.write(JSON.stringify({ why: error.why }));
}
