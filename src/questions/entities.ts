import type { Entities } from './question.ts';

/** A form may hold a box for each part of the evidence. */
const MAX_KEYS = 60;
const MAX_VALUES = 20;
const MAX_LENGTH = 2_000;
const GUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const QUARANTINE_IDENTITY = new RegExp(`^${GUID}\\\\${GUID}$`, 'i');
const NETWORK_MESSAGE_ID = new RegExp(`^${GUID}$`, 'i');
const ADDRESS = /^[^\s@<>"'(),:;\\]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/i;

/** The first value an entity was given, trimmed; null when it was not given. */
export function one(entities: Entities, name: string): string | null {
  const value = entities[name];
  const first = (Array.isArray(value) ? value[0] : value)?.trim();
  return first ? first : null;
}

/** All values an entity was given, trimmed, empty ones left out. */
export function many(entities: Entities, name: string): string[] {
  const value = entities[name];
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map((text) => text.trim()).filter((text) => text !== '');
}

/** `NetworkMessageId\recipientGuid`, as a button carries it. An empty or malformed one must never reach Exchange. */
export function isQuarantineIdentity(text: string): boolean {
  return QUARANTINE_IDENTITY.test(text);
}

export function isNetworkMessageId(text: string): boolean {
  return NETWORK_MESSAGE_ID.test(text);
}

export function isMailAddress(text: string): boolean {
  return text.length <= 320 && ADDRESS.test(text);
}

/** Button data comes from a client: only strings and lists of strings survive, few and short. */
export function cleanEntities(data: unknown): Entities {
  const clean: Entities = {};
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return clean;
  for (const [name, value] of Object.entries(data).slice(0, MAX_KEYS)) {
    if (!/^[a-zA-Z_][a-zA-Z0-9_]{0,40}$/.test(name) || name === '__proto__') continue;
    if (typeof value === 'string' && value.length <= MAX_LENGTH) clean[name] = value;
    if (Array.isArray(value)) {
      const texts = value.filter((item): item is string => typeof item === 'string' && item.length <= MAX_LENGTH);
      clean[name] = texts.slice(0, MAX_VALUES);
    }
  }
  return clean;
}
