import type { Db } from '@dovecote/db/client';
import { runtimeRole } from '@dovecote/db/runtime-role';
import { sql } from 'drizzle-orm';

/**
 * What the database itself observes: effects by message, and outbox rows that came in with, or were changed back to,
 * an epoch that is not the holder's, and who held which bot when. Triggers look, so that the product cannot look away.
 */
export async function createProvingTables(db: Db): Promise<void> {
  await db.execute(sql`create table prove_effects (workspace_id text not null, bot_id text not null, tag text not null,
    update_id text not null, times bigint not null, primary key (workspace_id, bot_id, tag))`);
  await db.execute(sql`grant select, insert, update on prove_effects to ${sql.identifier(runtimeRole)}`);
  await db.execute(sql`create table prove_stale (at timestamptz not null default clock_timestamp(), what text not null,
    bot_id text not null, epoch bigint, holder_epoch bigint)`);
  await db.execute(sql`
    create function prove_watch_insert() returns trigger language plpgsql security definer as $$
    declare held bigint;
    begin
      select epoch into held from bot_holders where bot_id = new.bot_id;
      if new.epoch is distinct from held then
        insert into prove_stale (what, bot_id, epoch, holder_epoch) values ('insert', new.bot_id, new.epoch, held);
      end if;
      return null;
    end $$`);
  await db.execute(sql`
    create function prove_watch_update() returns trigger language plpgsql security definer as $$
    begin
      if new.epoch < old.epoch then
        insert into prove_stale (what, bot_id, epoch, holder_epoch) values ('update', new.bot_id, new.epoch, old.epoch);
      end if;
      return null;
    end $$`);
  await db.execute(sql`create table prove_holders (at timestamptz not null default clock_timestamp(), bot_id text not null,
    process_id text not null, epoch bigint not null)`);
  await db.execute(sql`
    create function prove_watch_holder() returns trigger language plpgsql security definer as $$
    begin
      if tg_op = 'INSERT' or new.epoch <> old.epoch then
        insert into prove_holders (bot_id, process_id, epoch) values (new.bot_id, new.process_id, new.epoch);
      end if;
      return null;
    end $$`);
  await db.execute(sql`create trigger prove_watch_holder after insert or update on bot_holders
    for each row execute function prove_watch_holder()`);
  await db.execute(sql`create trigger prove_watch_insert after insert on outbox
    for each row execute function prove_watch_insert()`);
  await db.execute(sql`create trigger prove_watch_update after update on outbox
    for each row execute function prove_watch_update()`);
}
