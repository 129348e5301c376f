import { LRUCache } from 'lru-cache';
import type { TenantReader } from '../microsoft365/tenant-reader.ts';

const MAX_ENTRIES = 2_000;

/**
 * What was read once and does not change for a while, kept per tenant and bounded. `at` is the asker's clock in milliseconds;
 * failures are not kept, so a mended permission shows at once.
 */
export interface TenantMemory<T extends object> {
  recall(tenant: TenantReader, key: string, at: number, load: () => Promise<T>): Promise<T>;
  forget(tenant: TenantReader, key: string): void;
}

export function createTenantMemory<T extends object>(keepForMs: number, maxEntries = MAX_ENTRIES): TenantMemory<T> {
  const byTenant = new WeakMap<TenantReader, LRUCache<string, { at: number; value: T }>>();

  async function recall(tenant: TenantReader, key: string, at: number, load: () => Promise<T>): Promise<T> {
    const entries = byTenant.get(tenant) ?? new LRUCache({ max: maxEntries });
    byTenant.set(tenant, entries);
    const known = entries.get(key);
    if (known && Math.abs(at - known.at) < keepForMs) return known.value;
    const value = await load();
    entries.set(key, { at, value });
    return value;
  }

  function forget(tenant: TenantReader, key: string): void {
    byTenant.get(tenant)?.delete(key);
  }

  return { recall, forget };
}
