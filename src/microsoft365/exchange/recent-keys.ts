/** Remembers the keys of the last two pages: rows repeat at the edge of a page when the list moves, not further back. */
export interface RecentKeys {
  /** The rows of a page that were not on it before nor on the two pages before it. */
  fresh<T>(page: T[], keyOf: (row: T) => string): T[];
}

export function createRecentKeys(): RecentKeys {
  let older = new Set<string>();
  let last = new Set<string>();
  return {
    fresh(page, keyOf) {
      const current = new Set<string>();
      const rows = page.filter((row) => {
        const key = keyOf(row);
        if (current.has(key) || last.has(key) || older.has(key)) return false;
        current.add(key);
        return true;
      });
      older = last;
      last = new Set(page.map(keyOf));
      return rows;
    },
  };
}
