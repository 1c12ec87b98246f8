-- Before the first release: hashes of older events hold columns that are gone, so the chains begin anew.
ALTER TABLE "audit_events" DISABLE TRIGGER USER;
--> statement-breakpoint
DELETE FROM "audit_events";
--> statement-breakpoint
ALTER TABLE "audit_events" ENABLE TRIGGER USER;
--> statement-breakpoint
CREATE FUNCTION "audit_heads_refuse"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.chain = OLD.chain AND NEW.seq >= OLD.seq THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'audit_heads only go forward' USING ERRCODE = 'insufficient_privilege';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "audit_heads_forward" BEFORE UPDATE OR DELETE ON "audit_heads"
  FOR EACH ROW EXECUTE FUNCTION "audit_heads_refuse"();
--> statement-breakpoint
CREATE TRIGGER "audit_heads_no_truncate" BEFORE TRUNCATE ON "audit_heads"
  FOR EACH STATEMENT EXECUTE FUNCTION "audit_heads_refuse"();
--> statement-breakpoint
-- The seeded plans of older installations get the new bounds; an operator's own plans stay unbounded.
UPDATE "plans" SET "members_max" = 5, "api_keys_max" = 5, "workspaces_max" = 3 WHERE "id" = 'free';--> statement-breakpoint
UPDATE "plans" SET "members_max" = 50, "api_keys_max" = 50, "workspaces_max" = 10 WHERE "id" = 'premium';
--> statement-breakpoint
-- The one way into webhook_events: for verbs, and for statements of the runtime by the triggers below.
CREATE FUNCTION "emit_webhook_event"("in_workspace_id" text, "in_type" text, "in_data" jsonb, "in_at" timestamptz)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO webhook_events (workspace_id, id, type, data, at)
  SELECT in_workspace_id,
    'evt_' || lpad(to_hex((extract(epoch FROM in_at) * 1000)::bigint), 12, '0')
      || substr(replace(gen_random_uuid()::text, '-', ''), 1, 20),
    in_type, in_data, in_at
  WHERE EXISTS (
    SELECT FROM webhook_endpoints e
    WHERE e.workspace_id = in_workspace_id AND e.is_on AND in_type = ANY (e.events)
  );
$$;
--> statement-breakpoint
CREATE FUNCTION "emit_dead_letter"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM emit_webhook_event(NEW.workspace_id, 'dead_letter.created', jsonb_build_object(
    'botId', NEW.bot_id, 'updateId', NEW.update_id, 'kind', NEW.kind, 'moduleId', NEW.module_id,
    'reason', NEW.reason, 'attempts', NEW.attempts), clock_timestamp());
  RETURN NULL;
END;
$$;
--> statement-breakpoint
-- The condition keeps the triggers off the hot path: they are not even queued for other rows.
CREATE TRIGGER "updates_dead_letter_born" AFTER INSERT ON "updates"
FOR EACH ROW WHEN (NEW.state = 'dead_lettered') EXECUTE FUNCTION "emit_dead_letter"();
--> statement-breakpoint
CREATE TRIGGER "updates_dead_letter_made" AFTER UPDATE OF "state" ON "updates"
FOR EACH ROW WHEN (NEW.state = 'dead_lettered' AND OLD.state <> 'dead_lettered') EXECUTE FUNCTION "emit_dead_letter"();
--> statement-breakpoint
CREATE FUNCTION "emit_unanswered_question"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM emit_webhook_event(NEW.workspace_id, 'question.unanswered', jsonb_build_object(
    'botId', NEW.bot_id, 'questionId', NEW.question_hash), clock_timestamp());
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "faq_unanswered_born" AFTER INSERT ON "faq_unanswered"
FOR EACH ROW EXECUTE FUNCTION "emit_unanswered_question"();
--> statement-breakpoint
CREATE TRIGGER "faq_unanswered_back" AFTER UPDATE OF "resolved_at" ON "faq_unanswered"
FOR EACH ROW WHEN (OLD.resolved_at IS NOT NULL AND NEW.resolved_at IS NULL) EXECUTE FUNCTION "emit_unanswered_question"();
