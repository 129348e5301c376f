import type { Row } from '../policies/row.ts';
import { text } from '../policies/row.ts';
import type { DomainDns, TenantSnapshot } from '../snapshot.ts';
import { settingsOf } from './canonical.ts';
import { kindOf } from './kinds.ts';

/** One thing that a snapshot holds, ready to be held against the same thing in another. */
export interface TenantObject {
  source: string;
  /** Unique within its source. */
  key: string;
  /** True when the key is a GUID, which a rename leaves alone. */
  byGuid: boolean;
  name: string;
  settings: ReadonlyMap<string, unknown>;
  row: Row;
}

/** All objects of a cmdlet's rows. */
export function objectsOf(cmdlet: string, rows: readonly Row[]): TenantObject[] {
  const taken = new Map<string, number>();
  return rows.map((row) => {
    const { key, byGuid } = keyOf(cmdlet, row);
    const times = (taken.get(key) ?? 0) + 1;
    taken.set(key, times);
    return {
      source: cmdlet,
      key: times === 1 ? key : `${key}#${times}`,
      byGuid,
      name: nameOf(cmdlet, row),
      settings: settingsOf(row),
      row,
    };
  });
}

/** Group members and DNS facts in the same shape, so that they compare like rows. */
export function groupObjects(snapshot: TenantSnapshot): TenantObject[] {
  return [...snapshot.groups].map(([group, members]) => plainObject('groups', group, { Members: members }));
}

export function dnsObjects(snapshot: TenantSnapshot): TenantObject[] {
  return [...(snapshot.dns ?? [])].map(([domain, facts]) => plainObject('dns', domain, dnsRow(facts)));
}

function dnsRow(facts: DomainDns): Row {
  const row: Record<string, unknown> = { SPF: facts.spf, DMARC: facts.dmarc, MX: facts.mx };
  for (const [selector, record] of Object.entries(facts.dkim ?? {})) row[`DKIM ${selector}`] = record;
  return row;
}

function plainObject(source: string, name: string, row: Row): TenantObject {
  return { source, key: name, byGuid: false, name, settings: settingsOf(row), row };
}

function keyOf(cmdlet: string, row: Row): { key: string; byGuid: boolean } {
  const natural = kindOf(cmdlet).key;
  if (natural !== undefined) {
    const parts = natural.map((property) => (text(row, property) ?? '').toLowerCase());
    return { key: parts.join('|'), byGuid: false };
  }
  const guid = ['Guid', 'ExchangeObjectId', 'ImmutableId']
    .map((property) => text(row, property))
    .find((value) => value !== null && /[1-9a-f]/i.test(value.replaceAll('-', '')));
  if (guid) return { key: guid.toLowerCase(), byGuid: true };
  return { key: (text(row, 'Identity') ?? text(row, 'Name') ?? '').toLowerCase(), byGuid: false };
}

function nameOf(cmdlet: string, row: Row): string {
  const natural = kindOf(cmdlet).key;
  if (cmdlet.toLowerCase() === 'get-tenantallowblocklistspoofitems') {
    return `${text(row, 'SpoofedUser') ?? '?'} via ${text(row, 'SendingInfrastructure') ?? '?'}`;
  }
  const last = natural?.at(-1);
  const own = last === undefined ? null : text(row, last);
  return own ?? text(row, 'Name') ?? text(row, 'Identity') ?? kindOf(cmdlet).what;
}
