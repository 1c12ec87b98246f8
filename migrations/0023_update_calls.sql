DROP INDEX "outbox_closed_idx";--> statement-breakpoint
DROP INDEX "outbox_update_position_key";--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "update_seq" bigint;--> statement-breakpoint
UPDATE "outbox" SET update_seq = u.seq FROM "updates" u
WHERE u.workspace_id = "outbox".workspace_id AND u.bot_id = "outbox".bot_id AND u.update_id = "outbox".update_id;
--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_update_position_key" ON "outbox" USING btree ("update_seq","position");