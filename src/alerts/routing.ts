import type { Alert } from './alert.ts';
import { quietUntil } from './quiet-hours.ts';
import { reaches, type Severity } from './reasons.ts';
import type { AlertSettings } from './settings.ts';

/** How grave an alert must be to break quiet hours and not to wait for a digest. */
export const urgent: Severity = 'high';

/** Where and when a case is shown: at once, not before a time, or only in the summary. */
export type Showing = { how: 'now' } | { how: 'later'; at: Date } | { how: 'digest' };

/** Whether a conversation wants to hear of a case at all. */
export function wants(settings: AlertSettings, alert: Pick<Alert, 'severity' | 'campaign'>): boolean {
  if (!reaches(alert.severity, settings.minSeverity)) return false;
  if (settings.campaigns === null || alert.campaign === null) return true;
  const name = alert.campaign.name.toLowerCase();
  const { id } = alert.campaign;
  return settings.campaigns.some((wanted) => wanted === id || name.includes(wanted.toLowerCase()));
}

/** When a conversation is shown a case that it wants. A pause holds for everything, quiet hours and digests not for what is urgent. */
export function showing(settings: AlertSettings, severity: Severity, now: Date): Showing {
  const muted = settings.mutedUntil === null ? null : new Date(settings.mutedUntil);
  if (muted !== null && muted > now) return { how: 'later', at: muted };
  if (reaches(severity, urgent)) return { how: 'now' };
  if (settings.digest !== null) return { how: 'digest' };
  const until = quietUntil(now, settings.quiet);
  return until === null ? { how: 'now' } : { how: 'later', at: until };
}
