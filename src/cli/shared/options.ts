import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './io.ts';

/** `parseArgs`, strict, with its complaints as usage errors. */
export function readOptions<T extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    const sentence = error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'The options cannot be read.';
    throw new UsageError(sentence);
  }
}

/** Where the tenant is: the environment names it, or it is simulated in this process. */
export const tenantOptions = {
  sandbox: { type: 'boolean', default: false },
  tenant: { type: 'string' },
} as const;
