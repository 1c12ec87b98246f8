CREATE TABLE "engagement_balances" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"account" text NOT NULL,
	"points" bigint NOT NULL,
	CONSTRAINT "engagement_balances_workspace_id_bot_id_account_pk" PRIMARY KEY("workspace_id","bot_id","account")
);
--> statement-breakpoint
CREATE TABLE "engagement_entries" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "engagement_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"debit" text NOT NULL,
	"credit" text NOT NULL,
	"amount" bigint NOT NULL,
	"reason" text NOT NULL,
	"subject" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"is_scored" boolean NOT NULL,
	"day" date NOT NULL,
	"chat_id" text,
	"team" text,
	"slot" text,
	"turn" text,
	"reverses" bigint,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "engagement_entries_workspace_id_bot_id_id_pk" PRIMARY KEY("workspace_id","bot_id","id"),
	CONSTRAINT "engagement_entries_amount_check" CHECK (amount > 0)
);
--> statement-breakpoint
CREATE TABLE "engagement_games" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"id" text NOT NULL,
	"person_id" text NOT NULL,
	"day" date NOT NULL,
	"kind" text NOT NULL,
	"difficulty" text NOT NULL,
	"seed" text NOT NULL,
	"state" jsonb NOT NULL,
	"step" integer NOT NULL,
	"status" text NOT NULL,
	"score" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"duel_of" text,
	CONSTRAINT "engagement_games_workspace_id_bot_id_id_pk" PRIMARY KEY("workspace_id","bot_id","id")
);
--> statement-breakpoint
CREATE TABLE "engagement_people" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"person_id" text NOT NULL,
	"name" text,
	"time_zone" text,
	"is_hidden" boolean,
	"is_muted" boolean,
	"team" text,
	"streak" integer,
	"streak_best" integer,
	"last_day" date,
	"freezes" integer,
	"abuse_score" integer,
	"banned_at" timestamp (3) with time zone,
	"ban_reason" text,
	"appealed_at" timestamp (3) with time zone,
	"joined_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "engagement_people_workspace_id_bot_id_person_id_pk" PRIMARY KEY("workspace_id","bot_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "engagement_scores" (
	"workspace_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"board" text NOT NULL,
	"period" text NOT NULL,
	"holder" text NOT NULL,
	"points" bigint NOT NULL,
	"lines" integer NOT NULL,
	CONSTRAINT "engagement_scores_workspace_id_bot_id_holder_period_board_pk" PRIMARY KEY("workspace_id","bot_id","holder","period","board")
);
--> statement-breakpoint
ALTER TABLE "engagement_balances" ADD CONSTRAINT "engagement_balances_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_entries" ADD CONSTRAINT "engagement_entries_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_games" ADD CONSTRAINT "engagement_games_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_people" ADD CONSTRAINT "engagement_people_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_scores" ADD CONSTRAINT "engagement_scores_workspace_id_bot_id_bots_workspace_id_id_fk" FOREIGN KEY ("workspace_id","bot_id") REFERENCES "public"."bots"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "engagement_entries_key_key" ON "engagement_entries" USING btree ("workspace_id","bot_id","key");--> statement-breakpoint
CREATE UNIQUE INDEX "engagement_entries_slot_key" ON "engagement_entries" USING btree ("workspace_id","bot_id","slot");--> statement-breakpoint
CREATE UNIQUE INDEX "engagement_entries_turn_key" ON "engagement_entries" USING btree ("workspace_id","bot_id","turn");--> statement-breakpoint
CREATE UNIQUE INDEX "engagement_entries_reverses_key" ON "engagement_entries" USING btree ("workspace_id","bot_id","reverses");--> statement-breakpoint
CREATE INDEX "engagement_entries_taken_idx" ON "engagement_entries" USING btree ("workspace_id","bot_id",split_part(slot, '#', 1)) WHERE slot is not null;--> statement-breakpoint
CREATE INDEX "engagement_entries_debit_idx" ON "engagement_entries" USING btree ("workspace_id","bot_id","debit","id") WHERE debit like 'person:%';--> statement-breakpoint
CREATE INDEX "engagement_entries_credit_idx" ON "engagement_entries" USING btree ("workspace_id","bot_id","credit","id") WHERE credit like 'person:%';--> statement-breakpoint
CREATE INDEX "engagement_entries_unlocked_idx" ON "engagement_entries" USING btree ("workspace_id","bot_id","credit") WHERE reason = 'achievement';--> statement-breakpoint
CREATE INDEX "engagement_games_day_idx" ON "engagement_games" USING btree ("workspace_id","bot_id","person_id","day");--> statement-breakpoint
CREATE INDEX "engagement_games_age_idx" ON "engagement_games" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "engagement_people_banned_idx" ON "engagement_people" USING btree ("workspace_id","bot_id","banned_at") WHERE banned_at is not null;--> statement-breakpoint
CREATE INDEX "engagement_scores_rank_idx" ON "engagement_scores" USING btree ("workspace_id","bot_id","board","period","points" DESC NULLS LAST,"holder") WHERE board not like 'did:%';--> statement-breakpoint
CREATE INDEX "engagement_scores_age_idx" ON "engagement_scores" USING btree ("period") WHERE period like 'day:%' or period like 'week:%';