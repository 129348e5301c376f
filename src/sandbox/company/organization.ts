import { guidOf } from '../seeded-random.ts';
import type { WireRow } from '../tenant-data.ts';
import { offsetDate, zuluDate } from '../wire-dates.ts';

/** Alder & Finch, a retailer that does not exist, with offices in the United States and in Europe. */
export const organization = {
  displayName: 'Alder & Finch',
  tenantId: '3f7b1f0a-6a55-4b1e-8c1d-51d0a1f1c401',
  initialDomain: 'alderfinch.onmicrosoft.com',
  usDomain: 'alderfinch.example',
  newsDomain: 'news.alderfinch.example',
  euDomain: 'alderfinch-eu.example',
  forest: 'namp999a002',
} as const;

const { initialDomain, forest } = organization;
const unit = `${forest}.prod.outlook.com/Microsoft Exchange Hosted Organizations/${initialDomain} - ${forest}.prod.outlook.com/ConfigurationUnits/${initialDomain}/Configuration`;

function distinguished(name: string, container: string): string {
  return `CN=${name},CN=${container},CN=Transport Settings,CN=Configuration,CN=${initialDomain},CN=ConfigurationUnits,DC=${forest},DC=prod,DC=outlook,DC=com`;
}

/** GUID of a configuration object, the same wherever it is named. */
export function objectGuid(kind: string, name: string): string {
  return guidOf(`${organization.tenantId} ${kind} ${name}`);
}

export interface ObjectNames {
  name: string;
  /** The container in the directory, such as "Hosted Content Filter". */
  container: string;
  /** The object class without its prefix, such as "Hosted-Content-Filter-Config". */
  schema: string;
  /** Milliseconds. */
  changed: number;
  identity?: string;
}

/** The fields that every policy row ends with. */
export function policyTail({ name, container, schema, changed, identity = name }: ObjectNames): WireRow {
  const created = changed - 200 * 86_400_000;
  const guid = objectGuid(container, name);
  return {
    Identity: identity,
    Id: identity,
    IsValid: true,
    ExchangeVersion: '0.20 (15.0.0.0)',
    Name: name,
    DistinguishedName: distinguished(name, container),
    ObjectCategory: `${forest}.prod.outlook.com/Configuration/Schema/ms-Exch-${schema}`,
    ObjectClass: ['top', `msExch${schema.replaceAll('-', '')}`],
    WhenChanged: offsetDate(changed),
    WhenCreated: offsetDate(created),
    WhenChangedUTC: zuluDate(changed),
    WhenCreatedUTC: zuluDate(created),
    ExchangeObjectId: guid,
    OrganizationalUnitRoot: initialDomain,
    OrganizationId: unit,
    Guid: guid,
    OriginatingServer: `BN9P999A02DC001.${forest}.prod.outlook.com`,
  };
}

/** The fields that every rule row ends with. */
export function ruleTail(name: string, container: string, changed: number): WireRow {
  const guid = objectGuid(container, name);
  return {
    Identity: name,
    DistinguishedName: distinguished(name, `${container},CN=Rules`),
    Guid: guid,
    ImmutableId: guid,
    OrganizationId: unit,
    Name: name,
    IsValid: true,
    WhenChanged: offsetDate(changed),
  };
}
