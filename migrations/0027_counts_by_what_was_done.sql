CREATE TABLE "call_counts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "call_counts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"minute" timestamp (3) with time zone NOT NULL,
	"bot_ids" text[] NOT NULL,
	"calls" integer[] NOT NULL,
	"errors" integer[] NOT NULL
);
--> statement-breakpoint
DROP VIEW "public"."counted_totals";--> statement-breakpoint
DROP VIEW "public"."counted_minutes";--> statement-breakpoint
ALTER TABLE "minute_counts" RENAME COLUMN "is_received" TO "were_received";--> statement-breakpoint
ALTER TABLE "minute_counts" ALTER COLUMN "were_received" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "minute_counts" ALTER COLUMN "states" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "minute_counts" ADD COLUMN "is_received" boolean;--> statement-breakpoint
ALTER TABLE "minute_counts" ADD COLUMN "state" text;--> statement-breakpoint
-- What is counted and not folded stays counted.
INSERT INTO "minute_counts" (minute, is_received, state, bot_ids, buckets)
SELECT c.minute, e.is_received, e.state, array_agg(e.bot_id),
  CASE WHEN e.state IS NULL THEN '{}' ELSE array_agg(e.bucket) END
FROM "minute_counts" c
CROSS JOIN LATERAL unnest(c.bot_ids, c.were_received, c.states, c.buckets) AS e(bot_id, is_received, state, bucket)
GROUP BY c.minute, e.is_received, e.state;--> statement-breakpoint
DELETE FROM "minute_counts" WHERE is_received IS NULL;--> statement-breakpoint
ALTER TABLE "minute_counts" ALTER COLUMN "is_received" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "minute_counts" DROP COLUMN "were_received";--> statement-breakpoint
ALTER TABLE "minute_counts" DROP COLUMN "states";--> statement-breakpoint
CREATE VIEW "public"."counted_totals" WITH (security_invoker = true) AS (
  select workspace_id, bot_id, received, done, skipped, dead_lettered, calls, errors
  from bot_totals
  union all
  select b.workspace_id, e.bot_id, c.is_received::int::bigint, coalesce(c.state = 'done', false)::int::bigint,
    coalesce(c.state = 'skipped', false)::int::bigint, coalesce(c.state = 'dead_lettered', false)::int::bigint,
    0::bigint, 0::bigint
  from minute_counts c
  cross join lateral unnest(c.bot_ids) as e(bot_id)
  join bots b on b.id = e.bot_id
  union all
  select b.workspace_id, e.bot_id, 0::bigint, 0::bigint, 0::bigint, 0::bigint, e.calls::bigint, e.errors::bigint
  from call_counts c
  cross join lateral unnest(c.bot_ids, c.calls, c.errors) as e(bot_id, calls, errors)
  join bots b on b.id = e.bot_id);--> statement-breakpoint
CREATE VIEW "public"."counted_minutes" WITH (security_invoker = true) AS (
  select workspace_id, bot_id, minute, received, done, skipped, dead_lettered, calls, errors, latency
  from minute_stats
  union all
  select b.workspace_id, e.bot_id, c.minute, c.is_received::int::bigint, coalesce(c.state = 'done', false)::int::bigint,
    coalesce(c.state = 'skipped', false)::int::bigint, coalesce(c.state = 'dead_lettered', false)::int::bigint,
    0::bigint, 0::bigint,
    array(select coalesce(e.bucket = place, false)::int from generate_series(1, 12) as place)
  from minute_counts c
  cross join lateral unnest(c.bot_ids, c.buckets) as e(bot_id, bucket)
  join bots b on b.id = e.bot_id
  union all
  select b.workspace_id, e.bot_id, c.minute, 0::bigint, 0::bigint, 0::bigint, 0::bigint, e.calls::bigint,
    e.errors::bigint, array_fill(0, array[12])
  from call_counts c
  cross join lateral unnest(c.bot_ids, c.calls, c.errors) as e(bot_id, calls, errors)
  join bots b on b.id = e.bot_id);
--> statement-breakpoint
-- Whoever counts or reads while the rest of an upgrade is under way may use what is new already.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'dovecote_app') THEN
    GRANT SELECT ON call_counts, counted_totals, counted_minutes TO dovecote_app;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'dovecote_runtime') THEN
    GRANT SELECT, INSERT, DELETE ON call_counts TO dovecote_runtime;
  END IF;
END;
$$;
