import type { QuarantineItem, WireRow } from '../tenant-data.ts';
import type { Cmdlet, CmdletContext } from './cmdlet.ts';
import { business, notFound } from './errors.ts';
import { type Input, type ParameterKind, text } from './parameters.ts';

const parameters: Record<string, ParameterKind> = {
  Identity: { kind: 'text' },
  RecipientAddress: { kind: 'text' },
  EntityType: { kind: 'members', members: ['Email', 'SharePointOnline', 'Teams', 'DataLossPrevention'], many: false },
};
const shape = /^[0-9a-f-]{36}\\[0-9a-f-]{36}$/i;

/** The item an Identity names. Throws the service's own errors for an empty, malformed, unknown or expired one. */
export function namedItem(identity: string | null, { quarantine, clock }: CmdletContext): QuarantineItem {
  if (!identity || !shape.test(identity)) {
    throw business(
      `The specified message identity '${identity ?? ''}' is not valid. Please input a valid message identity.`,
    );
  }
  const item = quarantine.find(identity);
  const now = clock.now();
  if (!item || item.receivedAt > now || quarantine.recordOf(item, now).deleted) throw notFound(identity);
  if (item.expiresAt <= now) throw business(`The message with identity '${identity}' has expired.`);
  return item;
}

function single(name: string, row: (item: QuarantineItem, organization: string) => WireRow | null): Cmdlet {
  return {
    name,
    right: 'read',
    parameters,
    notForReaders: ['EntityType'],
    run: (input: Input, context) => {
      const item = namedItem(text(input, 'identity'), context);
      const made = row(item, context.data.tenantId);
      if (!made) throw notFound(item.identity);
      return { rows: [made], warnings: [] };
    },
  };
}

export const getQuarantineMessageHeader = single('Get-QuarantineMessageHeader', (item, Organization) => {
  const text = item.header();
  return text === null ? null : { Identity: item.identity, Organization, Header: text };
});

export const previewQuarantineMessage = single('Preview-QuarantineMessage', (item) => item.preview());

export const exportQuarantineMessage = single('Export-QuarantineMessage', (item, Organization) => {
  const head = item.header();
  const preview = item.preview();
  if (head === null) return null;
  const eml = `${head.trimEnd()}\r\n\r\n${String(preview?.Body ?? '')}`;
  return { Identity: item.identity, Organization, BodyEncoding: 'Base64', Eml: Buffer.from(eml).toString('base64') };
});
