const minute = 60_000;

/**
 * How long after receipt a message shows in each place, in milliseconds, as on a usual day: the trace within ten minutes (Microsoft Learn,
 * message-trace-faq), hunting tables somewhat later, clicks and ZAP when they happen. Guesses where Microsoft gives no number.
 */
export const usualLatencies = {
  traceBegun: 2 * minute,
  trace: 4 * minute,
  quarantine: 5 * minute,
  hunting: 12 * minute,
  click: 20 * minute,
  zap: 45 * minute,
  lateClick: 60 * minute,
  release: 2 * minute,
};

export type Latencies = typeof usualLatencies;

/** A minute of the world passes in a second here, so that somebody who watches need not wait. */
export const sandboxPace = 60;

export function latenciesAt(pace: number): Latencies {
  const entries = Object.entries(usualLatencies).map(([name, time]) => [name, time / pace]);
  return Object.fromEntries(entries) as Latencies;
}
