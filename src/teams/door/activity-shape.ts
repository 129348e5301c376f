import type { Activity } from 'botbuilder';

const deepest = 40;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function tooDeep(value: unknown, levelsLeft: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levelsLeft === 0) return true;
  return Object.values(value).some((part) => tooDeep(part, levelsLeft - 1));
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isAccount(value: unknown): boolean {
  return isRecord(value) && typeof value.id === 'string';
}

function isPerson(value: unknown): boolean {
  return isRecord(value) && isAccount(value) && absentOr(value.aadObjectId, isText) && absentOr(value.name, isText);
}

function absentOr(value: unknown, holds: (value: unknown) => boolean): boolean {
  return value === undefined || value === null || holds(value);
}

const isListOfRecords = (value: unknown) => Array.isArray(value) && value.every(isRecord);

const required: Record<string, (value: unknown) => boolean> = {
  type: (value) => typeof value === 'string' && /^[a-z]{1,64}$/i.test(value),
  channelId: isText,
  serviceUrl: isText,
  conversation: isAccount,
  from: isPerson,
};

const optional: Record<string, (value: unknown) => boolean> = {
  id: isText,
  replyToId: isText,
  recipient: isAccount,
  text: isText,
  textFormat: isText,
  name: isText,
  locale: isText,
  localTimezone: isText,
  action: isText,
  timestamp: isText,
  localTimestamp: isText,
  expiration: isText,
  channelData: isRecord,
  attachments: isListOfRecords,
  entities: isListOfRecords,
  membersAdded: isListOfRecords,
  membersRemoved: isListOfRecords,
};

/**
 * The activity when the parsed body has the shape the SDK takes for granted (Bot Framework Activity schema), else null.
 * Times become dates, as the SDK's own reader makes them.
 */
export function asActivity(body: unknown): Activity | null {
  if (!isRecord(body) || tooDeep(body, deepest)) return null;
  const wrong =
    Object.entries(required).some(([key, holds]) => !holds(body[key])) ||
    Object.entries(optional).some(([key, holds]) => !absentOr(body[key], holds));
  if (wrong) return null;
  const activity: Record<string, unknown> = { ...body };
  for (const key of ['timestamp', 'localTimestamp', 'expiration']) {
    if (typeof body[key] === 'string') activity[key] = new Date(body[key]);
  }
  return activity as unknown as Activity;
}
