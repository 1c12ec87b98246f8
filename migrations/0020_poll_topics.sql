ALTER TABLE "engagement_polls" ADD COLUMN "thread_id" integer;--> statement-breakpoint
ALTER TABLE "faq_handovers" ADD COLUMN "thread_id" integer;--> statement-breakpoint
ALTER TABLE "faq_model_calls" ADD COLUMN "thread_id" integer;