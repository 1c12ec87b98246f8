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
  const failed = await open.services.db.execute(`
    with receipts as (
      delete from outbox o using updates u where o.bot_id = ${bot} and o.state = 'sent'
        and u.bot_id = o.bot_id and u.update_id = o.update_id and u.state = 'done'
      returning u.update_id
    ), failed as (
      update updates u set state = 'dead_lettered', reason = 'handler failed 3 times: TypeError', attempts = 3
      from receipts r where u.bot_id = ${bot} and u.update_id = r.update_id
      returning u.bot_id, u.finished_at
    ), counted as (
      update minute_stats m set done = m.done - f.n, dead_lettered = m.dead_lettered + f.n
      from (select date_trunc('minute', finished_at) as minute, count(*) as n from failed group by 1) f
      where m.bot_id = ${bot} and m.minute = f.minute
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
