CREATE TABLE "minute_counts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "minute_counts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"minute" timestamp (3) with time zone NOT NULL,
	"bot_ids" text[] NOT NULL,
	"is_received" boolean[] NOT NULL,
	"states" text[] NOT NULL,
	"buckets" integer[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "minute_stats" ALTER COLUMN "latency" SET DEFAULT array_fill(0, array[12]);--> statement-breakpoint
CREATE VIEW "public"."counted_minutes" AS (
  select workspace_id, bot_id, minute, received, done, skipped, dead_lettered, calls, errors, latency
  from minute_stats
  union all
  select b.workspace_id, e.bot_id, c.minute, e.is_received::int::bigint, coalesce(e.state = 'done', false)::int::bigint,
    coalesce(e.state = 'skipped', false)::int::bigint, coalesce(e.state = 'dead_lettered', false)::int::bigint,
    0::bigint, 0::bigint,
    array(select (e.bucket = place)::int from generate_series(1, 12) as place)
  from minute_counts c
  cross join lateral unnest(c.bot_ids, c.is_received, c.states, c.buckets) as e(bot_id, is_received, state, bucket)
  join bots b on b.id = e.bot_id);