import { z } from 'zod/v4';
import type { QuarantineState } from '../exchange/quarantine-state.ts';

const whichSchema = z
  .strictObject({ identity: z.string(), sender: z.string(), subject: z.string(), recipient: z.string() })
  .partial()
  .refine((which) => Object.keys(which).length > 0, 'Say which: identity, sender, subject or recipient.');

/** Releases to all recipients what fits every word given, done after `takes` milliseconds. Returns how many items that are. */
export function releaseHeld(quarantine: QuarantineState, given: unknown, now: number, takes: number): number {
  const { identity, sender, subject, recipient } = whichSchema.parse(given);
  const same = (wanted: string | undefined, have: string) =>
    wanted === undefined || wanted.toLowerCase() === have.toLowerCase();
  const items = [...quarantine.present(now)].filter(
    (item) =>
      same(identity, item.identity) &&
      same(sender, item.sender) &&
      (subject === undefined || item.subject.toLowerCase().includes(subject.toLowerCase())) &&
      (recipient === undefined || item.recipients.some((one) => same(recipient, one))) &&
      !['RELEASED', 'PREPARINGTORELEASE'].includes(quarantine.statusOf(item, now)),
  );
  for (const item of items) {
    const change = {
      status: 'PREPARINGTORELEASE',
      doneAt: now + takes,
      releasedTo: item.recipients,
      releasedBy: ['priya.raman@alderfinch.example'],
    };
    quarantine.change(item, change, now);
  }
  return items.length;
}
