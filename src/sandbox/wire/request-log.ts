import type { ServiceName } from './call.ts';

export interface LoggedRequest {
  /** Of the tenant's clock, ISO 8601. */
  at: string;
  service: ServiceName;
  operation: string;
  method: string;
  path: string;
  /** Cmdlet parameters or the hunting query; null for others. */
  input: unknown;
  status: number | null;
  /** Name of the fault that answered in the service's stead. */
  fault: string | null;
}

/** What was asked of the tenant, so that a test can see what was retried and what was not. Keeps the last 10,000. */
export interface RequestLog {
  add(entry: LoggedRequest): void;
  entries(): LoggedRequest[];
  /** Since the start or the last `clear`, by `service operation`. */
  counts(): Record<string, number>;
  clear(): void;
}

const kept = 10_000;

export function requestLog(): RequestLog {
  let entries: LoggedRequest[] = [];
  const counts = new Map<string, number>();
  return {
    add: (entry) => {
      entries.push(entry);
      if (entries.length > kept * 2) entries = entries.slice(-kept);
      const key = `${entry.service} ${entry.operation}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    entries: () => entries.slice(-kept),
    counts: () => Object.fromEntries(counts),
    clear: () => {
      entries = [];
      counts.clear();
    },
  };
}
