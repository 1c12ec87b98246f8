CREATE TABLE "engagement_choices" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"person_id" text NOT NULL,
	"wants_no_reminders" boolean,
	"wants_no_suggestions" boolean,
	"reminded_at" timestamp (3) with time zone,
	"reminders" integer,
	"consented_at" timestamp (3) with time zone,
	"is_of_age" boolean,
	"guardian_id" text,
	"guardian_at" timestamp (3) with time zone,
	CONSTRAINT "engagement_choices_workspace_id_bot_id_person_id_pk" PRIMARY KEY("workspace_id","bot_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "engagement_polls" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"author_id" text,
	"chat_id" text NOT NULL,
	"content" text NOT NULL,
	"points" integer NOT NULL,
	"pay_key" text NOT NULL,
	"question_id" text,
	"day" date NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "engagement_polls_workspace_id_bot_id_id_pk" PRIMARY KEY("workspace_id","bot_id","id")
);
--> statement-breakpoint
CREATE TABLE "engagement_questions" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"id" text NOT NULL,
	"question" text NOT NULL,
	"options" jsonb NOT NULL,
	"right_options" jsonb NOT NULL,
	"explanation" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "engagement_questions_workspace_id_bot_id_id_pk" PRIMARY KEY("workspace_id","bot_id","id")
);
--> statement-breakpoint
CREATE TABLE "engagement_votes" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"poll_id" text NOT NULL,
	"person_id" text NOT NULL,
	"option_ids" jsonb NOT NULL,
	"is_right" boolean,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "engagement_votes_workspace_id_bot_id_poll_id_person_id_pk" PRIMARY KEY("workspace_id","bot_id","poll_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "engagement_referrals" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"id" text NOT NULL,
	"invited_id" text NOT NULL,
	"inviter_id" text NOT NULL,
	"state" text NOT NULL,
	"findings" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"judged_at" timestamp (3) with time zone,
	"appealed_at" timestamp (3) with time zone,
	CONSTRAINT "engagement_referrals_workspace_id_bot_id_id_pk" PRIMARY KEY("workspace_id","bot_id","id")
);
--> statement-breakpoint
CREATE TABLE "engagement_traces" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"person_id" text NOT NULL,
	"day" date NOT NULL,
	"seconds" integer[] NOT NULL,
	CONSTRAINT "engagement_traces_workspace_id_bot_id_person_id_day_pk" PRIMARY KEY("workspace_id","bot_id","person_id","day")
);
--> statement-breakpoint
ALTER TABLE "engagement_choices" ADD CONSTRAINT "engagement_choices_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_polls" ADD CONSTRAINT "engagement_polls_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_questions" ADD CONSTRAINT "engagement_questions_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_votes" ADD CONSTRAINT "engagement_votes_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_referrals" ADD CONSTRAINT "engagement_referrals_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_traces" ADD CONSTRAINT "engagement_traces_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "engagement_choices_guardian_idx" ON "engagement_choices" USING btree ("workspace_id","bot_id","guardian_id");--> statement-breakpoint
CREATE INDEX "engagement_polls_author_idx" ON "engagement_polls" USING btree ("workspace_id","bot_id","author_id","day") WHERE author_id is not null;--> statement-breakpoint
CREATE INDEX "engagement_polls_chat_idx" ON "engagement_polls" USING btree ("workspace_id","bot_id","chat_id","day");--> statement-breakpoint
CREATE INDEX "engagement_polls_proposed_idx" ON "engagement_polls" USING btree ("workspace_id","bot_id","id") WHERE state = 'proposed';--> statement-breakpoint
CREATE INDEX "engagement_polls_age_idx" ON "engagement_polls" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "engagement_votes_person_idx" ON "engagement_votes" USING btree ("workspace_id","bot_id","person_id");--> statement-breakpoint
CREATE INDEX "engagement_votes_age_idx" ON "engagement_votes" USING btree ("at");--> statement-breakpoint
CREATE INDEX "engagement_referrals_inviter_idx" ON "engagement_referrals" USING btree ("workspace_id","bot_id","inviter_id");--> statement-breakpoint
CREATE INDEX "engagement_referrals_invited_idx" ON "engagement_referrals" USING btree ("workspace_id","bot_id","invited_id");--> statement-breakpoint
CREATE INDEX "engagement_referrals_review_idx" ON "engagement_referrals" USING btree ("workspace_id","bot_id","state","id") WHERE state in ('held', 'appealed', 'clawed_back');--> statement-breakpoint
CREATE INDEX "engagement_traces_age_idx" ON "engagement_traces" USING btree ("day");