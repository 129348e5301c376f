import { accessSync, constants } from 'node:fs';
import { isLoopback } from './loopback.ts';
import { type Variable, variables } from './variables.ts';

export interface Problem {
  variable: string;
  /** What is wrong and what the variable should hold. Never contains its value. */
  sentence: string;
}

/** How Entra writes the ids of tenants, applications, groups and people. */
export const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const hostName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

const plainDefaults = new Map<string, string | null>(
  variables.map((entry: Variable) => [entry.name, entry.default?.includes('TENANT_ID') ? null : entry.default]),
);

/** What is wrong with an address that requests, and secrets with them, are sent to; null when nothing is. */
export function addressProblem(value: string): string | null {
  const parsed = URL.canParse(value) ? new URL(value) : null;
  if (parsed === null || parsed.username !== '' || parsed.password !== '' || parsed.hash !== '')
    return 'should hold an https address.';
  return parsed.protocol === 'https:' || (parsed.protocol === 'http:' && isLoopback(parsed.hostname))
    ? null
    : 'should hold an https address; plain http is accepted for loopback addresses only.';
}

/** Reads single variables and collects every problem, so that all of them can be told at once. */
export function environmentReader(env: Record<string, string | undefined>) {
  const problems: Problem[] = [];

  function problem(variable: string, sentence: string): void {
    problems.push({ variable, sentence });
  }

  function text(name: string): string | null {
    const value = env[name]?.trim();
    return value ? value : (plainDefaults.get(name) ?? null);
  }

  function id(name: string, needed: boolean): string | null {
    const value = text(name);
    if (value === null) {
      if (needed) problem(name, 'is missing; it should hold a GUID.');
      return null;
    }
    if (!guid.test(value)) problem(name, 'should hold a GUID such as 8d3f6c1a-52b7-4e0e-9b1c-4a7f0c2de901.');
    return value.toLowerCase();
  }

  function list(name: string): string[] {
    return (text(name) ?? '')
      .split(',')
      .map((part) => part.trim().toLowerCase())
      .filter((part) => part !== '');
  }

  function ids(name: string): string[] {
    const found = list(name);
    if (found.some((part) => !guid.test(part))) problem(name, 'should hold object ids (GUIDs) separated by commas.');
    return found;
  }

  function hosts(name: string): string[] {
    const found = list(name);
    if (found.some((part) => !hostName.test(part)))
      problem(name, 'should hold host names separated by commas, without scheme, port or path.');
    return found;
  }

  function url(name: string): string {
    const value = text(name) ?? '';
    const wrong = addressProblem(value);
    if (wrong !== null) problem(name, wrong);
    return value.replace(/\/+$/, '');
  }

  /** An issuer is compared letter by letter, so its spelling is kept. */
  function issuer(name: string): string {
    url(name);
    return text(name) ?? '';
  }

  function port(name: string): number {
    const value = Number(text(name));
    if (!Number.isInteger(value) || value < 0 || value > 65_535)
      problem(name, 'should hold a port number, 0 to 65535.');
    return value;
  }

  function oneOf<T extends string>(name: string, allowed: readonly T[]): T {
    const value = text(name) ?? '';
    const found = allowed.find((entry) => entry.toLowerCase() === value.toLowerCase());
    if (found === undefined) problem(name, `should hold one of ${allowed.join(', ')}.`);
    return found ?? (allowed[0] as T);
  }

  function readableFile(name: string): string | null {
    const path = text(name);
    if (path === null) return null;
    try {
      accessSync(path, constants.R_OK);
    } catch {
      problem(name, 'names a file that cannot be read.');
    }
    return path;
  }

  return { problems, problem, text, id, ids, hosts, url, issuer, port, oneOf, readableFile };
}

export type EnvironmentReader = ReturnType<typeof environmentReader>;
