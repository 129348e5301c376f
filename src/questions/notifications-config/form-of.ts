import type { Person } from '../../alerts/alert.ts';
import type { AlertSettings } from '../../alerts/settings.ts';
import { many, one } from '../entities.ts';
import type { Entities } from '../question.ts';

const daysOf: Record<string, NonNullable<AlertSettings['digest']>['days']> = {
  daily: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
  weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  monday: ['monday'],
};

/** Settings as the form of the settings card sends them (`others` are the places it may name), or the sentence that says what is wrong with them. */
export function formOf(
  entities: Entities,
  by: { asker: Person; timeZone: string; at: string; mayShare: boolean },
  before: AlertSettings,
  others: string[],
): { change: Partial<AlertSettings> } | { complaint: string } {
  const { asker, timeZone, at, mayShare } = by;
  const from = one(entities, 'quietFrom');
  const to = one(entities, 'quietTo');
  if ((from === null) !== (to === null)) return { complaint: 'Quiet hours need a beginning and an end.' };
  const minutes = one(entities, 'escalateAfter');
  const afterMinutes = Number(minutes ?? '0');
  if (!Number.isInteger(afterMinutes) || afterMinutes < 0 || afterMinutes > 10_080)
    return { complaint: 'Give the minutes as a number from 1 to 10,080, or nothing.' };
  const days = daysOf[one(entities, 'digestDays') ?? ''];
  const campaigns = many(entities, 'campaigns')
    .flatMap((names) => names.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const { mention: called = null } = before.escalation ?? {};
  const mention = one(entities, 'callMe') === 'true' ? (called ?? asker) : null;
  const second = one(entities, 'second');
  const secondConversationId = second !== null && others.includes(second) ? second : null;
  const csm = one(entities, 'csm') === 'true';
  const known = before.escalation?.csm ? (before.escalation.csmBy ?? null) : null;
  if (csm && known === null && !mayShare)
    return { complaint: 'Only operators and approvers decide that ContactMonkey is told.' };
  const csmBy = csm ? (known ?? { ...asker, at }) : null;
  return {
    change: {
      minSeverity: (one(entities, 'minSeverity') ?? before.minSeverity) as AlertSettings['minSeverity'],
      campaigns: campaigns.length === 0 ? null : campaigns.slice(0, 20),
      quiet: from === null || to === null ? null : { from, to, timeZone },
      digest: days === undefined ? null : { at: one(entities, 'digestAt') ?? '09:00', days, timeZone },
      escalation: afterMinutes === 0 ? null : { mention, secondConversationId, csm, csmBy, afterMinutes },
    },
  };
}
