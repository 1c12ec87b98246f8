-- Before the first release: hashes of older events hold columns that are gone, so the chains begin anew.
ALTER TABLE "audit_events" DISABLE TRIGGER USER;
--> statement-breakpoint
DELETE FROM "audit_events";
--> statement-breakpoint
ALTER TABLE "audit_events" ENABLE TRIGGER USER;
--> statement-breakpoint
CREATE FUNCTION "audit_heads_refuse"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.chain = OLD.chain AND NEW.seq >= OLD.seq THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'audit_heads only go forward' USING ERRCODE = 'insufficient_privilege';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "audit_heads_forward" BEFORE UPDATE OR DELETE ON "audit_heads"
  FOR EACH ROW EXECUTE FUNCTION "audit_heads_refuse"();
--> statement-breakpoint
CREATE TRIGGER "audit_heads_no_truncate" BEFORE TRUNCATE ON "audit_heads"
  FOR EACH STATEMENT EXECUTE FUNCTION "audit_heads_refuse"();
