import type { Logger } from '@dovecote/observability/logger';
import { warnSeldom } from '@dovecote/observability/warn-seldom';
import { type JobHandlers, type JobName, type JobPayload, jobCatalogue } from './catalogue';
import { openQueue, type QueueSettings } from './queue-backend';

const queueName = 'platform';

export interface JobQueue {
  /** A nudge: it may be lost with the queue, so whoever needs the work keeps it in Postgres too. */
  enqueue<Name extends JobName>(name: Name, payload: JobPayload<Name>): Promise<void>;
  work(handlers: JobHandlers): void;
  close(): Promise<void>;
}

/** Opens the platform's queue. A broken backend is logged and healed; it never ends the process. */
export async function openJobQueue(settings: QueueSettings, logger: Logger): Promise<JobQueue> {
  const onError = warnSeldom(logger, 'the job queue is in trouble');
  const endpoint = await openQueue(queueName, settings, onError);
  return {
    async enqueue(name, payload) {
      const spec = jobCatalogue[name];
      const data = spec.payload.parse(payload);
      const dedupeKey = (spec.dedupeKey as (one: unknown) => string)(data);
      const jobId = `${name}-${dedupeKey}`.replaceAll(':', '.');
      await endpoint.add(name, data, { jobId, attempts: spec.attempts, backoffMs: spec.backoffMs });
    },
    work(handlers) {
      endpoint.work(async (name, data) => {
        if (!isJobName(name)) throw new Error(`Nobody handles the job ${name}.`);
        const handle = handlers[name] as (payload: unknown) => Promise<void>;
        await handle(jobCatalogue[name].payload.parse(data));
      }, onError);
    },
    close: () => endpoint.close(),
  };
}

function isJobName(name: string): name is JobName {
  return name in jobCatalogue;
}
