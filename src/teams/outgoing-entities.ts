import { createRequire } from 'node:module';

interface EntityMapper {
  Entity: { type: { additionalProperties?: { type: { name: string } } } };
}

/**
 * botbuilder 4.23.3, the last release, drops every field but `type` from the entities of an outgoing activity
 * (botbuilder-js issue 4902; the mend was merged as 4903 but never published). Telling its serializer that an entity
 * may carry more fields lets them through. Throws when the release is another one and has no such mapper.
 */
export function keepEntityFields(): void {
  const fromBotbuilder = createRequire(import.meta.resolve('botbuilder'));
  const mappers = fromBotbuilder('botframework-connector/lib/connectorApi/models/mappers.js') as EntityMapper;
  mappers.Entity.type.additionalProperties = { type: { name: 'Object' } };
}
