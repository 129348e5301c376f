import type { Row } from '../policies/row.ts';
import { text } from '../policies/row.ts';
import type { Change } from './change.ts';

type Told = Pick<Change, 'kind' | 'source' | 'what' | 'name' | 'setting' | 'before' | 'after'>;

const mostItems = 5;
const scopeWords: Readonly<Record<string, string>> = {
  SentTo: 'people it is for',
  SentToMemberOf: 'groups it is for',
  RecipientDomainIs: 'recipient domains it is for',
  ExceptIfSentTo: 'people it leaves out',
  ExceptIfSentToMemberOf: 'groups it leaves out',
  ExceptIfRecipientDomainIs: 'recipient domains it leaves out',
};

/** A change in one sentence, as an administrator would say it. Values are as they stand in the tenant: escape where shown. */
export function sentenceOf(told: Told): string {
  const place = `${lowerFirst(told.what)} “${told.name}”`;
  if (told.setting === null) return whole(told, place);
  const { setting, before, after } = told;
  if (told.kind !== 'changed') return reported(told, setting);
  if (setting === 'Name') return `The ${place} was renamed from “${String(before)}” to “${String(after)}”.`;
  if (setting === 'State') return `The ${place} was turned ${isOn(after) ? 'on' : 'off'}.`;
  if (setting === 'Priority') return `The ${place} is now tried as number ${shown(after)}, before as ${shown(before)}.`;
  if (setting === 'Members') return `Members of the ${place}: ${listWords(before, after)}.`;
  if (Array.isArray(before) || Array.isArray(after)) {
    const label = scopeWords[setting];
    return `${label === undefined ? setting : `${capital(label)} (${setting})`} of the ${place}: ${listWords(before, after)}.`;
  }
  if (before === null) return `${setting} of the ${place} was set to ${shown(after)}.`;
  if (after === null) return `${setting} of the ${place} was emptied; it was ${shown(before)}.`;
  return `${setting} of the ${place} went from ${shown(before)} to ${shown(after)}.`;
}

function reported({ kind, what }: Told, setting: string): string {
  const begins = kind === 'added' ? 'now reports' : 'no longer reports';
  return `Exchange ${begins} the setting ${setting} (${what}); nobody in the tenant changed it.`;
}

function whole(told: Told, place: string): string {
  const row = (told.kind === 'added' ? told.after : told.before) as Row;
  const verb = told.kind === 'added' ? 'was added' : 'was removed';
  if (told.source !== 'get-tenantallowblocklistitems') return `The ${place} ${verb}.`;
  const action = text(row, 'Action')?.toLowerCase() ?? 'unknown';
  const list = text(row, 'ListType') ?? '';
  const until = text(row, 'ExpirationDate')?.slice(0, 10);
  const end = until === undefined ? '' : `, until ${until}`;
  return `The ${action} entry “${told.name}” (${list}${end}) ${verb} in the Tenant Allow/Block List.`;
}

function listWords(before: unknown, after: unknown): string {
  const old = itemsOf(before);
  const now = itemsOf(after);
  const came = [...now].filter((item) => !old.has(item));
  const went = [...old].filter((item) => !now.has(item));
  const parts = [part('added', came), part('removed', went)].filter((words) => words !== null);
  const rest = now.size === 0 ? '; now empty' : '';
  return `${parts.join('; ')}${rest}`;
}

function part(verb: string, items: string[]): string | null {
  if (items.length === 0) return null;
  const more = items.length > mostItems ? ` and ${items.length - mostItems} more` : '';
  return `${verb} ${items.slice(0, mostItems).join(', ')}${more}`;
}

function itemsOf(value: unknown): Set<string> {
  if (value === null || value === undefined) return new Set();
  return new Set((Array.isArray(value) ? value : [value]).map(shown));
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value)) return value.map(shown).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isOn(state: unknown): boolean {
  return String(state).toLowerCase() === 'enabled';
}

/** Product names keep their capital: only the first words that are ordinary ones lose it. */
function lowerFirst(what: string): string {
  return /^(?:[A-Z][a-z]+ [A-Z]|[A-Z]{2})/.test(what) ? what : what.charAt(0).toLowerCase() + what.slice(1);
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
