import { accessSync, constants, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod/v4';
import type { AppIdentity, Config, Credential } from '../config.ts';
import type { Customer, DirectoryAccess } from './customer.ts';
import { addressProblem, guid } from './environment.ts';

type Environment = Record<string, string | undefined>;
type Add = (path: (string | number)[], sentence: string) => void;

const id = z
  .string({ error: 'should hold a GUID.' })
  .regex(guid, 'should hold a GUID such as 8d3f6c1a-52b7-4e0e-9b1c-4a7f0c2de901.')
  .toLowerCase();
const ids = z.array(id, { error: 'should hold a list of object ids (GUIDs).' }).default([]);
const words = z.string({ error: 'should hold text.' }).trim().min(1, 'should not be empty.');
const address = z
  .string({ error: 'should hold an https address.' })
  .superRefine((value, context) => {
    const wrong = addressProblem(value);
    if (wrong !== null) context.addIssue(wrong);
  })
  .transform((value) => value.replace(/\/+$/, ''))
  .optional();
const proofs = ['secretEnv', 'secretFile', 'certificatePath', 'managedIdentity'] as const;
const reader = z
  .strictObject({
    clientId: id,
    secretEnv: words.optional(),
    secretFile: words.optional(),
    certificatePath: words.optional(),
    managedIdentity: z.literal(true, { error: 'should be true or left out.' }).optional(),
  })
  .refine((one) => proofs.filter((proof) => one[proof] !== undefined).length === 1, {
    error: `should hold exactly one of ${proofs.join(', ')}.`,
  });
const customer = z.strictObject({
  tenantId: id,
  name: words.max(100, 'should hold 100 characters at most.').optional(),
  reader,
  groups: z.strictObject({ reader: ids, operator: ids, approver: ids, csm: ids }).partial(),
  profile: words.optional(),
  entraUrl: address,
  exchangeUrl: address,
  graphUrl: address,
});
const file = z.strictObject({
  customers: z.array(customer, { error: 'should hold a list.' }).default([]),
  contactMonkey: z.strictObject({ reader, entraUrl: address, graphUrl: address }).optional(),
});

type Reader = z.output<typeof reader>;

/**
 * Reads the file of further customers into `config`. `problems` are sentences that name where in the file something is wrong, and never
 * repeat a value. Paths in the file are taken from its folder; secrets come from files or from variables of `env`.
 */
export function readTenantsFile(
  path: string,
  config: Config,
  env: Environment,
): { config: Config; problems: string[] } {
  const problems: string[] = [];
  const add: Add = (where, sentence) => problems.push(`${nameOf(where)} ${sentence}`);
  const folder = dirname(resolve(path));
  const parsed = file.safeParse(jsonOf(path, add));
  if (!parsed.success) {
    if (problems.length === 0) for (const issue of parsed.error.issues) add(issue.path as string[], sentenceOf(issue));
    return { config, problems };
  }
  const { customers, contactMonkey } = parsed.data;
  const { entraUrl, exchangeUrl, graphUrl, csmTenantId } = config;
  const addresses = { entraUrl, exchangeUrl, graphUrl };

  function readable(name: string, where: (string | number)[]): string {
    const whole = resolve(folder, name);
    try {
      accessSync(whole, constants.R_OK);
    } catch {
      add(where, 'names a file that cannot be read.');
    }
    return whole;
  }

  function identity(tenantId: string, given: Reader, where: (string | number)[]): AppIdentity {
    if (given.managedIdentity && tenantId !== config.bot?.tenantId)
      add([...where, 'managedIdentity'], 'works in BOT_TENANT_ID alone, where the identity lives; use a certificate.');
    return { tenantId, clientId: given.clientId, credential: credential(given, where) };
  }

  function credential(given: Reader, where: (string | number)[]): Credential {
    const { certificatePath, secretFile, secretEnv } = given;
    if (certificatePath !== undefined)
      return { kind: 'certificate', path: readable(certificatePath, [...where, 'certificatePath']) };
    if (given.managedIdentity) return { kind: 'managedIdentity' };
    const secret = secretEnv === undefined ? secretIn(secretFile ?? '', where) : env[secretEnv]?.trim();
    if (!secret && secretEnv !== undefined)
      add([...where, 'secretEnv'], 'names an environment variable that is missing or empty.');
    return { kind: 'secret', secret: secret ?? '' };
  }

  function secretIn(name: string, where: (string | number)[]): string {
    const secret = textOf(readable(name, [...where, 'secretFile']))?.trim();
    if (secret === '') add([...where, 'secretFile'], 'names a file that is empty.');
    return secret ?? '';
  }

  const furtherCustomers = customers.map((one, index): Customer => {
    const where = ['customers', index];
    const { groups, profile } = one;
    return {
      tenantId: one.tenantId,
      name: one.name ?? null,
      reader: identity(one.tenantId, one.reader, [...where, 'reader']),
      ...addresses,
      ...addressesOf(one),
      groups: { reader: [], operator: [], approver: [], csm: [], ...groups },
      profilePath: profile === undefined ? null : readable(profile, [...where, 'profile']),
    };
  });
  checkTenants(furtherCustomers, config, add);
  if (contactMonkey && csmTenantId === null) add(['contactMonkey'], 'is there, but CSM_TENANT_ID is not set.');
  const csmDirectory: DirectoryAccess | null =
    contactMonkey && csmTenantId
      ? {
          reader: identity(csmTenantId, contactMonkey.reader, ['contactMonkey', 'reader']),
          ...addresses,
          ...addressesOf(contactMonkey),
        }
      : null;
  return { config: { ...config, furtherCustomers, csmDirectory }, problems };
}

type Addresses = Partial<Pick<Customer, 'entraUrl' | 'exchangeUrl' | 'graphUrl'>>;

function addressesOf(given: { [name in keyof Addresses]?: string | undefined }): Addresses {
  const named = (['entraUrl', 'exchangeUrl', 'graphUrl'] as const).map((name) => [name, given[name]]);
  return Object.fromEntries(named.filter(([, value]) => value !== undefined));
}

/** Each customer once, let in at the door, and none of them ContactMonkey itself. */
function checkTenants(customers: Customer[], { tenantId, allowedTenants, csmTenantId }: Config, add: Add): void {
  const seen = new Set([tenantId]);
  for (const [index, one] of customers.entries()) {
    const where = ['customers', index, 'tenantId'];
    if (seen.has(one.tenantId)) add(where, 'is described twice: TENANT_ID and each entry must be different tenants.');
    if (one.tenantId === csmTenantId) add(where, 'is CSM_TENANT_ID, whose people work on tickets of the others.');
    if (!allowedTenants.includes(one.tenantId))
      add(where, 'is not among ALLOWED_TENANTS, so its people would be turned away; add it there.');
    seen.add(one.tenantId);
  }
}

function jsonOf(path: string, add: Add): unknown {
  const text = textOf(path);
  if (text === null) return add([], 'names a file that cannot be read.');
  try {
    return JSON.parse(text);
  } catch {
    return add([], 'names a file that is not JSON.');
  }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** `customers[0].reader.clientId`, in front of a sentence about the file. */
function nameOf(path: (string | number)[]): string {
  const name = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return name === '' ? '' : `(${name.replace(/^\./, '')} in its file)`;
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys')
    return `holds a key that is not known: ${issue.keys.map((key) => key.slice(0, 40)).join(', ')}.`;
  if (issue.code === 'invalid_type' && issue.expected === 'object') return 'should hold an object.';
  return issue.message;
}
