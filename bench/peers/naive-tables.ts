/** The naive host's own journal and points. */
export const naiveTables = `
  create table naive_updates (bot_id bigint not null, update_id bigint not null, received_at timestamptz not null default now(),
    primary key (bot_id, update_id));
  create table naive_points (bot_id bigint not null, chat_id bigint not null, points bigint not null,
    primary key (bot_id, chat_id)) with (fillfactor = 70);`;
