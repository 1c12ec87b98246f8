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
ALTER TABLE "contacts" ADD COLUMN "moved_from" text;--> statement-breakpoint
ALTER TABLE "faq_handovers" ADD COLUMN "is_handed" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "faq_model_calls" ADD COLUMN "cents_per_million" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "model_cents_per_million" integer DEFAULT 100 NOT NULL;--> statement-breakpoint
ALTER TABLE "faq_spending" ADD CONSTRAINT "faq_spending_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "faq_terms" ADD CONSTRAINT "faq_terms_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_spending" ADD CONSTRAINT "model_spending_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;