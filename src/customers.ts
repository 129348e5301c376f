import { readFile } from 'node:fs/promises';
import type { Customer, DirectoryAccess } from './config/customer.ts';
import { parseSenderProfile } from './contactmonkey/parse-sender-profile.ts';
import type { SenderProfile } from './contactmonkey/sender-profile.ts';
import type { Log } from './log.ts';
import { createTenantReader } from './microsoft365/create-tenant-reader.ts';
import type { TenantReader } from './microsoft365/tenant-reader.ts';

/** A simulated tenant in this machine needs no sparing. */
const sandboxLimits = { exchangeRequests: 1000, traceRequests: 1000, huntingRequests: 1000, graphRequests: 1000 };

/** A customer that can be read. */
export interface OpenedCustomer {
  customer: Customer;
  name: string | null;
  tenant: TenantReader;
  profile: SenderProfile;
}

/** A reader with its own sign-in, pace and pauses: what goes wrong with one customer slows no other down. Nothing is sent yet. */
export function readerOf(
  access: DirectoryAccess & { exchangeUrl: string },
  log: Log,
  isSandbox: boolean,
): TenantReader {
  const { reader, entraUrl, exchangeUrl, graphUrl } = access;
  return createTenantReader({
    tenantId: reader.tenantId,
    entraUrl,
    exchangeUrl,
    graphUrl,
    credential: { ...reader.credential, clientId: reader.clientId },
    logger: log,
    ...(isSandbox ? { limits: sandboxLimits } : {}),
  });
}

/** Throws a sentence when the customer's sender profile is not JSON; a part of it that is wrong is left out and logged. */
export async function openCustomer(customer: Customer, log: Log, isSandbox: boolean): Promise<OpenedCustomer> {
  const tenant = readerOf(customer, log, isSandbox);
  return { customer, name: customer.name, tenant, profile: await readProfile(customer, log) };
}

async function readProfile({ profilePath, tenantId }: Customer, log: Log): Promise<SenderProfile> {
  const { profile, problems } = parseSenderProfile(
    profilePath === null ? {} : parseJson(await readFile(profilePath, 'utf8'), tenantId),
  );
  for (const problem of problems) log.warn({ tenantId, problem }, 'a part of the sender profile is left out');
  return profile;
}

function parseJson(text: string, tenantId: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(
      `The sender profile of the tenant ${tenantId} (PROFILE, or profile in the file of TENANTS) is not JSON.`,
    );
  }
}
