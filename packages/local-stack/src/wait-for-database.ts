import pg from 'pg';
import { StartRefusal } from './start-refusal';

export interface WaitOptions {
  url: string;
  /** The variable that holds the address, or that names its file. */
  variable: string;
  patienceMs: number;
  /** Hears what is waited for, once for each reason. */
  onProgress(step: string): void;
}

const retryMs = 250;
const silentMs = 1_000;

/**
 * Resolves when the database takes a connection. Throws a StartRefusal that names the variable, never its value, when it
 * refuses us, or when patience ends.
 */
export async function waitForDatabase({ url, variable, patienceMs, onProgress }: WaitOptions): Promise<void> {
  if (!/^postgres(ql)?:\/\//.test(url)) throw new StartRefusal(`${variable} must be a postgres:// address.`);
  const endMs = performance.now() + patienceMs;
  let reason = 'no answer';
  let told = '';
  const tell = () => {
    if (reason === told) return;
    told = reason;
    onProgress(`waiting for the database of ${variable} (${reason})`);
  };
  for (;;) {
    const leftMs = Math.ceil(endMs - performance.now());
    if (leftMs <= 0) break;
    const silence = setTimeout(tell, silentMs);
    const failure = await tryDatabase(url, leftMs);
    clearTimeout(silence);
    if (failure === null) return;
    if (isFinal(failure)) throw new StartRefusal(`${variable}: the database refuses us (${wordsOf(failure)}).`);
    reason = wordsOf(failure);
    tell();
    await new Promise((resolve) => setTimeout(resolve, Math.min(retryMs, Math.max(0, endMs - performance.now()))));
  }
  const seconds = Math.round(patienceMs / 1_000);
  throw new StartRefusal(
    `The database of ${variable} did not answer within ${seconds} s (${reason}). Start it, or correct ${variable}.`,
  );
}

async function tryDatabase(url: string, timeoutMs: number): Promise<Error | null> {
  try {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'dovecote-start',
      connectionTimeoutMillis: timeoutMs,
    });
    // The statement that meets it fails; without a listener the process would end besides.
    client.on('error', () => undefined);
    await client.connect();
    await client.end();
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error('unknown');
  }
}

function codeOf(failure: Error): string {
  return 'code' in failure && typeof failure.code === 'string' ? failure.code : '';
}

/** A wrong name or password, a database that is not there, an address nobody can read: waiting mends none of them. */
function isFinal(failure: Error): boolean {
  return /^(28...|3D000|ERR_INVALID_URL)$/.test(codeOf(failure));
}

/** Of a server its own words, which never hold the password; else the system's code, or that there was no answer. */
function wordsOf(failure: Error): string {
  if (failure instanceof pg.DatabaseError) return failure.message;
  return codeOf(failure) || 'no answer';
}
