-- A manager of the release before does not say which form it reads, so from now on it takes no bot.
ALTER TABLE "bot_holders" ADD COLUMN "journal_form" integer NOT NULL DEFAULT 1;--> statement-breakpoint
ALTER TABLE "bot_holders" ALTER COLUMN "journal_form" DROP DEFAULT;
