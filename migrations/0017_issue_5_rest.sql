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
CREATE TABLE "faq_spending" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"day" date NOT NULL,
	"external_id" text NOT NULL,
	"tokens" bigint NOT NULL,
	"tokens_max" bigint,
	CONSTRAINT "faq_spending_workspace_id_bot_id_day_external_id_pk" PRIMARY KEY("workspace_id","bot_id","day","external_id"),
	CONSTRAINT "faq_spending_bound" CHECK ("faq_spending"."tokens" <= "faq_spending"."tokens_max")
);
--> statement-breakpoint
CREATE TABLE "faq_terms" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"key" text NOT NULL,
	"passages" integer NOT NULL,
	CONSTRAINT "faq_terms_workspace_id_bot_id_key_pk" PRIMARY KEY("workspace_id","bot_id","key")
);
--> statement-breakpoint
CREATE TABLE "model_spending" (
	"workspace_id" text NOT NULL,
	"month" date NOT NULL,
	"micro_cents" bigint NOT NULL,
	"micro_cents_max" bigint,
	CONSTRAINT "model_spending_workspace_id_month_pk" PRIMARY KEY("workspace_id","month"),
	CONSTRAINT "model_spending_bound" CHECK ("model_spending"."micro_cents" <= "model_spending"."micro_cents_max")
);
--> statement-breakpoint
DROP INDEX "module_jobs_due_idx";--> statement-breakpoint
ALTER TABLE "bots" ADD COLUMN "status_cause" jsonb;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "moved_from" text;--> statement-breakpoint
ALTER TABLE "engagement_games" ADD COLUMN "pays" text;--> statement-breakpoint
ALTER TABLE "faq_handovers" ADD COLUMN "is_handed" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "faq_model_calls" ADD COLUMN "cents_per_million" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "model_cents_per_million" integer DEFAULT 100 NOT NULL;--> statement-breakpoint
ALTER TABLE "engagement_marks" ADD CONSTRAINT "engagement_marks_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_ranks" ADD CONSTRAINT "engagement_ranks_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_tags" ADD CONSTRAINT "engagement_tags_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "faq_spending" ADD CONSTRAINT "faq_spending_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "faq_terms" ADD CONSTRAINT "faq_terms_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_spending" ADD CONSTRAINT "model_spending_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "engagement_marks_age_idx" ON "engagement_marks" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "engagement_ranks_holder_idx" ON "engagement_ranks" USING btree ("workspace_id","bot_id","holder");--> statement-breakpoint
CREATE INDEX "engagement_ranks_age_idx" ON "engagement_ranks" USING btree ("hour");--> statement-breakpoint
CREATE UNIQUE INDEX "engagement_games_pays_key" ON "engagement_games" USING btree ("workspace_id","bot_id","pays");--> statement-breakpoint
CREATE INDEX "module_jobs_gone_idx" ON "module_jobs" USING btree ("bot_id") WHERE run_at = 'infinity';--> statement-breakpoint
CREATE INDEX "module_jobs_due_idx" ON "module_jobs" USING btree ("bot_id","is_task","run_at");--> statement-breakpoint
ALTER TABLE "bots" DROP COLUMN "status_reason";