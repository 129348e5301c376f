interface Entry {
  at: number;
  act: () => void;
}

/** What is still to happen, done in the order of time when somebody looks; it needs no timers. */
export interface Agenda {
  add(at: number, act: () => void): void;
  /** Does everything that was due by `now`, what is added meanwhile included. */
  settle(now: number): void;
  clear(): void;
}

export function createAgenda(): Agenda {
  const entries: Entry[] = [];
  return {
    add(at, act) {
      const place = entries.findIndex((entry) => entry.at > at);
      entries.splice(place === -1 ? entries.length : place, 0, { at, act });
    },
    settle(now) {
      for (let next = entries[0]; next !== undefined && next.at <= now; next = entries[0]) {
        entries.shift();
        next.act();
      }
    },
    clear: () => void entries.splice(0),
  };
}
