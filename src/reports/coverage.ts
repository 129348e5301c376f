import { policyWords } from '../cards/words.ts';
import { policyTypeFacts, policyTypes } from '../defender/policies/policy-types.ts';
import { listedAudience, tenantAudience } from '../defender/precedence/audience.ts';
import { createResolver } from '../defender/precedence/resolver.ts';
import type { TenantSnapshot } from '../defender/snapshot.ts';
import type { Segment } from './charts.ts';

/** One shade for each place in the order of precedence, the same in every bar; custom policies take turns. */
const shadeOf: Readonly<Record<string, string>> = { strict: 'c-4', standard: 'c-1', builtIn: 'c-5', default: 'c-5' };
const customShades = ['c-0', 'c-2', 'c-3'];

/** How many people of the audience each policy reaches, kind by kind; people whose policy cannot be told are a part of their own. */
export interface Coverage {
  label: string;
  segments: Segment[];
  total: number;
}

export function coverageOf(snapshot: TenantSnapshot, addresses: readonly string[] | null): Coverage[] {
  const resolver = createResolver(snapshot);
  const audience = addresses === null ? tenantAudience(resolver, snapshot) : listedAudience(resolver, addresses);
  return policyTypes.map((type) => {
    const counts = new Map<string, { value: number; source: string }>();
    for (const { winners, recipients } of audience.cohorts) {
      const people = recipients.filter(({ address }) => address !== null).length;
      const name = nameOf(winners[type]);
      const { source } = winners[type];
      if (people > 0) counts.set(name, { value: (counts.get(name)?.value ?? 0) + people, source });
    }
    return { label: capital(policyTypeFacts[type].label), segments: segmentsOf(counts), total: audience.size };
  });
}

function nameOf({ policy, source }: { policy: string | null; source: string }): string {
  if (source === 'unknown') return 'cannot be told';
  return policy === null ? 'no policy' : policyWords(policy);
}

function segmentsOf(counts: ReadonlyMap<string, { value: number; source: string }>): Segment[] {
  const sorted = [...counts].sort((a, b) => b[1].value - a[1].value || a[0].localeCompare(b[0]));
  let custom = 0;
  return sorted.map(([label, { value, source }]) => {
    if (source === 'unknown') return { label, value, shade: 's-unknown' };
    if (source === 'none') return { label, value, shade: 's-none' };
    const known = shadeOf[source];
    if (known === undefined) custom += 1;
    return { label, value, shade: known ?? customShades[(custom - 1) % customShades.length] ?? 'c-0' };
  });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
