CREATE TABLE "engagement_marks" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"mark" text NOT NULL,
	"banned_at" timestamp (3) with time zone,
	"ban_reason" text,
	"appealed_at" timestamp (3) with time zone,
	"abuse_score" integer NOT NULL,
	"last_day" date,
	"day" date NOT NULL,
	"used" jsonb NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "engagement_marks_workspace_id_bot_id_mark_pk" PRIMARY KEY("workspace_id","bot_id","mark")
);
--> statement-breakpoint
CREATE TABLE "engagement_ranks" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"board" text NOT NULL,
	"period" text NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"holder" text NOT NULL,
	"rank" integer NOT NULL,
	"points" bigint NOT NULL,
	CONSTRAINT "engagement_ranks_pk" PRIMARY KEY("workspace_id","bot_id","board","period","hour","holder")
);
--> statement-breakpoint
CREATE TABLE "engagement_tags" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"chat_id" text NOT NULL,
	"person_id" text NOT NULL,
	"tag" text NOT NULL,
	"refusal" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "engagement_tags_workspace_id_bot_id_person_id_chat_id_pk" PRIMARY KEY("workspace_id","bot_id","person_id","chat_id")
);
--> statement-breakpoint
ALTER TABLE "engagement_games" ADD COLUMN "pays" text;--> statement-breakpoint
ALTER TABLE "engagement_marks" ADD CONSTRAINT "engagement_marks_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_ranks" ADD CONSTRAINT "engagement_ranks_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_tags" ADD CONSTRAINT "engagement_tags_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "engagement_marks_age_idx" ON "engagement_marks" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "engagement_ranks_holder_idx" ON "engagement_ranks" USING btree ("workspace_id","bot_id","holder");--> statement-breakpoint
CREATE INDEX "engagement_ranks_age_idx" ON "engagement_ranks" USING btree ("hour");--> statement-breakpoint
CREATE UNIQUE INDEX "engagement_games_pays_key" ON "engagement_games" USING btree ("workspace_id","bot_id","pays");