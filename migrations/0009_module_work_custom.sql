-- The receipt of a call to which a module gave a name, as `module/name`. The condition keeps the trigger off every
-- other call.
CREATE FUNCTION "keep_sent_message"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sent_messages (workspace_id, bot_id, module_id, ref, chat_id, message_id, poll_id, sent_at)
  VALUES (NEW.workspace_id, NEW.bot_id, split_part(NEW.ref, '/', 1), substr(NEW.ref, strpos(NEW.ref, '/') + 1), NEW.chat_id, (NEW.receipt ->> 'messageId')::bigint,
    NEW.receipt ->> 'pollId', NEW.sent_at)
  ON CONFLICT (workspace_id, bot_id, module_id, ref) DO UPDATE SET chat_id = excluded.chat_id,
    message_id = excluded.message_id, poll_id = excluded.poll_id, sent_at = excluded.sent_at;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "outbox_ref_sent" AFTER UPDATE OF "state" ON "outbox"
FOR EACH ROW WHEN (NEW.ref IS NOT NULL AND NEW.state = 'sent' AND OLD.state <> 'sent'
  AND NEW.chat_id IS NOT NULL AND NEW.receipt ? 'messageId')
EXECUTE FUNCTION "keep_sent_message"();
--> statement-breakpoint
-- A module's events go to outgoing webhooks too; endpoints that did not ask cost one look.
CREATE FUNCTION "emit_live_event"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM emit_webhook_event(NEW.workspace_id, NEW.event, NEW.data || jsonb_build_object('botId', NEW.bot_id), NEW.at);
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "live_events_born" AFTER INSERT ON "live_events"
FOR EACH ROW EXECUTE FUNCTION "emit_live_event"();
