import { isNamed } from '../exchange/plain-reads.ts';
import { guidOf } from '../seeded-random.ts';
import type { TenantData, WireRow } from '../tenant-data.ts';
import { offsetDate } from '../wire-dates.ts';
import { type CmdletCall, changeSchema } from './change.ts';
import { changedEntries } from './list-entries.ts';
import { withTakenValues } from './refused-values.ts';
import { decidesNothing } from './what-decides.ts';
import { writtenValue } from './written-value.ts';

/** What administrators change in a tenant while it runs. */
export interface Administration {
  /**
   * Applies all of a change or nothing. Throws a sentence for what an administrator would be refused; what is taken but decides nothing
   * about mail here is in the answer, a sentence for each.
   */
  apply(change: unknown): string[];
  /** Back to how the tenant was made. */
  reset(): void;
}

const listItems = 'Get-TenantAllowBlockListItems';
const spoofItems = 'Get-TenantAllowBlockListSpoofItems';
/** Objects that are there once, so that writing them needs no identity. */
const single = [
  'Get-TransportConfig',
  'Get-OrganizationConfig',
  'Get-AtpPolicyForO365',
  'Get-HostedConnectionFilterPolicy',
];

/** Writes into `data`: rows are replaced, never changed, so that what was read before stays as it was. */
export function administration(data: TenantData, now: () => number): Administration {
  const before = { cmdlets: { ...data.cmdlets }, dns: { ...data.dns } };
  return {
    apply(wish) {
      const change = changeSchema.parse(wish);
      const cmdlets = { ...data.cmdlets };
      for (const given of change.set) {
        const call = withTakenValues(given);
        const name = `Get-${call.cmdlet.slice(call.cmdlet.indexOf('-') + 1)}`;
        const rows = cmdlets[name];
        if (rows === undefined)
          throw new Error(`The term '${call.cmdlet}' is not recognized as a name of a cmdlet here.`);
        cmdlets[name] = name === listItems ? changedEntries(rows, call, now()) : changedRows(name, rows, call, now());
      }
      Object.assign(data.cmdlets, cmdlets);
      for (const [domain, facts] of Object.entries(change.dns)) data.dns[domain] = { ...data.dns[domain], ...facts };
      return decidesNothing(change, data.cmdlets);
    },
    reset() {
      Object.assign(data.cmdlets, before.cmdlets);
      for (const domain of Object.keys(data.dns)) delete data.dns[domain];
      Object.assign(data.dns, before.dns);
    },
  };
}

function changedRows(name: string, rows: WireRow[], call: CmdletCall, now: number): WireRow[] {
  const verb = call.cmdlet.slice(0, call.cmdlet.indexOf('-'));
  if (verb === 'New') return [...rows, newRow(name, rows, call, now)];
  const identity = String(call.identity ?? [call.parameters.Ids].flat()[0] ?? '');
  const row = rows.find((one) => isNamed(one, identity)) ?? (single.includes(name) ? rows[0] : undefined);
  if (row === undefined) throw new Error(`The object '${identity}' couldn't be found.`);
  if (['Strict', 'Standard'].includes(String(row.RecommendedPolicyType)))
    throw new Error(`The policy '${identity}' belongs to a preset, whose settings cannot be changed.`);
  if (verb === 'Remove') return rows.filter((one) => one !== row);
  const isSwitch = verb === 'Enable' || verb === 'Disable';
  const written = isSwitch ? { State: `${verb}d` } : writtenColumns(row, columnsOf(rows), call);
  return rows.map((one) => (one === row ? { ...row, ...written, WhenChanged: offsetDate(now) } : one));
}

function columnsOf(rows: WireRow[]): Map<string, string> {
  return new Map(rows.flatMap((row) => Object.keys(row).map((column) => [column.toLowerCase(), column])));
}

/** Parameters are named like the columns, in any case. */
function writtenColumns(row: WireRow, columns: Map<string, string>, { cmdlet, parameters }: CmdletCall): WireRow {
  const entries = Object.entries(parameters).map(([parameter, value]) => {
    const column = columns.get(parameter.toLowerCase());
    if (column === undefined)
      throw new Error(`A parameter cannot be found that matches parameter name '${parameter}' (${cmdlet}).`);
    return [column, writtenValue(row[column], value)];
  });
  return Object.fromEntries(entries);
}

/** A policy begins with the values of the default one, a rule without conditions. */
function newRow(name: string, rows: WireRow[], call: CmdletCall, now: number): WireRow {
  const { Name, Enabled, ...parameters } = call.parameters;
  const id = guidOf(`${name} ${String(Name)} ${now} ${rows.length}`);
  if (name === spoofItems) return { Identity: id, ...spoofPair(parameters) };
  if (typeof Name !== 'string' || Name === '') throw new Error('Give the new object a Name.');
  if (rows.some((row) => isNamed(row, Name))) throw new Error(`The name '${Name}' is taken.`);
  const isRule = name.endsWith('Rule');
  const template = rows.find(({ IsDefault }) => IsDefault === true) ?? rows.at(-1) ?? {};
  const blank = Object.fromEntries(
    Object.entries(template).map(([column, value]) => [column, typeof value === 'boolean' ? false : null]),
  );
  const names = { Name, Identity: Name, Id: Name, Guid: id, ExchangeObjectId: id, ImmutableId: id };
  const start: WireRow = isRule
    ? { ...blank, IsValid: true, State: Enabled === false ? 'Disabled' : 'Enabled', Priority: rows.length }
    : { ...template, IsDefault: false, RecommendedPolicyType: 'Custom' };
  const fitting = Object.fromEntries(
    Object.entries(names).filter(([column]) => column in template || column === 'Name'),
  );
  const row = { ...start, ...fitting, WhenChanged: offsetDate(now) };
  const written = writtenColumns(row, columnsOf([...rows, row]), { ...call, parameters });
  const made = { ...row, ...written };
  return name === 'Get-TransportRule' ? { ...made, Mode: 'Enforce', Conditions: predicatesOf(parameters) } : made;
}

/** A pair that lets anybody write as anybody is refused (Microsoft Learn, New-TenantAllowBlockListSpoofItems). */
function spoofPair(parameters: CmdletCall['parameters']): WireRow {
  const { SpoofedUser, SendingInfrastructure, SpoofType, Action } = parameters;
  for (const [name, value] of Object.entries({ SpoofedUser, SendingInfrastructure, SpoofType, Action })) {
    if (typeof value !== 'string' || value === '') throw new Error(`Give ${name}.`);
  }
  if (!['Internal', 'External'].includes(String(SpoofType))) throw new Error('Give SpoofType: Internal or External.');
  if (!['Allow', 'Block'].includes(String(Action))) throw new Error('Give Action: Allow or Block.');
  if (SpoofedUser === '*' && SendingInfrastructure === '*')
    throw new Error("A pair of '*' and '*' is refused: it would let anybody write as anybody.");
  return parameters;
}

/** Names of conditions; what is neither an exception nor an action. */
function predicatesOf(parameters: Record<string, unknown>): string[] {
  const others =
    /^(?:ExceptIf|SetSCL|SetHeader|Apply|Quarantine|DeleteMessage|Reject|Prepend|StopRule|Priority|Comments|Mode)/i;
  return Object.keys(parameters)
    .filter((parameter) => !others.test(parameter))
    .map((parameter) => `Microsoft.Exchange.MessagingPolicies.Rules.Tasks.${parameter}Predicate`);
}
