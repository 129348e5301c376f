import { fixFor } from '../../fixes/choose.ts';
import { list } from '../../policies/row.ts';
import type { GapContext, InEffect } from '../context.ts';
import { trackerPath, urlEntry } from '../entries.ts';
import { domainKind } from '../known-domains.ts';
import { bothPaths, type Draft, type GapRule } from '../rule.ts';

/** "Do not rewrite" entries: what they open, and those that do nothing for the tracker. */
export const doNotRewrite: GapRule = {
  facts: {
    id: 'do-not-rewrite',
    title: '“Do not rewrite” entries of Safe Links',
    area: 'safe-links',
    kind: 'opening',
    paths: bothPaths,
    needs: ['Get-SafeLinksPolicy'],
    types: ['safeLinks'],
    licence: 'defender',
    severityBasis: 'A listed link is not scanned before delivery, whoever sends it.',
    sources: ['safeLinks', 'recommended', 'guide'],
  },
  check: (context) => context.inEffect('safeLinks').flatMap((effect) => judge(effect, context)),
};

function judge({ policy, cohorts }: InEffect, context: GapContext): Draft[] {
  const entries = policy === null ? [] : (list(policy.row, 'DoNotRewriteUrls') ?? []);
  if (policy === null || entries.length === 0) return [];
  const place = {
    policy: { name: policy.name, key: policy.guid ?? policy.name },
    setting: 'DoNotRewriteUrls',
    expected: [],
    cohorts,
    conflict: 'doNotRewrite',
  } as const;
  const { trackingHosts } = context.sender;
  const ours = entries.filter((entry) => isOurs(entry, trackingHosts));
  const idle = ours.filter((entry) => !trackingHosts.some((host) => coversTracker(entry, host)));
  const drafts: Draft[] = [];
  const wide = entries.filter((entry) => {
    const { host, path } = urlEntry(entry);
    return path === '/*' && ['popular', 'shared', 'vendor'].includes(domainKind(host, context.ownDomains));
  });
  if (wide.length > 0) {
    drafts.push({
      ...place,
      status: 'gap',
      severity: 'medium',
      actual: wide,
      effect: `${wide.join(', ')} takes every link of the host out of scanning, for all senders, and does not stop the block at click time.`,
      fixes: [
        fixFor('closeOpening', {
          policy: { type: 'safeLinks', name: policy.name, preset: policy.preset },
          setting: 'DoNotRewriteUrls',
          current: entries,
          wanted: entries.filter((entry) => !wide.includes(entry)),
        }),
      ],
    });
  }
  if (idle.length > 0) {
    drafts.push({
      ...place,
      status: 'info',
      entry: 'without effect',
      actual: idle,
      effect: `${idle.join(', ')} does not match ContactMonkey’s links (https://${trackingHosts[0]}${trackerPath}?…): without /* behind the host only the bare host is meant.`,
    });
  }
  if (drafts.length === 0) {
    drafts.push({
      ...place,
      status: 'info',
      actual: entries,
      effect: `${entries.length} entries. Microsoft recommends none; people in a preset are not touched by them.`,
    });
  }
  return drafts;
}

function isOurs(entry: string, hosts: readonly string[]): boolean {
  const { host } = urlEntry(entry);
  return hosts.some((tracking) => tracking === host || tracking.endsWith(`.${host}`));
}

/** Whether an entry takes the tracking links of a host. Patterns may hold `*` anywhere; an entry without it means exactly that address. */
export function coversTracker(entry: string, host: string): boolean {
  const bare = entry
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '');
  const pattern = bare
    .split('*')
    .map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`).test(`${host}${trackerPath}?cm_type=link`);
}
