CREATE TABLE "admin_access" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"admin_id" text NOT NULL,
	"reason" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"id" text PRIMARY KEY NOT NULL,
	"chain" text NOT NULL,
	"seq" integer NOT NULL,
	"workspace_id" text,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"action" text NOT NULL,
	"target_type" text NOT NULL,
	"target_id" text NOT NULL,
	"reason" text,
	"before" jsonb,
	"after" jsonb,
	"ip" text,
	"user_agent" text,
	"request_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bot_drafts" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"step" text NOT NULL,
	"data" jsonb NOT NULL,
	"secrets" text,
	"bot_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bot_credentials" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"purpose" text NOT NULL,
	"value" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bot_credentials_workspace_id_bot_id_purpose_pk" PRIMARY KEY("workspace_id","bot_id","purpose")
);
--> statement-breakpoint
CREATE TABLE "bots" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"channel" text DEFAULT 'telegram' NOT NULL,
	"telegram_id" text NOT NULL,
	"api_root" text NOT NULL,
	"environment" text NOT NULL,
	"username" text NOT NULL,
	"name" text NOT NULL,
	"desired_state" text DEFAULT 'stopped' NOT NULL,
	"status" text DEFAULT 'stopped' NOT NULL,
	"status_reason" text,
	"status_changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"transport" text NOT NULL,
	"suspended_at" timestamp (3) with time zone,
	"suspended_reason" text,
	"requests_per_second" integer NOT NULL,
	"max_concurrent" integer NOT NULL,
	"limits_set_by" text DEFAULT 'plan' NOT NULL,
	"is_verified" boolean DEFAULT false NOT NULL,
	"webhook_path" text NOT NULL,
	"webhook_set_url" text,
	"menu_digest" text,
	"revision" integer DEFAULT 1 NOT NULL,
	"last_update_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bots_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"channel" text NOT NULL,
	"external_id" text NOT NULL,
	"kind" text NOT NULL,
	"language_code" text,
	"chosen_language" text,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"is_stopped" boolean,
	"is_blocked" boolean,
	CONSTRAINT "contacts_workspace_id_bot_id_channel_external_id_pk" PRIMARY KEY("workspace_id","bot_id","channel","external_id")
);
--> statement-breakpoint
CREATE TABLE "dialogues" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"lane" text NOT NULL,
	"module_id" text NOT NULL,
	"state" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "dialogues_workspace_id_bot_id_lane_pk" PRIMARY KEY("workspace_id","bot_id","lane")
);
--> statement-breakpoint
CREATE TABLE "data_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"purpose" text NOT NULL,
	"state" text NOT NULL,
	"kek_id" text NOT NULL,
	"wrapped" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"destroyed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "faq_unanswered" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"question_hash" text NOT NULL,
	"question" text NOT NULL,
	"asked" integer NOT NULL,
	"first_asked_at" timestamp (3) with time zone NOT NULL,
	"last_asked_at" timestamp (3) with time zone NOT NULL,
	"resolved_at" timestamp (3) with time zone,
	CONSTRAINT "faq_unanswered_workspace_id_bot_id_question_hash_pk" PRIMARY KEY("workspace_id","bot_id","question_hash")
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"workspace_id" text,
	"recipient" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "minute_stats" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"minute" timestamp (3) with time zone NOT NULL,
	"received" bigint DEFAULT 0 NOT NULL,
	"done" bigint DEFAULT 0 NOT NULL,
	"skipped" bigint DEFAULT 0 NOT NULL,
	"dead_lettered" bigint DEFAULT 0 NOT NULL,
	"calls" bigint DEFAULT 0 NOT NULL,
	"errors" bigint DEFAULT 0 NOT NULL,
	"latency" integer[] NOT NULL,
	CONSTRAINT "minute_stats_workspace_id_bot_id_minute_pk" PRIMARY KEY("workspace_id","bot_id","minute")
);
--> statement-breakpoint
CREATE TABLE "module_setting_versions" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"module_id" text NOT NULL,
	"version" integer NOT NULL,
	"is_enabled" boolean NOT NULL,
	"settings" jsonb NOT NULL,
	"actor_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "module_setting_versions_workspace_id_bot_id_module_id_version_pk" PRIMARY KEY("workspace_id","bot_id","module_id","version")
);
--> statement-breakpoint
CREATE TABLE "module_settings" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"module_id" text NOT NULL,
	"is_enabled" boolean NOT NULL,
	"settings" jsonb NOT NULL,
	"version" integer NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "module_settings_workspace_id_bot_id_module_id_pk" PRIMARY KEY("workspace_id","bot_id","module_id")
);
--> statement-breakpoint
CREATE TABLE "one_time_links" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"purpose" text NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"update_id" text,
	"position" integer NOT NULL,
	"module_id" text,
	"chat_id" text,
	"method" text NOT NULL,
	"payload" text NOT NULL,
	"policy" text NOT NULL,
	"state" text NOT NULL,
	"epoch" bigint,
	"attempts" integer DEFAULT 0 NOT NULL,
	"is_ambiguous" boolean DEFAULT false NOT NULL,
	"next_attempt_at" timestamp (3) with time zone,
	"receipt" jsonb,
	"error" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "bot_holders" (
	"workspace_id" text NOT NULL,
	"bot_id" text PRIMARY KEY NOT NULL,
	"process_id" text NOT NULL,
	"epoch" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "processes" (
	"id" text PRIMARY KEY NOT NULL,
	"lock_key" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sandbox_bots" (
	"telegram_id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"username" text NOT NULL,
	"token_hash" text NOT NULL,
	"name" text NOT NULL,
	"state" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sandbox_bots_username_unique" UNIQUE("username"),
	CONSTRAINT "sandbox_bots_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "sandbox_chats" (
	"telegram_id" text NOT NULL,
	"chat_id" bigint NOT NULL,
	"state" jsonb NOT NULL,
	CONSTRAINT "sandbox_chats_telegram_id_chat_id_pk" PRIMARY KEY("telegram_id","chat_id")
);
--> statement-breakpoint
CREATE TABLE "sandbox_files" (
	"telegram_id" text NOT NULL,
	"file_id" text NOT NULL,
	"name" text NOT NULL,
	"mime_type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sandbox_files_telegram_id_file_id_pk" PRIMARY KEY("telegram_id","file_id")
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text,
	"name" text NOT NULL,
	"rule" jsonb NOT NULL,
	"zone" text DEFAULT 'UTC' NOT NULL,
	"next_run_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "work_intents" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"run_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"done_at" timestamp (3) with time zone,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "refresh_tokens" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp (3) with time zone,
	"replaced_by_hash" text
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"user_agent" text,
	"ip" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"revoked_reason" text
);
--> statement-breakpoint
CREATE TABLE "update_bodies" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"update_id" text NOT NULL,
	"day" date NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "update_bodies_day_workspace_id_bot_id_update_id_pk" PRIMARY KEY("day","workspace_id","bot_id","update_id")
) PARTITION BY RANGE ("day");
--> statement-breakpoint
CREATE TABLE "updates" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"update_id" text NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "updates_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"channel" text NOT NULL,
	"lane" text NOT NULL,
	"kind" text NOT NULL,
	"command" text,
	"contact_id" text,
	"state" text NOT NULL,
	"reason" text,
	"module_id" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"body_day" date NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "updates_workspace_id_bot_id_update_id_pk" PRIMARY KEY("workspace_id","bot_id","update_id")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text,
	"platform_role" text DEFAULT 'user' NOT NULL,
	"suspended_at" timestamp (3) with time zone,
	"suspended_reason" text,
	"locale" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "members" (
	"workspace_id" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "members_workspace_id_user_id_pk" PRIMARY KEY("workspace_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "plans" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"bots_max" integer,
	"updates_per_minute_max" integer,
	"requests_per_second_max" integer NOT NULL,
	"requests_per_second_default" integer NOT NULL,
	"max_concurrent_max" integer NOT NULL,
	"max_concurrent_default" integer NOT NULL,
	"journal_days" integer NOT NULL,
	"model_budget_cents" integer,
	"weight" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"plan_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "bot_drafts" ADD CONSTRAINT "bot_drafts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bot_credentials" ADD CONSTRAINT "bot_credentials_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bots" ADD CONSTRAINT "bots_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dialogues" ADD CONSTRAINT "dialogues_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "faq_unanswered" ADD CONSTRAINT "faq_unanswered_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minute_stats" ADD CONSTRAINT "minute_stats_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "module_setting_versions" ADD CONSTRAINT "module_setting_versions_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "module_settings" ADD CONSTRAINT "module_settings_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "one_time_links" ADD CONSTRAINT "one_time_links_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bot_holders" ADD CONSTRAINT "bot_holders_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "update_bodies" ADD CONSTRAINT "update_bodies_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "updates" ADD CONSTRAINT "updates_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspaces" ADD CONSTRAINT "workspaces_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "admin_access_bot_idx" ON "admin_access" USING btree ("bot_id","admin_id");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_events_chain_seq_key" ON "audit_events" USING btree ("chain","seq");--> statement-breakpoint
CREATE INDEX "audit_events_at_idx" ON "audit_events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_events_target_idx" ON "audit_events" USING btree ("target_type","target_id");--> statement-breakpoint
CREATE INDEX "bot_drafts_workspace_idx" ON "bot_drafts" USING btree ("workspace_id");--> statement-breakpoint
CREATE UNIQUE INDEX "bots_id_key" ON "bots" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "bots_hosted_once_key" ON "bots" USING btree ("api_root","telegram_id");--> statement-breakpoint
CREATE UNIQUE INDEX "bots_webhook_path_key" ON "bots" USING btree ("webhook_path");--> statement-breakpoint
CREATE INDEX "bots_status_idx" ON "bots" USING btree ("status");--> statement-breakpoint
CREATE INDEX "contacts_seen_idx" ON "contacts" USING btree ("workspace_id","bot_id","last_seen_at");--> statement-breakpoint
CREATE INDEX "data_keys_workspace_idx" ON "data_keys" USING btree ("workspace_id","purpose");--> statement-breakpoint
CREATE INDEX "mails_user_idx" ON "mails" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_time_links_token_key" ON "one_time_links" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_update_position_key" ON "outbox" USING btree ("workspace_id","bot_id","update_id","position");--> statement-breakpoint
CREATE INDEX "outbox_open_idx" ON "outbox" USING btree ("bot_id","id") WHERE state in ('queued', 'sending', 'inline');--> statement-breakpoint
CREATE INDEX "outbox_ambiguous_idx" ON "outbox" USING btree ("workspace_id","bot_id") WHERE is_ambiguous;--> statement-breakpoint
CREATE INDEX "outbox_closed_idx" ON "outbox" USING btree ("created_at") WHERE state not in ('queued', 'sending', 'inline');--> statement-breakpoint
CREATE INDEX "bot_holders_process_idx" ON "bot_holders" USING btree ("process_id");--> statement-breakpoint
CREATE INDEX "sandbox_bots_workspace_id_idx" ON "sandbox_bots" USING btree ("workspace_id");--> statement-breakpoint
CREATE UNIQUE INDEX "schedules_name_key" ON "schedules" USING btree ("name","workspace_id");--> statement-breakpoint
CREATE INDEX "schedules_due_idx" ON "schedules" USING btree ("next_run_at");--> statement-breakpoint
CREATE INDEX "work_intents_due_idx" ON "work_intents" USING btree ("run_at") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "refresh_tokens_session_idx" ON "refresh_tokens" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "sessions_user_idx" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "updates_open_idx" ON "updates" USING btree ("bot_id","seq") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "updates_seq_idx" ON "updates" USING btree ("workspace_id","bot_id","seq");--> statement-breakpoint
CREATE INDEX "updates_closed_idx" ON "updates" USING btree ("finished_at") WHERE state <> 'waiting';--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_key" ON "users" USING btree ("email");