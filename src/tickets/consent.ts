import { canonicalJson, type Json, sha256 } from './canonical-json.ts';
import type { EvidenceLine, EvidencePart } from './evidence/part.ts';
import type { Priority } from './ticket.ts';

/** What an admin agreed to share, as it leaves the tenant. */
export interface SharedPack {
  version: 1;
  ticket: string;
  /** Which sharing of this ticket it is, from 1. */
  share: number;
  /** ISO 8601 UTC */
  sharedAt: string;
  sharedWith: 'ContactMonkey';
  title: string;
  description: string;
  priority: Priority;
  parts: { id: string; title: string; lines: EvidenceLine[] }[];
}

/** A pack with the one text that stands for it and that text's SHA-256. What is kept is what is sent. */
export interface SealedPack {
  pack: SharedPack;
  text: string;
  sha256: string;
}

/** Only the ticked parts, word for word as the form showed them, in its order. */
export function sealPack(
  about: Omit<SharedPack, 'version' | 'sharedWith' | 'parts'>,
  offered: readonly EvidencePart[],
  ticked: ReadonlySet<string>,
): SealedPack {
  const parts = offered.filter(({ id }) => ticked.has(id)).map(({ id, title, lines }) => ({ id, title, lines }));
  const pack: SharedPack = { version: 1, sharedWith: 'ContactMonkey', ...about, parts };
  const text = canonicalJson(pack as unknown as Json);
  return { pack, text, sha256: sha256(text) };
}

/** The pack that a text holds. Throws when it is not the text of that SHA-256: a kept record was changed. */
export function openPack(text: string, expectedSha256: string): SharedPack {
  if (sha256(text) !== expectedSha256) throw new Error('A record of what was shared does not match its checksum.');
  return JSON.parse(text) as SharedPack;
}
