import { parseArgs } from 'node:util';
import { type PolicyType, policyTypeFacts, policyTypes } from '../defender/policies/policy-types.ts';
import { type EffectivePolicy, effectivePolicies } from '../defender/precedence/explain.ts';
import { recipientOf } from '../defender/precedence/match.ts';
import { createResolver } from '../defender/precedence/resolver.ts';
import { type CliIo, type ExitCode, UsageError } from './shared/io.ts';
import { plainLines } from './shared/plain-lines.ts';
import { readSnapshotFile } from './shared/snapshot-file.ts';

export const usage = 'effective --snapshot FILE --recipient ADDRESS [--json]';

/**
 * `effective`: which policy of each type applies to a recipient, why, and which candidates lost.
 * Exit code 1 when none could be told; a single one that could not has the source `unknown`.
 * `precedence` tells more finely than `source` where the policy comes from. Throws `UsageError` for wrong usage or input.
 */
export async function runEffective(args: string[], io: CliIo): Promise<ExitCode> {
  const options = optionsOf(args);
  const recipient = recipientOf(options.recipient);
  const snapshot = await readSnapshotFile(options.snapshot);
  const policies = effectivePolicies(createResolver(snapshot), recipient);
  const answer = { recipient: recipient.address, takenAt: snapshot.takenAt, policies: inContract(policies) };
  io.stdout.write(options.json ? `${JSON.stringify(answer, null, 2)}\n` : readable(options.recipient, policies));
  return policyTypes.every((type) => policies[type].source === 'unknown') ? 1 : 0;
}

type Told = Omit<EffectivePolicy, 'source'> & {
  source: 'strict' | 'standard' | 'custom' | 'builtIn' | 'default' | 'unknown';
  /** `evaluation` counts as custom in `source`; `none` (nothing covers the recipient) as unknown without a policy. */
  precedence: EffectivePolicy['source'];
};

function inContract(policies: Record<PolicyType, EffectivePolicy>): Record<PolicyType, Told> {
  const told = policyTypes.map((type) => {
    const { source, ...rest } = policies[type];
    return [type, { ...rest, source: sourceOf(source), precedence: source }];
  });
  return Object.fromEntries(told) as Record<PolicyType, Told>;
}

function sourceOf(source: EffectivePolicy['source']): Told['source'] {
  if (source === 'evaluation') return 'custom';
  return source === 'none' ? 'unknown' : source;
}

function optionsOf(args: string[]): { snapshot: string; recipient: string; json: boolean } {
  const { snapshot, recipient, json } = parsed(args);
  if (snapshot === undefined) throw new UsageError(`Say which tenant snapshot to read: --snapshot FILE.\n${usage}`);
  if (recipient === undefined || !/^[^\s@]+@[^\s@]+$/.test(recipient.trim())) {
    throw new UsageError(`Say whose policies to show: --recipient with one mail address.\n${usage}`);
  }
  return { snapshot, recipient: recipient.trim(), json: json ?? false };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: { snapshot: { type: 'string' }, recipient: { type: 'string' }, json: { type: 'boolean' } },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : 'The options are not understood.'}\n${usage}`);
  }
}

function readable(recipient: string, policies: Record<PolicyType, EffectivePolicy>): string {
  const lines = [`Policies that apply to ${recipient}`];
  for (const type of policyTypes) {
    const { policy, source, because, candidates } = policies[type];
    lines.push('', `${policyTypeFacts[type].label}: ${policy ?? '(none)'} [${source}]`);
    for (const sentence of because) lines.push(`  ${sentence}`);
    for (const lost of candidates) {
      if (lost.outcome === 'outranked') lines.push(`  Outranked: “${lost.policy}”. ${lost.why}`);
    }
  }
  return plainLines(lines);
}
