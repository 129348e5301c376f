import type { ActingPolicy } from '../company/acting-policies.ts';
import { huntingRows } from '../company/hunting-views.ts';
import type { Mail } from '../company/mail.ts';
import { quarantineItem, traceItems } from '../company/mail-views.ts';
import type { QuarantineState } from '../exchange/quarantine-state.ts';
import { type FilterGround, filterMail, purge } from '../filtering/filter.ts';
import { policyInForce } from '../filtering/policy-in-force.ts';
import { insertNewestFirst } from '../newest-first.ts';
import type { HuntingTable, QuarantineItem, TenantData, TraceItem } from '../tenant-data.ts';
import { createAgenda } from './agenda.ts';
import type { Latencies } from './latencies.ts';

interface Delivered {
  mail: Mail;
  policy: ActingPolicy;
  traced: TraceItem[];
}

interface Held {
  delivered: Delivered;
  item: QuarantineItem;
}

/** Takes new mail into a tenant while it runs. */
export interface MailDelivery {
  /** Filters a message to one recipient when it is received, and lets it show in every place after that place's latency. */
  accept(mail: Mail, how: { laterFound: 'phish' | null; lateClick: boolean }): void;
  /** Does what was due by `now`: called before anything of the tenant is read. */
  settle(now: number): void;
  /** Takes out all that came in while it ran. */
  reset(): void;
}

/** Puts new mail into `data`, whose hunting tables are extended in place. */
export function mailDelivery(data: TenantData, quarantine: QuarantineState, latencies: Latencies): MailDelivery {
  const agenda = createAgenda();
  const hunted: Delivered[] = [];
  const traced: TraceItem[] = [];
  const held = new Set<Held>();
  const policyOf = policyInForce(data);
  for (const [name, table] of Object.entries(data.tables)) data.tables[name] = extended(name, table, hunted);
  const ground = (now: number): FilterGround => ({ data, policyOf, now });

  function accept(mail: Mail, how: { laterFound: 'phish' | null; lateClick: boolean }): void {
    agenda.add(mail.receivedAt, () => {
      const { cause, policy } = filterMail(mail, ground(mail.receivedAt));
      mail.cause = cause;
      show({ mail, policy, traced: traceItems(mail, policy) }, how);
    });
  }

  function show(delivered: Delivered, { laterFound, lateClick }: { laterFound: 'phish' | null; lateClick: boolean }) {
    const { mail } = delivered;
    const { receivedAt } = mail;
    const later = (latency: number, act: () => void) => agenda.add(receivedAt + latency, act);
    for (const item of delivered.traced) {
      const { status } = item;
      later(latencies.traceBegun, () => {
        traced.push(item);
        insertNewestFirst(data.trace, Object.assign(item, { status: 'GettingStatus' }));
      });
      later(latencies.trace, () => Object.assign(item, { status }));
    }
    if (mail.cause.outcome === 'quarantine') later(latencies.quarantine, () => hold(delivered));
    later(latencies.hunting, () => hunted.unshift(delivered));
    if (laterFound !== null) later(latencies.zap, () => zap(delivered));
    const clickedAt = receivedAt + (lateClick ? latencies.lateClick : latencies.click);
    agenda.add(clickedAt, () => {
      if (mail.cause.outcome === 'delivered' || mail.cause.outcome.startsWith('zapped')) mail.clickedAt = clickedAt;
    });
  }

  function hold(delivered: Delivered): void {
    const item = quarantineItem(delivered.mail, delivered.policy);
    quarantine.add(item);
    held.add({ delivered, item });
  }

  /** What was let out of quarantine reached its mailbox: every place tells so. */
  function release(now: number): void {
    for (const one of held) {
      const { status, releasedAt } = quarantine.recordOf(one.item, now);
      if (status !== 'RELEASED') continue;
      held.delete(one);
      Object.assign(one.delivered.mail, { releaseStatus: 'RELEASED', releasedAt: releasedAt ?? now });
      for (const item of one.delivered.traced) Object.assign(item, { status: 'Delivered' });
    }
  }

  function zap(delivered: Delivered): void {
    const { mail } = delivered;
    const at = mail.receivedAt + latencies.zap;
    const found = purge(mail, ground(at));
    if (found === null) return;
    Object.assign(mail, { cause: found.cause, movedAt: at });
    delivered.policy = found.policy;
    if (found.cause.outcome === 'zapped') hold(delivered);
  }

  return {
    accept,
    settle(now) {
      agenda.settle(now);
      release(now);
    },
    reset() {
      agenda.clear();
      hunted.splice(0);
      held.clear();
      for (const item of traced.splice(0)) data.trace.splice(data.trace.indexOf(item), 1);
    },
  };
}

function extended(name: string, table: HuntingTable, hunted: readonly Delivered[]): HuntingTable {
  return {
    *rows(ids) {
      for (const { mail, policy } of hunted) {
        if (ids === null || ids.includes(mail.id)) yield* huntingRows(name, mail, policy);
      }
      yield* table.rows(ids);
    },
  };
}
