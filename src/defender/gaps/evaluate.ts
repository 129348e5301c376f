import { type Audience, groupAddresses, listedAudience, tenantAudience } from '../precedence/audience.ts';
import { createResolver, type Resolver } from '../precedence/resolver.ts';
import { type TenantSnapshot, whyNotRead } from '../snapshot.ts';
import { createAffects } from './affects.ts';
import { createContext, type GapContext } from './context.ts';
import type { Finding, GapReport, Status } from './finding.ts';
import { findingOf, notLicensed, okFinding, unreadFinding } from './finish.ts';
import { gapRules } from './registry.ts';
import type { Draft, GapRule } from './rule.ts';
import { scoreOf, scoreToTell } from './score.ts';
import { type SenderFacts, senderOf } from './sender.ts';
import { undecidedDrafts } from './undecided.ts';

export interface GapOptions {
  /** Who gets the campaigns. Without it `audienceGroups`, and without those everybody the snapshot knows of. */
  recipients?: Iterable<string>;
  /** Groups of the snapshot that get the campaigns. */
  audienceGroups?: readonly string[];
  sender?: SenderFacts;
  now: Date;
  /** How many of the people a finding touches are named in it. */
  examples?: number;
}

/** Holds every rule against a tenant and its audience. Pure: the same input gives the same report. */
export function findGaps(snapshot: TenantSnapshot, options: GapOptions): GapReport {
  const resolver = createResolver(snapshot);
  const { audience, groupsNotRead } = audienceOf(snapshot, resolver, options);
  const sender = senderOf(options.sender ?? {});
  const context = createContext(snapshot, resolver, audience, sender, options.now.getTime());
  const affects = createAffects(audience, snapshot.groups.keys(), resolver.membership, options.examples);
  const findings = gapRules.flatMap((rule) => findingsOf(rule, context, affects)).sort(byWeight);
  const counts = countsOf(findings);
  const { score, scoreExplained } = scoreOf(findings);
  const told = scoreToTell(score, counts);
  return {
    score: told.score,
    scoreExplained:
      told.score === score ? scoreExplained : { ...scoreExplained, sentence: `Score not given: ${told.open}.` },
    licence: context.licence,
    audience: { kind: audience.kind, size: audience.size, groupsNotRead },
    paths: { considered: [...sender.paths], known: sender.pathsKnown },
    takenAt: snapshot.takenAt,
    counts,
    findings,
  };
}

function findingsOf(rule: GapRule, context: GapContext, affects: ReturnType<typeof createAffects>): Finding[] {
  if (rule.facts.licence === 'defender' && context.licence.plan === 'EOP') {
    return [notLicensed(rule, context, affects)];
  }
  const unread = rule.facts.needs.find((cmdlet) => !context.snapshot.cmdlets.has(cmdlet.toLowerCase()));
  if (unread !== undefined) return [unreadFinding(rule, context, affects, whyNotRead(context.snapshot, unread))];
  const drafts: Draft[] = [...undecidedDrafts(context, rule.facts.types ?? []), ...rule.check(context)];
  if (drafts.length === 0) return [okFinding(rule, context, affects)];
  return drafts.map((draft) => findingOf(rule, draft, context, affects));
}

function audienceOf(
  snapshot: TenantSnapshot,
  resolver: Resolver,
  options: GapOptions,
): { audience: Audience; groupsNotRead: string[] } {
  if (options.recipients) return { audience: listedAudience(resolver, options.recipients), groupsNotRead: [] };
  if (options.audienceGroups?.length) {
    const { addresses, unread } = groupAddresses(resolver, options.audienceGroups);
    if (addresses.size > 0) return { audience: listedAudience(resolver, addresses), groupsNotRead: unread };
    return { audience: tenantAudience(resolver, snapshot), groupsNotRead: unread };
  }
  return { audience: tenantAudience(resolver, snapshot), groupsNotRead: [] };
}

const severities = ['critical', 'high', 'medium', 'low', 'none'];
const statuses: Status[] = ['gap', 'unknown', 'info', 'notLicensed', 'ok'];

function byWeight(a: Finding, b: Finding): number {
  return (
    statuses.indexOf(a.status) - statuses.indexOf(b.status) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    b.affects.count - a.affects.count ||
    (a.key < b.key ? -1 : 1)
  );
}

function countsOf(findings: readonly Finding[]): Record<Status, number> {
  const counts: Record<Status, number> = { gap: 0, ok: 0, info: 0, unknown: 0, notLicensed: 0 };
  for (const finding of findings) counts[finding.status] += 1;
  return counts;
}
