import { existsSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '@dovecote/errors/app-error';
import { invalidField } from '../../parse-input';

export interface PdfBounds {
  readMsMax: number;
  /**
   * By which the whole process may grow meanwhile, whoever made it grow: what a PDF unpacks into lies outside the
   * thread's own heap.
   */
  growthBytesMax: number;
}

const bounds: PdfBounds = { readMsMax: 10_000, growthBytesMax: 384 * 1024 * 1024 };
const pagesMax = 300;
const lengthMax = 1024 * 1024;
const heapMbMax = 256;
const lookEveryMs = 25;
/** Not imported: the dashboard's bundler would look for the thread's file when it builds. */
const { Worker } = process.getBuiltinModule('node:worker_threads');

type Refusal = 'pages' | 'long' | 'empty' | 'locked' | 'broken' | 'slow' | 'large';
type Answer = { text: string } | { why: Refusal | 'busy' };

const words: Record<Refusal, string> = {
  pages: `has more than ${pagesMax} pages`,
  long: 'holds more than 1 MiB of text',
  empty: 'holds no text, only pictures',
  locked: 'is locked with a password',
  broken: 'cannot be read as a PDF',
  slow: 'takes too long to read; send it in parts',
  large: 'takes too much memory to read; send it in parts',
};

/** Over all workspaces; each may have one that waits, so that none holds up the others for long. */
const waitingMax = 5;
/** By workspace. */
const waiting = new Set<string>();
let last: Promise<unknown> = Promise.resolve();

/**
 * The text of a PDF, a paragraph for each page, read in a thread that is ended at its bounds; one at a time.
 * @throws AppError `VALIDATION_FAILED` for what is broken, locked, too long, too costly or holds no text, `RATE_LIMITED`
 * where too many wait, `UNAVAILABLE` where this machine has no room now.
 */
export async function readPdf(bytes: Uint8Array, workspaceId: string, within: PdfBounds = bounds): Promise<string> {
  if (waiting.has(workspaceId)) throw tooMany('Another PDF of this workspace waits to be read.');
  if (waiting.size >= waitingMax) throw tooMany('Too many PDFs wait to be read.');
  waiting.add(workspaceId);
  const reading = last.then(() => {
    waiting.delete(workspaceId);
    return readInThread(bytes, within);
  });
  last = reading.catch(() => undefined);
  const answer = await reading;
  if ('text' in answer) return answer.text;
  if (answer.why === 'busy') {
    throw new AppError(
      'UNAVAILABLE',
      'The server is too busy to read this PDF now. Try again later, or send it in parts.',
    );
  }
  throw invalidField('content', words[answer.why]);
}

function tooMany(what: string): AppError {
  const retryAfterSeconds = Math.ceil(bounds.readMsMax / 1000);
  return new AppError('RATE_LIMITED', `${what} Wait ${retryAfterSeconds} seconds, then try again.`, {
    retryAfterSeconds,
  });
}

async function readInThread(bytes: Uint8Array, { readMsMax, growthBytesMax }: PdfBounds): Promise<Answer> {
  const began = performance.now();
  const rssBefore = process.memoryUsage.rss();
  const worker = new Worker(findThread(), {
    workerData: { bytes, pagesMax, lengthMax },
    resourceLimits: { maxOldGenerationSizeMb: heapMbMax },
    // What a reader says of a broken file is of no use to anybody.
    stdout: true,
    stderr: true,
  });
  const answered = new Promise<Answer>((resolve) => {
    worker.once('message', resolve);
    worker.once('error', ({ code }: NodeJS.ErrnoException) =>
      resolve({ why: code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'large' : 'broken' }),
    );
    worker.once('exit', () => resolve({ why: 'broken' }));
  });
  let look: NodeJS.Timeout | undefined;
  const stopped = new Promise<Answer>((resolve) => {
    look = setInterval(() => {
      if (performance.now() - began > readMsMax) resolve({ why: 'slow' });
      else if (process.memoryUsage.rss() - rssBefore > growthBytesMax) resolve({ why: 'busy' });
    }, lookEveryMs);
  });
  try {
    return await Promise.race([answered, stopped]);
  } finally {
    clearInterval(look);
    await worker.terminate();
  }
}

/** The sources stand beside every build; a bundled module does not know where it came from. */
function findThread(): string {
  for (let folder = process.cwd(); ; folder = path.dirname(folder)) {
    const file = path.join(folder, 'packages/services/src/faq/documents/pdf-thread.mjs');
    if (existsSync(file)) return file;
    if (folder === path.dirname(folder)) throw new Error('pdf-thread.mjs was not found above the working folder.');
  }
}
