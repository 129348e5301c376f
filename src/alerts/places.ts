import type { TenantTransaction } from '../store/outbox.ts';
import { type AlertSubscription, alertSubscriptions } from '../store/subscriptions.ts';
import type { Alert } from './alert.ts';
import { wants } from './routing.ts';
import { type AlertSettings, alertSettings, standardSettings } from './settings.ts';

/** A conversation that wants alerts, with what it wants. */
export interface AlertPlace {
  id: string;
  conversationId: string;
  settings: AlertSettings;
}

/** The places of a tenant, oldest first. */
export async function alertPlaces(t: TenantTransaction): Promise<AlertPlace[]> {
  return (await alertSubscriptions(t)).map(placeOf);
}

/** Settings as they were kept; what an older version wrote or left out takes its standard value. */
export function placeOf({ id, conversationId, settings }: AlertSubscription): AlertPlace {
  const whole = alertSettings.safeParse({ ...standardSettings, ...settings });
  return { id, conversationId, settings: whole.success ? whole.data : standardSettings };
}

/** The place that says how a case goes on when nobody answers: the first that wants it. */
export function escalatingPlace(places: AlertPlace[], alert: Alert): AlertPlace | null {
  return places.find(({ settings }) => settings.escalation !== null && wants(settings, alert)) ?? null;
}

/** How a case goes on when nobody answers. */
export function escalationOf(places: AlertPlace[], alert: Alert): AlertSettings['escalation'] {
  return escalatingPlace(places, alert)?.settings.escalation ?? null;
}
