CREATE TABLE "faq_bots" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"knowledge_version" integer DEFAULT 0 NOT NULL,
	"passages" integer DEFAULT 0 NOT NULL,
	"size_bytes" integer DEFAULT 0 NOT NULL,
	"group_chat_id" text,
	"group_thread_id" integer,
	"group_title" text,
	"group_connected_at" timestamp (3) with time zone,
	"code_hash" text,
	"code_expires_at" timestamp (3) with time zone,
	CONSTRAINT "faq_bots_workspace_id_bot_id_pk" PRIMARY KEY("workspace_id","bot_id")
);
--> statement-breakpoint
CREATE TABLE "faq_days" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"day" date NOT NULL,
	"cache_hits" integer NOT NULL,
	"cache_misses" integer NOT NULL,
	"answered" integer NOT NULL,
	"refused" integer NOT NULL,
	"failed" integer NOT NULL,
	CONSTRAINT "faq_days_workspace_id_bot_id_day_pk" PRIMARY KEY("workspace_id","bot_id","day")
);
--> statement-breakpoint
CREATE TABLE "faq_documents" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"id" text NOT NULL,
	"title" text NOT NULL,
	"kind" text NOT NULL,
	"passages" integer NOT NULL,
	"size_bytes" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "faq_documents_workspace_id_bot_id_id_pk" PRIMARY KEY("workspace_id","bot_id","id")
);
--> statement-breakpoint
CREATE TABLE "faq_drafts" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"id" text NOT NULL,
	"question" text NOT NULL,
	"answer" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "faq_drafts_workspace_id_bot_id_id_pk" PRIMARY KEY("workspace_id","bot_id","id")
);
--> statement-breakpoint
CREATE TABLE "faq_handovers" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"id" text NOT NULL,
	"external_id" text NOT NULL,
	"chat_id" text NOT NULL,
	"question_hash" text NOT NULL,
	"question" text NOT NULL,
	"language" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "faq_handovers_workspace_id_bot_id_id_pk" PRIMARY KEY("workspace_id","bot_id","id")
);
--> statement-breakpoint
CREATE TABLE "faq_model_calls" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"id" text NOT NULL,
	"external_id" text NOT NULL,
	"chat_id" text NOT NULL,
	"day" date NOT NULL,
	"tokens" integer NOT NULL,
	"state" text NOT NULL,
	"question" text,
	"asked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "faq_model_calls_workspace_id_bot_id_id_pk" PRIMARY KEY("workspace_id","bot_id","id")
);
--> statement-breakpoint
CREATE TABLE "faq_models" (
	"workspace_id" text PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"model" text NOT NULL,
	"api_key" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "faq_passages" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"document_id" text NOT NULL,
	"position" integer NOT NULL,
	"heading" text NOT NULL,
	"body" text NOT NULL,
	"keys" "tsvector" NOT NULL,
	CONSTRAINT "faq_passages_workspace_id_bot_id_document_id_position_pk" PRIMARY KEY("workspace_id","bot_id","document_id","position")
);
--> statement-breakpoint
ALTER TABLE "faq_unanswered" ADD COLUMN "handed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "faq_unanswered" ADD COLUMN "answered_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "faq_unanswered" ADD COLUMN "answer" text;--> statement-breakpoint
ALTER TABLE "faq_bots" ADD CONSTRAINT "faq_bots_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "faq_days" ADD CONSTRAINT "faq_days_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "faq_documents" ADD CONSTRAINT "faq_documents_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "faq_drafts" ADD CONSTRAINT "faq_drafts_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "faq_handovers" ADD CONSTRAINT "faq_handovers_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "faq_model_calls" ADD CONSTRAINT "faq_model_calls_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "faq_models" ADD CONSTRAINT "faq_models_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "faq_passages" ADD CONSTRAINT "faq_passages_workspace_id_bot_id_document_id_faq_documents_workspace_id_bot_id_id_fk" FOREIGN KEY ("workspace_id","bot_id","document_id") REFERENCES "public"."faq_documents"("workspace_id","bot_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "faq_handovers_question" ON "faq_handovers" USING btree ("workspace_id","bot_id","question_hash");--> statement-breakpoint
CREATE INDEX "faq_model_calls_day" ON "faq_model_calls" USING btree ("workspace_id","bot_id","day");--> statement-breakpoint
CREATE INDEX "faq_passages_keys" ON "faq_passages" USING gin ("keys");