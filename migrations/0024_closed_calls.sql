-- Nobody writes calls while this transaction is under way, so none of them has yet to appear.
LOCK TABLE "outbox" IN ACCESS EXCLUSIVE MODE;--> statement-breakpoint
ALTER TABLE "bot_holders" ADD COLUMN "calls_closed_to" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
-- While the index still stands that leads to the open ones.
UPDATE "bot_holders" h SET "calls_closed_to" = coalesce(
  (SELECT min(o.id) - 1 FROM "outbox" o
    WHERE o.bot_id = h.bot_id AND o.sent_at IS NULL AND o.state IN ('queued', 'sending', 'inline')),
  (SELECT max(o.id) FROM "outbox" o), 0);--> statement-breakpoint
DROP INDEX "outbox_bot_idx";--> statement-breakpoint
CREATE INDEX "outbox_bot_idx" ON "outbox" USING btree ("bot_id","id");--> statement-breakpoint
-- Each call gets one receipt, which fits beside it.
ALTER TABLE "outbox" SET (fillfactor = 40);
