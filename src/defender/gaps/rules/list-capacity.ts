import { bothPaths, type Draft, type GapRule } from '../rule.ts';

/** Entries that one list takes (Microsoft Learn, tenant-allow-block-list-about, 2026-07-03). */
const limits = {
  EOP: { Allow: 500, Block: 500 },
  P1: { Allow: 1000, Block: 1000 },
  P2: { Allow: 5000, Block: 10000 },
} as const;
const nearlyFull = 0.95;

/** A full list takes no new allow entry when one is needed. */
export const listCapacity: GapRule = {
  facts: {
    id: 'allow-block-list-capacity',
    title: 'Room in the Tenant Allow/Block List',
    area: 'allow-block-list',
    kind: 'context',
    paths: bothPaths,
    needs: ['Get-TenantAllowBlockListItems'],
    licence: 'EOP',
    severityBasis: 'It matters when the next entry is needed.',
    sources: ['allowBlockList'],
  },
  check: (context) => {
    const counts = new Map<string, number>();
    for (const { ListType, Action } of context.rows('Get-TenantAllowBlockListItems')) {
      if (typeof ListType !== 'string' || typeof Action !== 'string') continue;
      const key = `${ListType} ${Action}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const plan = context.licence.plan === 'unknown' ? 'EOP' : context.licence.plan;
    return [...counts].flatMap(([key, count]): Draft[] => {
      const [listType = '', action = ''] = key.split(' ');
      const limit = action === 'Allow' ? limits[plan].Allow : limits[plan].Block;
      if (count < limit * nearlyFull) return [];
      const effect = `${count} ${action.toLowerCase()} entries; this licence takes ${limit}${plan === 'P1' ? ' (more with Plan 2)' : ''}.`;
      return [
        {
          status: 'info',
          policy: { name: 'Tenant Allow/Block List' },
          setting: listType,
          entry: action,
          actual: count,
          expected: limit,
          effect,
        },
      ];
    });
  },
};
