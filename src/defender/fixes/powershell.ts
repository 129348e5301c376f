/** A value of a PowerShell parameter. `add` and `remove` change a multivalued property without replacing it. */
export type Argument =
  | null
  | string
  | number
  | boolean
  | readonly string[]
  | { add: readonly string[] }
  | { remove: readonly string[] };

/**
 * A single-quoted PowerShell string. Every character that PowerShell takes for a single quote (also the typographic ones)
 * is doubled, and control and text-direction characters, which have no place in a name, are left out.
 */
export function quote(value: string): string {
  return `'${value.replace(unprintable, '').replace(/['\u2018\u2019\u201A\u201B]/g, '$&$&')}'`;
}

/** One command line. Cmdlet and parameter names must be plain words: they never come from data. Throws when they are not. */
export function command(cmdlet: string, parameters: Readonly<Record<string, Argument>>): string {
  const words = [word(cmdlet)];
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value === 'boolean') words.push(`-${word(name)}:${value ? '$true' : '$false'}`);
    else words.push(`-${word(name)}`, argument(value));
  }
  return words.join(' ');
}

/** A comment line; it ends where the line ends, whatever the text holds. */
export function comment(text: string): string {
  return `# ${text.replace(unprintable, ' ')}`;
}

const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function argument(value: Exclude<Argument, boolean>): string {
  if (value === null) return '$null';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return String(value);
  if ('add' in value) return `@{Add=${array(value.add)}}`;
  if ('remove' in value) return `@{Remove=${array(value.remove)}}`;
  return array(value);
}

function array(values: readonly string[]): string {
  return values.length === 0 ? '@()' : values.map(quote).join(',');
}

function word(name: string): string {
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name)) throw new Error('A cmdlet or parameter name must be a plain word.');
  return name;
}
