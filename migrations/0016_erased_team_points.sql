-- What an erased person's lines brought to teams goes with them: to join again and earn the same again adds nothing.
CREATE OR REPLACE FUNCTION "engagement_entries_move"() RETURNS trigger LANGUAGE plpgsql AS $$
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

  UPDATE engagement_scores AS stored SET points = stored.points - gone.points, lines = stored.lines - gone.lines
  FROM (
    SELECT workspace_id, bot_id, 'team:' || split_part(team, ':', 2) AS holder,
      'season:' || split_part(team, ':', 1) AS period, sum(points) AS points, sum(sign(points)) AS lines
    FROM (
      SELECT workspace_id, bot_id, team, amount AS points FROM former WHERE is_scored AND credit LIKE 'person:%'
      UNION ALL
      SELECT workspace_id, bot_id, team, -amount FROM former WHERE is_scored AND debit LIKE 'person:%'
    ) AS scored
    WHERE team IS NOT NULL
    GROUP BY workspace_id, bot_id, team
  ) AS gone
  WHERE stored.workspace_id = gone.workspace_id AND stored.bot_id = gone.bot_id AND stored.holder = gone.holder
    AND stored.period = gone.period AND stored.board = 'teams';
  RETURN NULL;
END;
$$;
