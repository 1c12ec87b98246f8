-- Nobody journals while this is under way. A manager of the release before cannot journal after it: it answers 503 or lets
-- Telegram keep its updates until it is replaced. Calls come first, as for the sweep that looks for their updates.
LOCK TABLE "outbox", "updates", "update_bodies" IN ACCESS EXCLUSIVE MODE;--> statement-breakpoint
ALTER TABLE "updates" ADD COLUMN "body" text;--> statement-breakpoint
UPDATE "updates" u SET "body" = b."body" FROM "update_bodies" b
WHERE b."day" = u."body_day" AND b."workspace_id" = u."workspace_id" AND b."bot_id" = u."bot_id" AND b."update_id" = u."update_id";--> statement-breakpoint
DROP TABLE "update_bodies" CASCADE;--> statement-breakpoint
ALTER TABLE "updates" DROP COLUMN "body_day";--> statement-breakpoint
ALTER TABLE "outbox" ALTER COLUMN "payload" DROP NOT NULL;
