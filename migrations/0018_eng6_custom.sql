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
