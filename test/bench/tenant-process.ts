import { createSandboxTenant } from '../../src/sandbox/tenant.ts';

/** A simulated tenant in a process of its own. Tells its parent where it is, and ends with it. */
const tenant = await createSandboxTenant({ quarantineSize: Number(process.argv[2] ?? 3000) });
const reader = tenant.users.find((user) => user.roles.includes('reader'));
process.send?.({
  tenantId: tenant.tenantId,
  reader: reader?.objectId,
  profile: tenant.profile,
  environment: {
    TENANT_ID: tenant.tenantId,
    CLIENT_ID: tenant.clientId,
    CLIENT_SECRET: tenant.clientSecret,
    ENTRA_URL: tenant.urls.entra,
    EXCHANGE_URL: tenant.urls.exchange,
    GRAPH_URL: tenant.urls.graph,
    READER_GROUPS: tenant.groups.reader,
  },
});
process.once('disconnect', () => process.exit(0));
