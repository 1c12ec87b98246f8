CREATE TABLE "bot_totals" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"received" bigint NOT NULL,
	"done" bigint NOT NULL,
	"skipped" bigint NOT NULL,
	"dead_lettered" bigint NOT NULL,
	"calls" bigint NOT NULL,
	"errors" bigint NOT NULL,
	CONSTRAINT "bot_totals_workspace_id_bot_id_pk" PRIMARY KEY("workspace_id","bot_id")
);
--> statement-breakpoint
ALTER TABLE "bot_totals" ADD CONSTRAINT "bot_totals_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE VIEW "public"."counted_totals" WITH (security_invoker = true) AS (
  select workspace_id, bot_id, received, done, skipped, dead_lettered, calls, errors
  from bot_totals
  union all
  select b.workspace_id, e.bot_id, e.is_received::int::bigint, coalesce(e.state = 'done', false)::int::bigint,
    coalesce(e.state = 'skipped', false)::int::bigint, coalesce(e.state = 'dead_lettered', false)::int::bigint,
    0::bigint, 0::bigint
  from minute_counts c
  cross join lateral unnest(c.bot_ids, c.is_received, c.states) as e(bot_id, is_received, state)
  join bots b on b.id = e.bot_id);--> statement-breakpoint
-- A bot's totals are the sums of its minutes. One statement may both add minutes and change known ones, and then writes totals
-- twice: so each waits until nobody else writes any, and no two wait for each other in a circle.
CREATE FUNCTION "bot_totals_add"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moved bot_totals[];
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('bot_totals', 0));
  moved := ARRAY(
    SELECT ROW (workspace_id, bot_id, received, done, skipped, dead_lettered, calls, errors)::bot_totals FROM came);
  IF TG_OP = 'UPDATE' THEN
    moved := moved || ARRAY(
      SELECT ROW (workspace_id, bot_id, -received, -done, -skipped, -dead_lettered, -calls, -errors)::bot_totals FROM gone);
  END IF;
  INSERT INTO bot_totals AS stored (workspace_id, bot_id, received, done, skipped, dead_lettered, calls, errors)
  SELECT workspace_id, bot_id, sum(received), sum(done), sum(skipped), sum(dead_lettered), sum(calls), sum(errors)
  FROM unnest(moved)
  GROUP BY workspace_id, bot_id
  ORDER BY workspace_id, bot_id
  ON CONFLICT (workspace_id, bot_id) DO UPDATE SET
    received = stored.received + excluded.received, done = stored.done + excluded.done,
    skipped = stored.skipped + excluded.skipped, dead_lettered = stored.dead_lettered + excluded.dead_lettered,
    calls = stored.calls + excluded.calls, errors = stored.errors + excluded.errors;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "minute_stats_added" AFTER INSERT ON "minute_stats"
REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION "bot_totals_add"();
--> statement-breakpoint
CREATE TRIGGER "minute_stats_changed" AFTER UPDATE ON "minute_stats"
REFERENCING NEW TABLE AS came OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION "bot_totals_add"();
--> statement-breakpoint
INSERT INTO "bot_totals" (workspace_id, bot_id, received, done, skipped, dead_lettered, calls, errors)
SELECT workspace_id, bot_id, sum(received), sum(done), sum(skipped), sum(dead_lettered), sum(calls), sum(errors)
FROM "minute_stats" GROUP BY workspace_id, bot_id;
--> statement-breakpoint
-- Whoever counts while the rest of an upgrade is under way may write totals already.
DO $$
DECLARE
  member text;
BEGIN
  FOR member IN SELECT rolname FROM pg_roles WHERE rolname IN ('dovecote_app', 'dovecote_runtime') LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON bot_totals TO %I', member);
  END LOOP;
END;
$$;
