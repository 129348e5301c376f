import type { SenderProfile } from '../../contactmonkey/sender-profile.ts';
import type { GapReport } from '../../defender/gaps/finding.ts';
import { groupAddresses } from '../../defender/precedence/audience.ts';
import { createResolver } from '../../defender/precedence/resolver.ts';
import type { TenantSnapshot } from '../../defender/snapshot.ts';
import type { CheckRequest, PolicyCheck } from './policy-check.ts';

/** Whom a report is about, in words and, where they are known, by address. */
export function audienceOf(
  request: CheckRequest,
  report: GapReport,
  snapshot: TenantSnapshot,
  profile: Pick<SenderProfile, 'audienceGroups'>,
): PolicyCheck['audience'] {
  if (request.audience) return request.audience;
  const { kind, size, groupsNotRead } = report.audience;
  if (kind === 'listed') {
    const groups = profile.audienceGroups.filter((group) => !groupsNotRead.includes(group));
    const { addresses } = groupAddresses(createResolver(snapshot), groups);
    return {
      words: `the ${size.toLocaleString('en-US')} members of ${groups.join(', ')}`,
      addresses: [...addresses].sort(),
    };
  }
  const because =
    profile.audienceGroups.length === 0
      ? 'the sender profile names no audience group'
      : 'the groups of the sender profile were not read';
  return { words: `everybody in the tenant (${because})`, addresses: null };
}
