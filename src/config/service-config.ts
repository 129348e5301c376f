import { type Config, ConfigError, readConfig } from '../config.ts';

/**
 * Everything a running service is told: the environment, and the file of further customers that it names. Throws `ConfigError` naming
 * all that is wrong.
 */
export async function readServiceConfig(
  env: Record<string, string | undefined>,
  options: { sandbox?: boolean } = {},
): Promise<Config> {
  const config = readConfig(env, options);
  const path = env.TENANTS?.trim();
  if (!path) return config;
  // What checks the file is loaded only where there is one, because a start should not wait for it.
  const { readTenantsFile } = await import('./tenants-file.ts');
  const read = readTenantsFile(path, config, env);
  if (read.problems.length === 0) return read.config;
  throw new ConfigError(read.problems.map((sentence) => ({ variable: 'TENANTS', sentence: sentence.trim() })));
}
