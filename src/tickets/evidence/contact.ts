import { contactPart } from '../shared-view.ts';
import type { EvidencePart } from './part.ts';
import { partOf } from './part-of.ts';

/** The part that names who shares; left out unless ticked, like everything about people. */
export function contactOf(name: string): EvidencePart | null {
  return partOf({ id: contactPart, title: 'Your name', personal: true }, [['Name', name]]);
}
