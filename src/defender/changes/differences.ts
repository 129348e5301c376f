import { type TenantSnapshot, whyNotRead } from '../snapshot.ts';
import { same } from './canonical.ts';
import type { Change, OneSided } from './change.ts';
import { kindOf } from './kinds.ts';
import { type Pair, pairUp } from './pair.ts';
import { dnsObjects, groupObjects, objectsOf, type TenantObject } from './tenant-objects.ts';
import { sentenceOf } from './words.ts';

/** A difference with the objects it was found in, before anybody asked who feels it. */
export interface Difference {
  change: Omit<Change, 'affects'>;
  pair: Pair;
}

/** Every difference between two snapshots, and what cannot be compared because one of them lacks it. */
export function differencesOf(
  before: TenantSnapshot,
  after: TenantSnapshot,
): { differences: Difference[]; couldNot: OneSided[] } {
  const differences: Difference[] = [];
  const couldNot: OneSided[] = [];
  const cmdlets = new Set([...before.cmdlets.keys(), ...after.cmdlets.keys()]);
  for (const cmdlet of [...cmdlets].sort()) {
    const [old, now] = [before.cmdlets.get(cmdlet), after.cmdlets.get(cmdlet)];
    if (old === undefined) couldNot.push(oneSided(cmdlet, before, 'before'));
    else if (now === undefined) couldNot.push(oneSided(cmdlet, after, 'after'));
    else differences.push(...between(objectsOf(cmdlet, old), objectsOf(cmdlet, now)));
  }
  differences.push(...groupDifferences(before, after, couldNot));
  if (before.dns !== null && after.dns !== null) {
    differences.push(...between(knownIn(dnsObjects(before), after.dns), knownIn(dnsObjects(after), before.dns)));
  }
  return { differences, couldNot };
}

/** Groups whose members one of the snapshots lacks are not gone: they were not read, or no rule names them any more. */
function groupDifferences(before: TenantSnapshot, after: TenantSnapshot, couldNot: OneSided[]): Difference[] {
  for (const snapshot of [before, after]) {
    const other = snapshot === before ? after : before;
    for (const [what, why] of snapshot.notRead) {
      const group = /^members of (.+)$/.exec(what)?.[1];
      if (group === undefined || !other.groups.has(group)) continue;
      couldNot.push({ ...why, lacking: snapshot === before ? 'before' : 'after' });
    }
  }
  return between(knownIn(groupObjects(before), after.groups), knownIn(groupObjects(after), before.groups));
}

function knownIn(objects: readonly TenantObject[], other: ReadonlyMap<string, unknown>): TenantObject[] {
  return objects.filter(({ key }) => other.has(key));
}

function between(before: readonly TenantObject[], after: readonly TenantObject[]): Difference[] {
  const pairs = pairUp(before, after);
  const isCmdlet = before[0]?.source.startsWith('get-') ?? false;
  const gone = isCmdlet ? reportedOnlyIn(before, after) : new Set<string>();
  const fresh = isCmdlet ? reportedOnlyIn(after, before) : new Set<string>();
  const found = pairs.flatMap((pair) => {
    if (pair.before === null) return [wholeObject('added', pair.after, pair)];
    if (pair.after === null) return [wholeObject('removed', pair.before, pair)];
    return settingDifferences(pair.before, pair.after, pair, (setting) => gone.has(setting) || fresh.has(setting));
  });
  for (const setting of gone) found.push(...reportedSetting('removed', setting, pairs));
  for (const setting of fresh) found.push(...reportedSetting('added', setting, pairs));
  return found;
}

/**
 * Settings that every row of one side carries and no row of the other, not even empty: the service began or ceased to report them.
 * With a single row that cannot be told from a change of somebody's.
 */
function reportedOnlyIn(here: readonly TenantObject[], there: readonly TenantObject[]): Set<string> {
  if (here.length < 2 || there.length === 0) return new Set();
  const settings = new Set(here.flatMap((object) => [...object.settings.keys()]));
  for (const { row } of there) for (const property of Object.keys(row)) settings.delete(property);
  for (const setting of settings) if (here.some(({ row }) => row[setting] === undefined)) settings.delete(setting);
  return settings;
}

/** One difference for all objects, since the service changed and not the tenant. None when no object is in both snapshots. */
function reportedSetting(kind: 'added' | 'removed', setting: string, pairs: readonly Pair[]): Difference[] {
  const values: Record<string, unknown> = {};
  const both = pairs.filter((pair) => pair.before !== null && pair.after !== null);
  for (const { before, after } of both) {
    const value = (kind === 'added' ? after : before).settings.get(setting);
    if (value !== undefined) values[before.key] = value;
  }
  const [pair] = both;
  if (pair === undefined || Object.keys(values).length === 0) return [];
  const { source, what } = placeOf(pair.after);
  const sides = kind === 'added' ? { before: null, after: values } : { before: values, after: null };
  const change = { kind, source, what, name: what, key: '', setting, ...sides };
  return [{ pair, change: { ...change, sentence: sentenceOf(change) } }];
}

function wholeObject(kind: 'added' | 'removed', object: TenantObject, pair: Pair): Difference {
  const change = {
    kind,
    ...placeOf(object),
    setting: null,
    before: kind === 'added' ? null : object.row,
    after: kind === 'added' ? object.row : null,
  };
  return { pair, change: { ...change, sentence: sentenceOf(change) } };
}

function settingDifferences(
  before: TenantObject,
  after: TenantObject,
  pair: Pair,
  isToldOnce: (setting: string) => boolean,
): Difference[] {
  const found: Difference[] = [];
  const place = { ...placeOf(after), key: before.key };
  for (const setting of [...new Set([...before.settings.keys(), ...after.settings.keys()])].sort()) {
    const [old, now] = [before.settings.get(setting) ?? null, after.settings.get(setting) ?? null];
    if (same(old, now) || isToldOnce(setting)) continue;
    const change = { kind: 'changed' as const, ...place, setting, before: old, after: now };
    found.push({ pair, change: { ...change, sentence: sentenceOf(change) } });
  }
  return found;
}

function placeOf({ source, key, name }: TenantObject) {
  const what = source === 'groups' ? 'Group' : source === 'dns' ? 'DNS of the domain' : kindOf(source).what;
  return { source, what, name, key };
}

function oneSided(cmdlet: string, snapshot: TenantSnapshot, lacking: OneSided['lacking']): OneSided {
  const why = whyNotRead(snapshot, cmdlet);
  const which = lacking === 'before' ? 'earlier' : 'later';
  const sentence = `The ${which} snapshot lacks it: ${why.sentence}`;
  return { ...why, what: kindOf(cmdlet).what, sentence, lacking };
}
