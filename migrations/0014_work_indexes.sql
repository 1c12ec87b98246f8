CREATE INDEX "engagement_games_bot_day_idx" ON "engagement_games" USING btree ("workspace_id","bot_id","day");--> statement-breakpoint
CREATE INDEX "live_events_person_idx" ON "live_events" USING btree ("bot_id",(data ->> 'personId'));--> statement-breakpoint
CREATE INDEX "module_jobs_chat_idx" ON "module_jobs" USING btree ("bot_id","chat_id");