import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createPasswordHasher } from '@dovecote/auth/password';
import { createLogger } from '@dovecote/observability/logger';
import { openServices } from '@dovecote/services/open-services';

/**
 * Makes the updates a bot has handled look as if their handler had failed, as none of ours does on demand; answers how
 * many. The product runs on the database in `dataDir`.
 */
export async function failHandled(dataDir: string, botId: string): Promise<number> {
  const open = openServices(
    {
      databaseUrl: databaseUrlOf(dataDir),
      applicationName: 'dovecote-journey',
      connectionsMax: 1,
      encryptionKeys: `unused:${Buffer.alloc(32).toString('base64')}`,
      telegramApiRoot: 'http://127.0.0.1:9',
      sandboxApiRoot: null,
      sandboxControlToken: null,
      publicUrl: null,
      signup: 'closed',
      requireAdmin2fa: false,
      smtpUrl: null,
      mailFrom: null,
    },
    { logger: createLogger({ name: 'journey', level: 'silent' }), passwordHasher: createPasswordHasher() },
  );
  const bot = `'${botId.replace(/\W/g, '')}'`;
  const failed = await open.services.databases.platform.execute(`
    with receipts as (
      delete from outbox o using updates u where o.bot_id = ${bot} and o.state = 'sent'
        and u.bot_id = o.bot_id and u.update_id = o.update_id and u.state = 'done'
      returning u.update_id
    ), failed as (
      update updates u set state = 'dead_lettered', reason = 'handler failed 3 times: TypeError', attempts = 3
      from receipts r where u.bot_id = ${bot} and u.update_id = r.update_id
      returning u.workspace_id, u.bot_id, u.finished_at
    ), counted as (
      insert into minute_stats (workspace_id, bot_id, minute, done, dead_lettered)
      select workspace_id, bot_id, date_trunc('minute', finished_at), -count(*), count(*) from failed group by 1, 2, 3
      on conflict (workspace_id, bot_id, minute) do update set
        done = minute_stats.done + excluded.done, dead_lettered = minute_stats.dead_lettered + excluded.dead_lettered
    )
    select bot_id from failed`);
  await open.close();
  return failed.rows.length;
}

/** The product's own Postgres, which runs. */
function databaseUrlOf(dataDir: string): string {
  const read = (file: string) => readFileSync(file, 'utf8').trim();
  const moved = path.join(dataDir, 'postgres-location');
  const cluster = existsSync(moved) ? read(moved) : path.join(dataDir, 'postgres');
  const port = read(path.join(cluster, 'postmaster.pid')).split('\n')[3];
  return `postgres://dovecote:${read(path.join(dataDir, 'postgres-password'))}@127.0.0.1:${port}/postgres`;
}
