import { connectDatabase, type Db } from '@dovecote/db/client';
import { runtimeRole } from '@dovecote/db/runtime-role';
import { createTestDatabase } from '@dovecote/testing/create-test-database';
import { seedBot } from './apply-writes.test-helper';

export interface TalkDatabase {
  /** As the runtime's role sees it: what the grants forbid fails here too. */
  db: Db;
  /** As its owner sees it. */
  owner: Db;
  close(): Promise<void>;
}

/** A database of its own in which the bot of `talk` lives. */
export async function createTalkDatabase(): Promise<TalkDatabase> {
  const test = await createTestDatabase();
  await seedBot(test.db);
  const runtime = connectDatabase({
    url: test.url,
    applicationName: 'talk',
    connectionsMax: 4,
    role: runtimeRole,
    onPoolError: () => undefined,
  });
  return {
    db: runtime.db,
    owner: test.db,
    async close() {
      await runtime.close();
      await test.close();
    },
  };
}
