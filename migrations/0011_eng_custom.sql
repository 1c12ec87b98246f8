-- Balances and scores are sums of ledger lines. They are written in the order of their keys, so that two statements
-- never wait for each other in a circle.
CREATE FUNCTION "engagement_entries_add"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO engagement_balances AS stored (workspace_id, bot_id, account, points)
  SELECT workspace_id, bot_id, account, sum(points)
  FROM (
    SELECT workspace_id, bot_id, credit AS account, amount AS points FROM lines
    UNION ALL
    SELECT workspace_id, bot_id, debit, -amount FROM lines
  ) AS moves
  WHERE account LIKE 'person:%'
  GROUP BY workspace_id, bot_id, account
  ORDER BY workspace_id, bot_id, account
  ON CONFLICT (workspace_id, bot_id, account) DO UPDATE SET points = stored.points + excluded.points;

  INSERT INTO engagement_scores AS stored (workspace_id, bot_id, holder, period, board, points, lines)
  SELECT workspace_id, bot_id, place.holder, place.period, place.board, sum(points), sum(sign(points))
  FROM (
    SELECT lines.*, credit AS person, amount AS points FROM lines WHERE is_scored AND credit LIKE 'person:%'
    UNION ALL
    SELECT lines.*, debit, -amount FROM lines WHERE is_scored AND debit LIKE 'person:%'
  ) AS scored
  CROSS JOIN LATERAL (
    SELECT person AS holder, period, board
    FROM (VALUES ('ever'), ('day:' || day), ('week:' || date_trunc('week', day)::date)) AS periods (period)
    CROSS JOIN (VALUES ('people'), ('chat:' || chat_id)) AS boards (board)
    WHERE board IS NOT NULL
    UNION ALL
    SELECT person, 'ever', 'did:' || tag FROM unnest(tags) AS tag
    UNION ALL
    SELECT 'team:' || split_part(team, ':', 2), 'season:' || split_part(team, ':', 1), 'teams' WHERE team IS NOT NULL
  ) AS place
  GROUP BY workspace_id, bot_id, place.holder, place.period, place.board
  ORDER BY workspace_id, bot_id, place.holder, place.period, place.board
  ON CONFLICT (workspace_id, bot_id, holder, period, board) DO UPDATE SET
    points = stored.points + excluded.points, lines = stored.lines + excluded.lines;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "engagement_entries_added" AFTER INSERT ON "engagement_entries"
REFERENCING NEW TABLE AS lines FOR EACH STATEMENT EXECUTE FUNCTION "engagement_entries_add"();
--> statement-breakpoint
-- A line never changes, but for the one thing a person may ask for: that it no longer says whose it was.
CREATE FUNCTION "engagement_entries_refuse"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.workspace_id, NEW.bot_id, NEW.id, NEW.amount, NEW.reason, NEW.is_scored, NEW.day, NEW.at)
      = (OLD.workspace_id, OLD.bot_id, OLD.id, OLD.amount, OLD.reason, OLD.is_scored, OLD.day, OLD.at)
    AND NEW.reverses IS NOT DISTINCT FROM OLD.reverses AND NEW.slot IS NOT DISTINCT FROM OLD.slot
    AND (NEW.debit = OLD.debit OR (OLD.debit LIKE 'person:%' AND NEW.debit = 'person:erased'))
    AND (NEW.credit = OLD.credit OR (OLD.credit LIKE 'person:%' AND NEW.credit = 'person:erased'))
    AND NEW.key = 'erased:' || NEW.id AND NEW.subject = '{}' AND NEW.tags = '{}'
    AND NEW.chat_id IS NULL AND NEW.team IS NULL AND NEW.turn IS NULL THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'engagement_entries are only added to' USING ERRCODE = 'insufficient_privilege';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "engagement_entries_only_added" BEFORE UPDATE ON "engagement_entries"
FOR EACH ROW EXECUTE FUNCTION "engagement_entries_refuse"();
--> statement-breakpoint
-- The erased person's own balance goes with its lines, maybe earlier in the same statement: it is never made anew here.
CREATE FUNCTION "engagement_entries_move"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE engagement_balances AS stored SET points = stored.points - moved.points
  FROM (
    SELECT workspace_id, bot_id, account, sum(points) AS points
    FROM (
      SELECT workspace_id, bot_id, credit AS account, amount AS points FROM former
      UNION ALL
      SELECT workspace_id, bot_id, debit, -amount FROM former
    ) AS moves
    GROUP BY workspace_id, bot_id, account
  ) AS moved
  WHERE stored.workspace_id = moved.workspace_id AND stored.bot_id = moved.bot_id AND stored.account = moved.account;

  INSERT INTO engagement_balances AS stored (workspace_id, bot_id, account, points)
  SELECT workspace_id, bot_id, account, sum(points)
  FROM (
    SELECT workspace_id, bot_id, credit AS account, amount AS points FROM lines
    UNION ALL
    SELECT workspace_id, bot_id, debit, -amount FROM lines
  ) AS moves
  WHERE account LIKE 'person:%'
  GROUP BY workspace_id, bot_id, account
  ORDER BY workspace_id, bot_id, account
  ON CONFLICT (workspace_id, bot_id, account) DO UPDATE SET points = stored.points + excluded.points;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "engagement_entries_moved" AFTER UPDATE ON "engagement_entries"
REFERENCING OLD TABLE AS former NEW TABLE AS lines FOR EACH STATEMENT EXECUTE FUNCTION "engagement_entries_move"();
