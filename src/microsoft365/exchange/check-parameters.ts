import { NotReadError } from '../../defender/reading.ts';
import { catalogue, type ParameterRule, type ReadCmdlet } from './catalogue.ts';

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function isListOf(value: unknown, allowed: (item: unknown) => boolean): boolean {
  const items = Array.isArray(value) ? value : [value];
  return items.length > 0 && items.every(allowed);
}

function fits(rule: ParameterRule, value: unknown): boolean {
  if (rule === 'text') return isText(value);
  if (rule === 'texts') return isListOf(value, isText);
  if (rule === 'flag') return typeof value === 'boolean';
  if (rule === 'time')
    return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value));
  if ('oneOf' in rule) return rule.oneOf.some((member) => member === value);
  if ('anyOf' in rule) return isListOf(value, (item) => rule.anyOf.some((member) => member === item));
  return value === rule.or || (Number.isInteger(value) && Number(value) >= rule.from && Number(value) <= rule.to);
}

function refuse(what: string, sentence: string): never {
  throw new NotReadError({ what, kind: 'refused', sentence, advice: 'Nothing was sent to Microsoft 365.' });
}

/** The catalogue's entry for a cmdlet. Throws `NotReadError` of kind `refused` for every cmdlet that is not in it. */
export function readCmdlet(cmdlet: string, what: string): ReadCmdlet {
  const known = Object.hasOwn(catalogue, cmdlet) ? catalogue[cmdlet] : undefined;
  return known ?? refuse(what, 'This program does not run that cmdlet.');
}

/**
 * Refuses what Exchange would misunderstand: an unknown parameter, an enum member that it would match by its beginning, an empty
 * `Identity` (which means "everything"). Returns the catalogue's entry; throws `NotReadError` of kind `refused`.
 */
export function checkParameters(cmdlet: string, parameters: Record<string, unknown>, what: string): ReadCmdlet {
  const known = readCmdlet(cmdlet, what);
  for (const [name, value] of Object.entries(parameters)) {
    const rule = Object.hasOwn(known.parameters, name) ? known.parameters[name] : undefined;
    if (!rule) refuse(what, `${cmdlet} was given a parameter this program does not send.`);
    if (!fits(rule, value))
      refuse(what, `The value for ${name} of ${cmdlet} is empty or not one that Exchange Online knows.`);
  }
  for (const group of known.needs ?? []) {
    if (!group.some((name) => name in parameters)) refuse(what, `${cmdlet} needs ${group.join(' or ')}.`);
  }
  return known;
}
