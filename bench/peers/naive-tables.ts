/** The naive host's own journal, points and outbox. */
export const naiveTables = `
  create table naive_updates (bot_id bigint not null, update_id bigint not null, body text not null,
    received_at timestamptz not null default now(), primary key (bot_id, update_id));
  create table naive_points (bot_id bigint not null, chat_id bigint not null, points bigint not null,
    primary key (bot_id, chat_id)) with (fillfactor = 70);
  create table naive_outbox (id bigint primary key generated always as identity, bot_id bigint not null,
    update_id bigint not null, chat_id bigint not null, payload text not null, state text not null, message_id bigint,
    created_at timestamptz not null default now(), sent_at timestamptz, unique (bot_id, update_id));
  create index naive_outbox_open on naive_outbox (bot_id, id) where state = 'sending';`;
