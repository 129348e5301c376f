import { z } from 'zod/v4';
import { configurationCmdlets } from './exchange/catalogue.ts';
import { huntingSchema } from './graph/hunting-schema.ts';
import { licences, sandboxRoles } from './tenant-data.ts';

const identity = z
  .string()
  .regex(
    /^[0-9a-f-]{36}\\[0-9a-f-]{36}$/i,
    'must be a message id and a recipient id, two GUIDs with a backslash between',
  );
const date = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'must be an ISO 8601 time');
const row = z.record(z.string(), z.unknown());
const texts = z.union([z.string(), z.array(z.string())]);

const quarantineRow = z.looseObject({
  Identity: identity,
  ReceivedTime: date,
  Expires: date.optional(),
  SenderAddress: z.string(),
  RecipientAddress: texts,
  Subject: z.string(),
});
const traceRow = z.looseObject({
  MessageTraceId: z.string(),
  Received: date,
  SenderAddress: z.string(),
  RecipientAddress: z.string(),
  Status: z.string(),
});
const detailRow = z.looseObject({ MessageTraceId: z.string(), Date: date, Event: z.string() });
const huntingRow = z.looseObject({ Timestamp: date });
const user = z.object({
  objectId: z.guid().optional(),
  name: z.string(),
  upn: z.string(),
  roles: z.array(z.enum(sandboxRoles)),
});

/** The keys of a tenant file; each cmdlet and hunting table is a key of its own. Unknown keys are errors. */
export const tenantFileSchema = z.strictObject({
  takenAt: date.optional(),
  now: date.optional(),
  tenantId: z.guid().optional(),
  displayName: z.string().optional(),
  initialDomain: z.string().optional(),
  licence: z.enum(licences).optional(),
  domains: z.unknown().optional(),
  notRead: z.unknown().optional(),
  comment: z.unknown().optional(),
  profile: row.optional(),
  dns: z.record(z.string(), row).optional(),
  users: z.array(user).optional(),
  groups: z.record(z.string(), z.array(z.string())).optional(),
  alerts: z.array(row).optional(),
  'Get-QuarantineMessage': z.array(quarantineRow).optional(),
  'Get-QuarantineMessageHeader': z.record(z.string(), z.string()).optional(),
  'Preview-QuarantineMessage': z.union([z.array(row), z.record(z.string(), row)]).optional(),
  'Get-MessageTraceV2': z.array(traceRow).optional(),
  'Get-MessageTraceDetailV2': z.array(detailRow).optional(),
  ...Object.fromEntries(configurationCmdlets.map((name) => [name, z.array(row).optional()])),
  ...Object.fromEntries(Object.keys(huntingSchema).map((name) => [name, z.array(huntingRow).optional()])),
});

export type TenantFile = z.infer<typeof tenantFileSchema>;

/** What is wrong with a tenant file, one sentence each, at most ten. */
export function sentencesOf(error: z.ZodError): string[] {
  return error.issues.slice(0, 10).map((issue) => {
    if (issue.code === 'unrecognized_keys')
      return `The key "${issue.keys.join('", "')}" is neither a cmdlet, a hunting table nor a setting of this file.`;
    const [key, place, ...rest] = issue.path.map(String);
    const where = [
      place === undefined ? '' : /^\d+$/.test(place) ? `, row ${Number(place) + 1}` : `, "${place}"`,
      rest.length > 0 ? `, ${rest.join('.')}` : '',
    ];
    return key === undefined ? 'The file must hold one JSON object.' : `"${key}"${where.join('')}: ${issue.message}.`;
  });
}
