/** Time as the room sees it, so that tests can hold and turn it. */
export interface Clock {
  now(): Date;
  /** Runs `action` once after `milliseconds`; the function returned calls it off. */
  after(milliseconds: number, action: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => new Date(),
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** Resolves true when `work` settles within the time, false when the time is over first. Never rejects. */
export function settlesWithin(work: Promise<unknown>, milliseconds: number, clock: Clock): Promise<boolean> {
  return new Promise((resolve) => {
    const callOff = clock.after(milliseconds, () => resolve(false));
    const settled = () => {
      callOff();
      resolve(true);
    };
    work.then(settled, settled);
  });
}

export function pause(milliseconds: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    clock.after(milliseconds, resolve);
  });
}
