ALTER TABLE "audit_events" DROP COLUMN "ip";--> statement-breakpoint
ALTER TABLE "audit_events" DROP COLUMN "user_agent";