import { createPostgresBackend, createRedisBackend, runMigrations, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';

/** Redis if its address is given, else the product's own Postgres. */
export interface QueueSettings {
  databaseUrl: string;
  redisUrl: string | null;
}

const postgresSchema = 'bullmq';
const poolMax = 4;

export interface QueueEndpoint {
  add(name: string, data: object, options: { jobId: string; attempts: number; backoffMs: number }): Promise<void>;
  work(process: (name: string, data: unknown) => Promise<void>, onError: (error: Error) => void): void;
  close(): Promise<void>;
}

/** A job that failed to the last must not stand in the way of the next one for the same work: it has the same id. */
const kept = { removeOnComplete: { count: 100 }, removeOnFail: true };

/** One queue on either backend, with the same behaviour. */
export async function openQueue(
  name: string,
  settings: QueueSettings,
  onError: (error: Error) => void,
): Promise<QueueEndpoint> {
  return settings.redisUrl === null
    ? openOnPostgres(name, settings.databaseUrl, onError)
    : openOnRedis(name, settings.redisUrl, onError);
}

async function openOnPostgres(
  name: string,
  databaseUrl: string,
  onError: (error: Error) => void,
): Promise<QueueEndpoint> {
  await migrateQueue(databaseUrl);
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const connection = { connectionString: databaseUrl, schema: postgresSchema, max: poolMax };
  return endpointOf(
    new Queue(name, { connection }),
    (process) => new Worker(name, process, { connection, concurrency: 4 }),
    onError,
  );
}

async function migrateQueue(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  // The statement that meets it fails; without a listener the process would end besides.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await runMigrations(client, postgresSchema);
  } finally {
    await client.end();
  }
}

async function openOnRedis(name: string, redisUrl: string, onError: (error: Error) => void): Promise<QueueEndpoint> {
  const { Queue, Worker } = withBackend(createRedisBackend);
  const connections: Redis[] = [];
  const connect = () => {
    const connection = new Redis(redisUrl, { maxRetriesPerRequest: null, enableOfflineQueue: true });
    connection.on('error', onError);
    connections.push(connection);
    return connection;
  };
  const endpoint = endpointOf(
    new Queue(name, { connection: connect() }),
    (process) => new Worker(name, process, { connection: connect(), concurrency: 4 }),
    onError,
  );
  return {
    ...endpoint,
    close: async () => {
      await endpoint.close();
      for (const connection of connections) connection.disconnect();
    },
  };
}

interface QueueLike {
  add(name: string, data: object, options: object): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<unknown>;
}

interface WorkerLike {
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(force?: boolean): Promise<unknown>;
}

type Process = (job: { name: string; data: unknown }) => Promise<void>;

function endpointOf(
  queue: QueueLike,
  startWorker: (process: Process) => WorkerLike,
  onError: (error: Error) => void,
): QueueEndpoint {
  queue.on('error', onError);
  let worker: WorkerLike | null = null;
  return {
    async add(name, data, { jobId, attempts, backoffMs }) {
      await queue.add(name, data, { jobId, attempts, backoff: { type: 'exponential', delay: backoffMs }, ...kept });
    },
    work(process, onWorkerError) {
      worker = startWorker((job) => process(job.name, job.data));
      worker.on('error', onWorkerError);
    },
    async close() {
      await worker?.close();
      await queue.close();
    },
  };
}
