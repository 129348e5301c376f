import type { Activity } from 'botbuilder';

/**
 * Whether all tenants an activity names (there are two places for it) are allowed. Naming none is not allowed.
 * `allowed` holds lower-case ids.
 */
export function comesFromAllowedTenant(activity: Activity, allowed: readonly string[]): boolean {
  const data = activity.channelData as { tenant?: { id?: unknown } } | undefined;
  const named = [activity.conversation.tenantId, data?.tenant?.id].filter((id) => id !== undefined && id !== null);
  return named.length > 0 && named.every((id) => typeof id === 'string' && allowed.includes(id.toLowerCase()));
}
