import { createHash } from 'node:crypto';
import { joinedTo, nobody, settledIn, without } from './affected.ts';
import type { Affected, Alert, Cause } from './alert.ts';
import { type CaseOf, unknownReason } from './case-of.ts';
import { graverReason } from './grave-reasons.ts';
import { earliest } from './times.ts';

/** Of a case with more causes than that, the people of the rest stand together. */
export const mostCauses = 50;

const noCause = { policy: null, detail: null };

/** The causes of a case, the worst first: most people who are still concerned. A case that keeps none has its policy and detail as one. */
export function causesOf(alert: Alert): Cause[] {
  if (alert.causes === undefined || alert.causes.length === 0) return [ownCause(alert)];
  return [...alert.causes].sort(
    (one, other) =>
      openIn(other) - openIn(one) ||
      other.affected.count - one.affected.count ||
      graverReason(one.detail, other.detail) ||
      nameOf(one).localeCompare(nameOf(other)),
  );
}

/** Whether it is not known (yet) what the people of this cause have to do with it. */
export function isUnknown({ policy, detail }: Pick<Cause, 'policy' | 'detail'>): boolean {
  return (policy === null && detail === null) || detail === unknownReason;
}

/**
 * A case with somebody whom a fact names, under the cause that it names: whoever was there for another cause moves. A fact without a
 * cause moves nobody. The same object when nothing changes.
 */
export function withSomebody(alert: Alert, about: CaseOf): Alert {
  const { entry } = about;
  if (entry === null) return alert;
  const before = alert.causes ?? [ownCause(alert)];
  const home = before.find(({ affected }) => affected.addresses.includes(entry));
  const cause = about.isVague && home !== undefined ? home : causeFor(about, before);
  const affected = joinedTo(alert.affected, entry);
  const isKept = affected.addresses.includes(entry);
  const known = before.some(({ key }) => key === cause.key);
  const isShared = known && before.length === 1 && affected !== alert.affected;
  const after = (known ? before : [...before, cause]).flatMap((one) => {
    const people = () => (isShared ? affected : isKept ? joinedTo(one.affected, entry) : withMore(one.affected));
    const next = one.key === cause.key ? toldOf(one, about, people()) : leftBy(one, entry);
    return next.affected.count > 0 || next.affected.more === true ? [next] : [];
  });
  const isSame = after.length === before.length && after.every((one, place) => one === before[place]);
  if (isSame && affected === alert.affected) return alert;
  return summed({ ...alert, affected, causes: isSame ? before : after });
}

/** A case with these of its people settled. The same object when nothing changes. */
export function withSettled(alert: Alert, entries: readonly string[]): Alert {
  const affected = settledIn(alert.affected, entries);
  if (affected === alert.affected) return alert;
  const before = alert.causes ?? [ownCause(alert)];
  const causes = before.map((cause) => {
    const settled = before.length === 1 ? affected : settledIn(cause.affected, entries);
    return settled === cause.affected ? cause : { ...cause, affected: settled };
  });
  return summed({ ...alert, affected, causes });
}

/** A case as if it had this cause alone. */
export function ofCause(alert: Alert, cause: Cause): Alert {
  const { policy, detail, example, expiresAt, affected } = cause;
  return { ...alert, policy, detail, example, expiresAt, affected, causes: [cause] };
}

function ownCause({ policy, detail, example, expiresAt, affected }: Alert): Cause {
  return { key: causeKey({ policy, detail }), policy, detail, example, notes: [], expiresAt, affected };
}

function causeFor(about: CaseOf, known: readonly Cause[]): Cause {
  const key = causeKey(about);
  const isOneMore = known.length >= mostCauses && !known.some((cause) => cause.key === key);
  const { policy, detail } = isOneMore ? noCause : about;
  const { example, notes, expiresAt } = about;
  return { key: causeKey({ policy, detail }), policy, detail, example, notes, expiresAt, affected: { ...nobody } };
}

function causeKey({ policy, detail }: Pick<Cause, 'policy' | 'detail'>): string {
  const name = JSON.stringify([policy, detail].map((part) => (part ?? '').toLowerCase().toWellFormed()));
  return createHash('sha256').update(name).digest('hex').slice(0, 16);
}

function toldOf(cause: Cause, about: CaseOf, affected: Affected): Cause {
  const example = cause.example ?? about.example;
  const notes = cause.notes.length > 0 || about.notes.length === 0 ? cause.notes : about.notes;
  const expiresAt = earliest(cause.expiresAt, about.expiresAt);
  const isSame =
    affected === cause.affected && example === cause.example && notes === cause.notes && expiresAt === cause.expiresAt;
  return isSame ? cause : { ...cause, affected, example, notes, expiresAt };
}

function leftBy(cause: Cause, entry: string): Cause {
  if (!cause.affected.addresses.includes(entry)) return cause;
  return { ...cause, affected: without(cause.affected, entry) };
}

function withMore(affected: Affected): Affected {
  return affected.more === true ? affected : { ...affected, more: true };
}

function nameOf({ policy, detail }: Cause): string {
  return `${policy ?? ''} ${detail ?? ''}`.toLowerCase();
}

function openIn({ affected }: Cause): number {
  return affected.count - affected.cleared;
}

/** Policy, detail and example are those of the worst cause; what is lost first is what somebody still waits for. */
function summed(alert: Alert): Alert {
  const [worst, ...others] = causesOf(alert);
  if (worst === undefined) return alert;
  const causes = [worst, ...others];
  const open = causes.filter((cause) => openIn(cause) > 0 || cause.affected.more === true);
  let expiresAt: string | null = null;
  for (const cause of open.length > 0 ? open : causes) expiresAt = earliest(expiresAt, cause.expiresAt);
  const { policy, detail, example } = worst;
  return { ...alert, policy, detail, example, expiresAt };
}
