/** Every bound the reader keeps. Times in milliseconds, sizes in bytes. */
export interface ReaderLimits {
  /** Requests that may start in one window at Exchange, and the window. No ceiling is documented; one a second is known to be safe. */
  exchangeRequests: number;
  exchangeWindowMs: number;
  /** Microsoft Learn, Get-MessageTraceV2: 100 requests in 5 minutes per tenant. */
  traceRequests: number;
  traceWindowMs: number;
  /** Microsoft Learn, security API overview: at least 45 hunting calls a minute per tenant. */
  huntingRequests: number;
  huntingWindowMs: number;
  graphRequests: number;
  graphWindowMs: number;
  /** Requests under way at the same time, per service. */
  concurrency: number;
  /** Tries of one request, the first included. */
  attempts: number;
  /** Longest total of waits that one request may spend on its retries. */
  retryBudgetMs: number;
  /** One request with all its tries is over this long after the first try began, whatever is under way then. */
  totalMs: number;
  /** The same for a request that begins soon after another ran out of time; it has one try. Halved for each that runs out again. */
  doubtTotalMs: number;
  /** How long after running out of time a service is doubted. */
  doubtMs: number;
  /** A request that would have to stand in line longer than this is told "throttled" at once. */
  maxWaitMs: number;
  backoffBaseMs: number;
  backoffCapMs: number;
  /** One try of a small read. */
  requestTimeoutMs: number;
  /** How many times as long one try may take of a read that may hold a thousand rows and more. */
  largeReadFactor: number;
  /** One try of a hunting query. */
  huntingTimeoutMs: number;
  maxBodyBytes: number;
  /** Requests in a row that failed with all their tries, after which a service is left alone, and for how long. */
  breakerFailures: number;
  breakerPauseMs: number;
  quarantinePageSize: number;
  quarantineMaxPages: number;
  tracePageSize: number;
  traceMaxPages: number;
  graphMaxPages: number;
  /** Ids in one hunting query. */
  huntingBatch: number;
  /** Microsoft Learn, security API overview: 100,000 rows. */
  huntingMaxRows: number;
}

/** For a person who waits: a service that hangs is told within half a minute. */
export const defaultLimits: ReaderLimits = {
  exchangeRequests: 10,
  exchangeWindowMs: 10_000,
  traceRequests: 95,
  traceWindowMs: 300_000,
  huntingRequests: 40,
  huntingWindowMs: 60_000,
  graphRequests: 100,
  graphWindowMs: 10_000,
  concurrency: 4,
  attempts: 4,
  retryBudgetMs: 20_000,
  totalMs: 25_000,
  doubtTotalMs: 5_000,
  doubtMs: 20_000,
  maxWaitMs: 30_000,
  backoffBaseMs: 1_000,
  backoffCapMs: 8_000,
  requestTimeoutMs: 15_000,
  largeReadFactor: 1.6,
  huntingTimeoutMs: 24_000,
  maxBodyBytes: 64 * 1024 * 1024,
  breakerFailures: 10,
  breakerPauseMs: 30_000,
  quarantinePageSize: 1000,
  quarantineMaxPages: 1000,
  tracePageSize: 1000,
  traceMaxPages: 500,
  graphMaxPages: 200,
  huntingBatch: 100,
  huntingMaxRows: 100_000,
};

/** What stands in for Exchange on this machine has no neighbours to be considerate of. */
export const loopbackLimits: Partial<ReaderLimits> = { exchangeRequests: 2_000, graphRequests: 2_000 };

/** For work that nobody waits for in a chat. Hunting queries may run for three minutes. */
export const batchLimits: Partial<ReaderLimits> = {
  totalMs: 240_000,
  doubtMs: 0,
  requestTimeoutMs: 60_000,
  largeReadFactor: 2,
  huntingTimeoutMs: 190_000,
};
