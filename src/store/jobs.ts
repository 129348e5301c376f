import { sql, type Transaction } from 'kysely';
import { fromKysely, PgBoss } from 'pg-boss';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';
import { wakeOnTime } from './wake-on-time.ts';

const nobody = '00000000-0000-0000-0000-000000000000';
/** A job whose process gave no sign for this long was left behind and is given to another, which is looked for as often. */
const signSeconds = 20;

export interface JobsOptions {
  /** Every queue of the process, by name. */
  queues: string[];
  onError: (error: Error) => void;
}

/** The job queue on the same database: exactly one worker claims each job, and jobs can be sent inside a transaction. */
export async function openJobs(database: Database, options: JobsOptions): Promise<PgBoss> {
  const where =
    'connection' in database.jobs
      ? { db: database.jobs.connection, backend: 'pglite' as const }
      : {
          connectionString: database.jobs.connectionString,
          max: database.jobs.max,
          backend: await profileOf(database),
        };
  const jobs = new PgBoss({
    ...where,
    useListenNotify: true,
    superviseIntervalSeconds: signSeconds,
    monitorIntervalSeconds: signSeconds,
  });
  jobs.on('error', options.onError);
  jobs.on('stopped', wakeOnTime(jobs));
  notifyFrom(jobs);
  await jobs.start();
  for (const queue of options.queues) {
    await jobs.createQueue(queue);
    // The embedded database has one connection: a queue that is looked up only inside a transaction would wait for itself.
    await jobs.findJobs(queue, { id: nobody });
  }
  return jobs;
}

/** On a server with the Citus extension the queue's tables stay on the coordinator, and it keeps to what works there. */
async function profileOf(database: Database): Promise<'postgres' | 'citus'> {
  const found = await sql`select 1 from pg_extension where extname = 'citus'`.execute(database.kysely);
  return found.rows.length > 0 ? 'citus' : 'postgres';
}

/** Every queue, also one that an earlier version made, tells of its jobs and notices workers that vanish. */
function notifyFrom(jobs: PgBoss): void {
  const create = jobs.createQueue.bind(jobs);
  jobs.createQueue = async (name, options) => {
    await create(name, { heartbeatSeconds: signSeconds, ...options, notify: true });
    const { notify, heartbeatSeconds } = (await jobs.getQueue(name)) ?? {};
    if (!notify || !heartbeatSeconds) await jobs.updateQueue(name, { notify: true, heartbeatSeconds: signSeconds });
  };
}

/**
 * Lets `send` and its kin take part in `transaction`: the job exists if and only if the facts beside it do. The queue's tables are not
 * for the role that a tenant's work runs under, so that role is laid down for each of the queue's statements.
 */
export function within(transaction: Transaction<Tables>): { db: ReturnType<typeof fromKysely> } {
  const queue = fromKysely(transaction);
  return {
    db: {
      async executeSql(text, values) {
        const setting = sql<{ role: string }>`select current_setting('role') as role`;
        const role = (await setting.execute(transaction)).rows[0]?.role ?? 'none';
        if (role === 'none') return queue.executeSql(text, values);
        await sql`reset role`.execute(transaction);
        const done = await queue.executeSql(text, values);
        await sql`set local role ${sql.ref(role)}`.execute(transaction);
        return done;
      },
    },
  };
}
