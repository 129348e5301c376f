import { guidOf } from '../seeded-random.ts';
import type { WireRow } from '../tenant-data.ts';
import { zuluDate } from '../wire-dates.ts';
import type { CmdletCall } from './change.ts';

const day = 86_400_000;
/** An entry without an end lasts so long (Microsoft Learn, New-TenantAllowBlockListItems). */
const usualDays = 30;

/** Rows of the Tenant Allow/Block List after a call. Throws a sentence for a parameter that does not fit. */
export function changedEntries(rows: WireRow[], { cmdlet, parameters }: CmdletCall, now: number): WireRow[] {
  const type = String(parameters.ListType ?? '');
  if (!['Sender', 'Url', 'FileHash', 'IP'].includes(type))
    throw new Error('Give ListType: Sender, Url, FileHash or IP.');
  const values = [parameters.Entries ?? []].flat().map(String);
  const ids = [parameters.Ids ?? []].flat().map(String);
  const meant = (row: WireRow) =>
    row.ListType === type &&
    (ids.includes(String(row.Identity)) ||
      values.some((value) => value.toLowerCase() === String(row.Value).toLowerCase()));
  refuseLongAllows(type, parameters, rows.filter(meant), now);
  if (cmdlet.startsWith('New-')) {
    if (parameters.Allow === parameters.Block) throw new Error('Give either Allow or Block.');
    const existing = rows.find(meant);
    if (existing) throw new Error(`There is an entry for ${String(existing.Value)} already.`);
    return [...rows, ...values.map((value) => entry(type, value, parameters, now))];
  }
  if (!rows.some(meant)) throw new Error(`The list holds no such entry: ${[...values, ...ids].join(', ')}.`);
  if (cmdlet.startsWith('Remove-')) return rows.filter((row) => !meant(row));
  return rows.map((row) => (meant(row) ? { ...row, ...endOf(parameters, now), ...actionOf(parameters) } : row));
}

/** Longest life of an entry with a date (Microsoft Learn, tenant-allow-block-list-about, 2026-07-03). */
const longest = { Allow: 30, Block: 90 };

/** Allow entries end, but for those of addresses (IPv6), and none with a date lasts longer than is let. */
function refuseLongAllows(type: string, parameters: CmdletCall['parameters'], changed: WireRow[], now: number): void {
  const isAllow = parameters.Allow || (!parameters.Block && changed.some(({ Action }) => Action === 'Allow'));
  if (isAllow && parameters.NoExpiration && type !== 'IP')
    throw new Error(`NoExpiration is not to be had for allow entries of the type ${type}.`);
  if (parameters.RemoveAfter !== undefined && Number(parameters.RemoveAfter) !== 45)
    throw new Error('RemoveAfter takes 45 only.');
  const days = longest[isAllow ? 'Allow' : 'Block'];
  if (Date.parse(String(parameters.ExpirationDate)) > now + days * day)
    throw new Error(`ExpirationDate must be within ${days} days.`);
}

function entry(ListType: string, Value: string, parameters: CmdletCall['parameters'], now: number): WireRow {
  return {
    ListType,
    LastUsedDate: null,
    Error: null,
    Identity: Buffer.from(guidOf(`entry ${ListType} ${Value} ${now}`))
      .toString('base64')
      .slice(0, 44),
    Value,
    Action: 'Block',
    ...actionOf(parameters),
    Notes: String(parameters.Notes ?? ''),
    SubmissionID: 'Non-Submission',
    ListSubType: 'Tenant',
    SysManaged: false,
    LastModifiedDateTime: zuluDate(now),
    ExpirationDate: zuluDate(now + usualDays * day),
    ObjectState: 'Unchanged',
    EntryValueHash: Buffer.from(guidOf(`hash ${Value}`))
      .toString('base64')
      .slice(0, 44),
    ModifiedBy: 'priya.raman@alderfinch.example',
    RemoveAfter: null,
    CreatedDateTime: zuluDate(now),
    ...endOf(parameters, now),
  };
}

function actionOf({ Allow, Block }: CmdletCall['parameters']): WireRow {
  return Allow ? { Action: 'Allow' } : Block ? { Action: 'Block' } : {};
}

function endOf({ ExpirationDate, NoExpiration, RemoveAfter }: CmdletCall['parameters'], now: number): WireRow {
  if (NoExpiration) return { ExpirationDate: null, RemoveAfter: null };
  if (RemoveAfter !== undefined) return { ExpirationDate: null, RemoveAfter: Number(RemoveAfter) };
  if (ExpirationDate === undefined) return {};
  const end = Date.parse(String(ExpirationDate));
  if (Number.isNaN(end) || end < now) throw new Error('ExpirationDate must be a time to come.');
  return { ExpirationDate: zuluDate(end) };
}
