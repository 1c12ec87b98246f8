CREATE INDEX "outbox_bot_idx" ON "outbox" USING btree ("bot_id","sent_at");--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "update_seq" bigint;--> statement-breakpoint
-- Calls of a process of the release before, which runs on while an upgrade is under way. The condition keeps the trigger
-- off every other call.
CREATE FUNCTION "outbox_find_update"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.update_seq := (SELECT u.seq FROM updates u
    WHERE u.workspace_id = NEW.workspace_id AND u.bot_id = NEW.bot_id AND u.update_id = NEW.update_id);
  RETURN NEW;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "outbox_placed" BEFORE INSERT ON "outbox"
FOR EACH ROW WHEN (NEW.update_seq IS NULL AND NEW.update_id IS NOT NULL) EXECUTE FUNCTION "outbox_find_update"();
--> statement-breakpoint
DROP INDEX "outbox_update_position_key";--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_update_position_key" ON "outbox" USING btree ("update_seq","position");--> statement-breakpoint
DROP INDEX "outbox_open_idx";--> statement-breakpoint
DROP INDEX "outbox_closed_idx";
