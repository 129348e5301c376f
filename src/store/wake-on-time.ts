import type { PgBoss, SendOptions, WorkOptions } from 'pg-boss';

/**
 * Seconds between looks of workers that nobody woke: of the first of a queue, and of its others. A look finds what was put back after a
 * fault and what another process left for later before it ended.
 */
const [first, other] = [10, 60];
/** Times of jobs that are nearly the same wake once; milliseconds. */
const together = 50;
/** What comes later than this is found by a look. */
const furthestAlarm = 86_400_000;

type Handler = (jobs: unknown[]) => Promise<unknown>;
type Work = (name: string, options: WorkOptions, handler: Handler) => Promise<string>;
type Send = (name: string, data?: object | null, options?: SendOptions) => Promise<string | null>;

interface Worker {
  id: string;
  isBusy: boolean;
}

/**
 * Wakes the workers of a queue when something is to be done, so that they need not look all the time. A job that can run at once
 * notifies by itself, with the commit it belongs to; one for later, when its time comes; and whoever finds a job has another worker look
 * for the next. Returns what ends it.
 */
export function wakeOnTime(jobs: PgBoss): () => void {
  const crews = new Map<string, Worker[]>();
  const alarms = new Map<string, NodeJS.Timeout>();
  const [work, send] = [jobs.work.bind(jobs) as Work, jobs.send.bind(jobs) as Send];

  function wakeOne(name: string): void {
    const idle = crews.get(name)?.find(({ isBusy }) => !isBusy);
    if (idle) jobs.notifyWorker(idle.id);
  }

  function wakeAt(name: string, due: number): void {
    const at = Math.ceil(due / together + 1) * together;
    const key = `${name} ${at}`;
    const wait = Math.max(at - Date.now(), 1);
    if (alarms.has(key) || wait > furthestAlarm) return;
    const ring = () => {
      alarms.delete(key);
      wakeOne(name);
    };
    alarms.set(key, setTimeout(ring, wait).unref());
  }

  async function join(name: string, options: WorkOptions, handler: Handler): Promise<string> {
    const crew = crews.get(name) ?? [];
    crews.set(name, crew);
    const { localConcurrency: _alone, pollingIntervalSeconds = 2, ...rest } = options;
    const seldom = Math.max(crew.length === 0 ? first : other, pollingIntervalSeconds);
    const worker: Worker = { id: '', isBusy: false };
    crew.push(worker);
    worker.id = await work(
      name,
      { ...rest, pollingIntervalSeconds, notifyPollingIntervalSeconds: seldom },
      async (found) => {
        worker.isBusy = true;
        // It looks again as soon as it is done with this.
        jobs.notifyWorker(worker.id);
        wakeOne(name);
        try {
          return await handler(found);
        } finally {
          worker.isBusy = false;
        }
      },
    );
    return worker.id;
  }

  async function workWoken(name: string, ...given: [Handler] | [WorkOptions, Handler]): Promise<string> {
    const [options, handler] = given.length === 1 ? [{}, given[0]] : given;
    const ids = [];
    for (let count = options.localConcurrency ?? 1; count > 0; count -= 1) ids.push(await join(name, options, handler));
    return ids[0] ?? '';
  }

  async function sendAndWake(name: string, data?: object | null, options?: SendOptions): Promise<string | null> {
    const id = await send(name, data, options);
    const { startAfter } = options ?? {};
    if (typeof startAfter === 'number') wakeAt(name, Date.now() + startAfter * 1000);
    if (startAfter instanceof Date) wakeAt(name, startAfter.getTime());
    return id;
  }

  jobs.work = workWoken as PgBoss['work'];
  jobs.send = sendAndWake as PgBoss['send'];
  return () => {
    for (const alarm of alarms.values()) clearTimeout(alarm);
    alarms.clear();
  };
}
