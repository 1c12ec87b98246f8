ALTER TABLE "bots" ADD COLUMN "status_cause" jsonb;--> statement-breakpoint
ALTER TABLE "bots" DROP COLUMN "status_reason";