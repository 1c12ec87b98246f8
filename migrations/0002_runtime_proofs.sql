CREATE TABLE "quarantine" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "quarantine_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reason" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"body" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "contacts_seen_idx";--> statement-breakpoint
DROP INDEX "updates_seq_idx";--> statement-breakpoint
DROP INDEX "outbox_closed_idx";--> statement-breakpoint
DROP INDEX "updates_closed_idx";--> statement-breakpoint
ALTER TABLE "bot_holders" ADD COLUMN "hung_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "processes" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "processes" ADD COLUMN "draining_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "quarantine" ADD CONSTRAINT "quarantine_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "quarantine_bot_idx" ON "quarantine" USING btree ("workspace_id","bot_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "updates_seq_key" ON "updates" USING btree ("bot_id","seq");--> statement-breakpoint
CREATE INDEX "updates_dead_idx" ON "updates" USING btree ("bot_id","seq") WHERE state = 'dead_lettered';--> statement-breakpoint
CREATE INDEX "outbox_closed_idx" ON "outbox" USING brin ("created_at");--> statement-breakpoint
CREATE INDEX "updates_closed_idx" ON "updates" USING brin ("finished_at");