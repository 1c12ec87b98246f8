-- A call that followed its chat to a new id was answered there: its receipt says where.
CREATE OR REPLACE FUNCTION "keep_sent_message"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sent_messages (workspace_id, bot_id, module_id, ref, chat_id, message_id, poll_id, sent_at)
  VALUES (NEW.workspace_id, NEW.bot_id, split_part(NEW.ref, '/', 1), substr(NEW.ref, strpos(NEW.ref, '/') + 1),
    coalesce(NEW.receipt ->> 'chatId', NEW.chat_id), (NEW.receipt ->> 'messageId')::bigint,
    NEW.receipt ->> 'pollId', NEW.sent_at)
  ON CONFLICT (workspace_id, bot_id, module_id, ref) DO UPDATE SET chat_id = excluded.chat_id,
    message_id = excluded.message_id, poll_id = excluded.poll_id, sent_at = excluded.sent_at;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
-- In how many of a bot's passages a key stands. Whoever changes them holds the lock of the bot's row in faq_bots.
CREATE FUNCTION "faq_terms_count"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO faq_terms AS stored (workspace_id, bot_id, key, passages)
    SELECT workspace_id, bot_id, substr(lexeme, length(bot_id) + 2), count(*)
    FROM changed, unnest(keys)
    GROUP BY workspace_id, bot_id, lexeme
    ORDER BY workspace_id, bot_id, lexeme
    ON CONFLICT (workspace_id, bot_id, key) DO UPDATE SET passages = stored.passages + excluded.passages;
  ELSE
    UPDATE faq_terms AS stored SET passages = stored.passages - gone.passages
    FROM (
      SELECT workspace_id, bot_id, substr(lexeme, length(bot_id) + 2) AS key, count(*) AS passages
      FROM changed, unnest(keys) GROUP BY workspace_id, bot_id, lexeme
    ) AS gone
    WHERE stored.workspace_id = gone.workspace_id AND stored.bot_id = gone.bot_id AND stored.key = gone.key;
    DELETE FROM faq_terms USING (SELECT DISTINCT workspace_id, bot_id FROM changed) AS bot
    WHERE faq_terms.workspace_id = bot.workspace_id AND faq_terms.bot_id = bot.bot_id AND faq_terms.passages <= 0;
  END IF;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "faq_terms_added" AFTER INSERT ON "faq_passages"
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "faq_terms_count"();
--> statement-breakpoint
CREATE TRIGGER "faq_terms_removed" AFTER DELETE ON "faq_passages"
REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "faq_terms_count"();
--> statement-breakpoint
UPDATE "faq_passages" SET keys = array_to_tsvector(ARRAY(SELECT bot_id || '/' || lexeme FROM unnest(keys)));
--> statement-breakpoint
INSERT INTO "faq_terms" (workspace_id, bot_id, key, passages)
SELECT workspace_id, bot_id, substr(lexeme, length(bot_id) + 2), count(*) FROM "faq_passages", unnest(keys)
GROUP BY workspace_id, bot_id, lexeme;
--> statement-breakpoint
-- How alike two words are, from 0 to 1, by their trigrams. The extension comes with Postgres, and a database's owner may
-- add it; where the server lacks it all the same, nothing is alike, and only words spelt right are found.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE FUNCTION "likeness"(a text, b text) RETURNS real LANGUAGE sql IMMUTABLE AS 'SELECT similarity(a, b)';
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
  CREATE FUNCTION "likeness"(a text, b text) RETURNS real LANGUAGE sql IMMUTABLE AS 'SELECT 0::real';
END;
$$;
--> statement-breakpoint
-- What became of a tag: a refusal is kept for the owner, and the same tag is not asked for again. The condition keeps
-- the trigger off every other call.
CREATE FUNCTION "keep_tag_refusal"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE engagement_tags SET refusal = CASE WHEN NEW.state = 'refused' THEN coalesce(NEW.error, '') END
  WHERE workspace_id = NEW.workspace_id AND bot_id = NEW.bot_id
    AND chat_id = split_part(NEW.ref, ':', 2) AND person_id = split_part(NEW.ref, ':', 3);
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "outbox_tag_ended" AFTER UPDATE OF "state" ON "outbox"
FOR EACH ROW WHEN (NEW.state IN ('sent', 'refused') AND OLD.state <> NEW.state AND NEW.ref LIKE 'engagement/tag:%')
EXECUTE FUNCTION "keep_tag_refusal"();
--> statement-breakpoint
-- What was used of this day before it was counted here still counts; the next reservation sets the bound.
INSERT INTO "faq_spending" (workspace_id, bot_id, day, external_id, tokens)
SELECT workspace_id, bot_id, day, coalesce(external_id, ''), sum(tokens)
FROM (SELECT workspace_id, bot_id, day, nullif(external_id, '') AS external_id, tokens FROM "faq_model_calls"
  WHERE day = (now() AT TIME ZONE 'UTC')::date) AS used
GROUP BY GROUPING SETS ((workspace_id, bot_id, day), (workspace_id, bot_id, day, external_id))
HAVING grouping(external_id) = 1 OR external_id IS NOT NULL;
--> statement-breakpoint
-- Bots that had engagement on before it noted ranks: the job comes with the next change of settings, or with this. The
-- minute is `minuteOf` of the bot's id.
INSERT INTO "module_jobs" (workspace_id, bot_id, module_id, job, key, is_task, cron, zone, run_at)
SELECT s.workspace_id, s.bot_id, s.module_id, 'noteRanks', spread.minute || ' * * * *', false,
  spread.minute || ' * * * *', coalesce(core.settings ->> 'timeZone', 'UTC'),
  date_trunc('hour', now()) + interval '1 hour' + spread.minute * interval '1 minute'
FROM "module_settings" s
CROSS JOIN LATERAL (
  SELECT sum(ascii(letter)) % 60 AS minute FROM regexp_split_to_table(s.bot_id, '') AS letter
) AS spread
LEFT JOIN "module_settings" core ON core.workspace_id = s.workspace_id AND core.bot_id = s.bot_id
  AND core.module_id = 'core' AND core.is_enabled
WHERE s.module_id = 'engagement' AND s.is_enabled
ON CONFLICT DO NOTHING;
