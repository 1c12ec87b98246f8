CREATE TABLE "broadcast_recipients" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"broadcast_id" text NOT NULL,
	"chat_id" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"epoch" bigint,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone,
	"message_id" bigint,
	"error" text,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "broadcast_recipients_broadcast_id_chat_id_pk" PRIMARY KEY("broadcast_id","chat_id")
);
--> statement-breakpoint
CREATE TABLE "broadcasts" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"id" text NOT NULL,
	"state" text NOT NULL,
	"method" text NOT NULL,
	"payload" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "broadcasts_workspace_id_bot_id_id_pk" PRIMARY KEY("workspace_id","bot_id","id")
);
--> statement-breakpoint
ALTER TABLE "broadcast_recipients" ADD CONSTRAINT "broadcast_recipients_broadcast_fk" FOREIGN KEY ("workspace_id","bot_id","broadcast_id") REFERENCES "public"."broadcasts"("workspace_id","bot_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "broadcasts" ADD CONSTRAINT "broadcasts_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "broadcast_recipients_waiting_idx" ON "broadcast_recipients" USING btree ("broadcast_id","chat_id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "broadcast_recipients_sending_idx" ON "broadcast_recipients" USING btree ("bot_id","broadcast_id") WHERE state = 'sending';--> statement-breakpoint
CREATE INDEX "broadcasts_open_idx" ON "broadcasts" USING btree ("bot_id","id") WHERE state in ('running', 'paused');