/**
 * Properties that say nothing of how a tenant is set up: who serves the answer, when something was written or used, and text that
 * Exchange derives from other properties. They differ from one read to the next, or change with what they follow from.
 */
const noise = new Set(
  [
    'WhenChanged',
    'WhenCreated',
    'WhenChangedUTC',
    'WhenCreatedUTC',
    'WhenModified',
    'LastModified',
    'LastModifiedDateTime',
    'CreatedDateTime',
    'LastUsedDate',
    'LastUsedDate(DateTime])',
    'LastChecked',
    'ModifiedBy',
    'LastModifiedBy',
    'ManuallyModified',
    'OriginatingServer',
    'ObjectState',
    'ObjectCategory',
    'ObjectClass',
    'ObjectVersion',
    'DistinguishedName',
    'OrganizationId',
    'OrganizationalUnitRoot',
    'OrganizationalUnitRootInternal',
    'ExchangeVersion',
    'RuleVersion',
    'RunspaceId',
    'PSComputerName',
    'PSShowComputerName',
    'Size',
    'RegexSize',
    'Description',
    'Conditions',
    'Exceptions',
    'Actions',
    'Id',
    'Identity',
    'Guid',
    'ExchangeObjectId',
    'ImmutableId',
    'EntryValueHash',
    'IsValid',
    'Error',
  ].map((property) => property.toLowerCase()),
);

/** The settings of a row that can be compared: no noise, no sidecars, nothing that is not set. Sorted by name. */
export function settingsOf(row: Readonly<Record<string, unknown>>): Map<string, unknown> {
  const settings = new Map<string, unknown>();
  for (const property of Object.keys(row).sort()) {
    if (property.includes('@') || noise.has(property.toLowerCase())) continue;
    const value = canonical(row[property]);
    if (value !== null) settings.set(property, value);
  }
  return settings;
}

/**
 * A value in the one spelling that stands for all that mean the same: lists without order and repetition, objects with sorted
 * keys and no sidecars; null for what is absent, empty or blank.
 */
export function canonical(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  if (Array.isArray(value)) return canonicalList(value);
  if (typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([key]) => !key.includes('@'))
      .map(([key, inner]) => [key, canonical(inner)] as const)
      .filter(([, inner]) => inner !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return entries.length === 0 ? null : Object.fromEntries(entries);
  }
  return value;
}

/** Whether two canonical values are the same. */
export function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function canonicalList(values: readonly unknown[]): unknown {
  const byText = new Map<string, unknown>();
  for (const value of values) {
    const one = canonical(value);
    if (one !== null) byText.set(JSON.stringify(one), one);
  }
  if (byText.size === 0) return null;
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
