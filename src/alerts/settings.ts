import { z } from 'zod/v4';
import { isTimeZone } from './quiet-hours.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const zone = z.string().refine(isTimeZone);
const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Hours in which only the gravest alerts are posted; the rest waits for their end. */
const quietHours = z.object({ from: time, to: time, timeZone: zone });
/** One summary on these days at this time in place of single alerts, the gravest excepted. */
const digestTimes = z.object({ at: time, days: z.array(z.enum(days)).min(1), timeZone: zone });
const escalation = z.object({
  afterMinutes: z.number().int().min(1).max(10_080),
  /** Who is called by name in the thread first. */
  mention: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** The conversation that is told next. */
  secondConversationId: z.string().nullable(),
  /** Whether ContactMonkey's CSM is told last. */
  csm: z.boolean(),
  /** Who agreed to that, and when; without it ContactMonkey is not told unasked. */
  csmBy: z.object({ id: z.string(), name: z.string(), at: z.string() }).nullish(),
});

/** What a conversation wants to be alerted of, and how. */
export const alertSettings = z.object({
  minSeverity: z.enum(['info', 'low', 'medium', 'high']),
  /** Names of campaigns, or parts of them; null means all. */
  campaigns: z.array(z.string().min(1)).nullable(),
  quiet: quietHours.nullable(),
  digest: digestTimes.nullable(),
  escalation: escalation.nullable(),
  /** Nothing is posted before this time. ISO 8601. */
  mutedUntil: z.string().nullable(),
  /** How dates and numbers are written there. */
  locale: z.string(),
  timeZone: zone,
  /** The last digest told of everything up to then. ISO 8601. */
  toldUpTo: z.string().nullable(),
});

export type AlertSettings = z.infer<typeof alertSettings>;

export const standardSettings: AlertSettings = {
  minSeverity: 'info',
  campaigns: null,
  quiet: null,
  digest: null,
  escalation: { afterMinutes: 30, mention: null, secondConversationId: null, csm: false },
  mutedUntil: null,
  locale: 'en-GB',
  timeZone: 'UTC',
  toldUpTo: null,
};

export type EscalationStep =
  | { kind: 'mention'; person: { id: string; name: string } | null }
  | { kind: 'secondPlace'; conversationId: string }
  | { kind: 'csm'; consent: { id: string; name: string; at: string } | null };

/** The steps that are taken one after another while nobody answers; none without escalation. */
export function escalationSteps(settings: AlertSettings['escalation']): EscalationStep[] {
  if (settings === null) return [];
  const { mention, secondConversationId, csm, csmBy = null } = settings;
  return [
    { kind: 'mention', person: mention },
    ...(secondConversationId === null ? [] : [{ kind: 'secondPlace' as const, conversationId: secondConversationId }]),
    ...(csm ? [{ kind: 'csm' as const, consent: csmBy }] : []),
  ];
}
