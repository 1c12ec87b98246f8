DROP INDEX "module_jobs_due_idx";--> statement-breakpoint
CREATE INDEX "module_jobs_gone_idx" ON "module_jobs" USING btree ("bot_id") WHERE run_at = 'infinity';--> statement-breakpoint
CREATE INDEX "module_jobs_due_idx" ON "module_jobs" USING btree ("bot_id","is_task","run_at");