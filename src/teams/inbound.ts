import { type Activity, type ConversationReference, TurnContext } from 'botbuilder';
import type { Place } from '../questions/question.ts';

/** An activity in the words of the other rooms. */
export interface Inbound {
  activity: Activity;
  reference: Partial<ConversationReference>;
  conversationId: string;
  /** Entra tenant, in lower case, that the conversation belongs to: whose rights count and whose data is spoken of. */
  tenantId: string;
  place: Place;
  /** null when Teams did not say who it is; such a person is nobody. */
  objectId: string | null;
  name: string;
  timeZone: string;
  locale: string;
}

const places: Record<string, Place> = { personal: 'personal', channel: 'channel', groupChat: 'groupChat' };
const knownZones = new Map<string, boolean>();

function isTimeZone(name: string): boolean {
  const known = knownZones.get(name);
  if (known !== undefined) return known;
  let valid = true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    valid = false;
  }
  if (knownZones.size < 1000) knownZones.set(name, valid);
  return valid;
}

function timeZoneOf(activity: Activity): string {
  const client = activity.entities?.find((entity) => entity.type === 'clientInfo');
  const named = [activity.localTimezone, client?.timezone];
  return named.find((zone) => typeof zone === 'string' && zone.length < 64 && isTimeZone(zone)) ?? 'UTC';
}

function localeOf(activity: Activity): string {
  const named = activity.locale ?? '';
  return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(named) ? named : 'en-US';
}

/** Without a type, what looks like a group is taken for one, so that nothing about people is posted into it. */
function placeOf(conversation: Activity['conversation']): Place {
  const known = places[conversation.conversationType ?? ''];
  if (known !== undefined) return known;
  return conversation.conversationType || conversation.isGroup || conversation.id.startsWith('19:')
    ? 'groupChat'
    : 'personal';
}

/** Microsoft Learn, `TeamsActivity.TenantId`: the conversation names it first, the channel data second. The door let in what is here. */
function tenantOf({ conversation, channelData }: Activity): string {
  const { tenant } = (channelData ?? {}) as { tenant?: { id?: unknown } };
  return String(conversation.tenantId ?? tenant?.id ?? '').toLowerCase();
}

export function inboundOf(activity: Activity): Inbound {
  const { conversation, from } = activity;
  return {
    activity,
    reference: TurnContext.getConversationReference(activity),
    conversationId: conversation.id,
    tenantId: tenantOf(activity),
    place: placeOf(conversation),
    objectId: typeof from?.aadObjectId === 'string' && from.aadObjectId !== '' ? from.aadObjectId : null,
    name: typeof from?.name === 'string' ? from.name : '',
    timeZone: timeZoneOf(activity),
    locale: localeOf(activity),
  };
}
