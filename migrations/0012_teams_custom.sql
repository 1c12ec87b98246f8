-- The seeded plans of older installations get the new bounds; an operator's own plans stay unbounded.
UPDATE "plans" SET "members_max" = 5, "api_keys_max" = 5, "workspaces_max" = 3 WHERE "id" = 'free';--> statement-breakpoint
UPDATE "plans" SET "members_max" = 50, "api_keys_max" = 50, "workspaces_max" = 10 WHERE "id" = 'premium';
