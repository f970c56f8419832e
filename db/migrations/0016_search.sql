-- Similar names and parts of addresses. A trusted extension: who owns the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
-- Small letters whatever the database's locale is: with C, `lower` knows ASCII alone. Keeps the number of characters.
DO $do$
BEGIN
	EXECUTE format(
		$sql$CREATE FUNCTION search_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
		AS $fn$ SELECT lower(translate(value, 'ёЁİ', 'еЕi')%s) $fn$ $sql$,
		(SELECT ' COLLATE pg_catalog."und-x-icu"' FROM pg_collation WHERE collname = 'und-x-icu' LIMIT 1)
	);
END
$do$;--> statement-breakpoint
-- Words and numbers alone: what stands between them (of addresses, versions, "A-4521") would make one token of several.
CREATE FUNCTION search_words(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
	AS $fn$ SELECT search_fold(translate(value, E'-./@:_+''&<>~%?=#*\\|\u0001\u0002', '                     ')) $fn$;--> statement-breakpoint
-- Both languages at once, and every word: people look for "не работает", not for "работает".
CREATE TEXT SEARCH DICTIONARY foyer_russian (TEMPLATE = snowball, LANGUAGE = russian);--> statement-breakpoint
CREATE TEXT SEARCH DICTIONARY foyer_english (TEMPLATE = snowball, LANGUAGE = english);--> statement-breakpoint
CREATE TEXT SEARCH CONFIGURATION foyer (COPY = simple);--> statement-breakpoint
ALTER TEXT SEARCH CONFIGURATION foyer ALTER MAPPING FOR asciiword, asciihword, hword_asciipart WITH foyer_english;--> statement-breakpoint
ALTER TEXT SEARCH CONFIGURATION foyer ALTER MAPPING FOR word, hword, hword_part WITH foyer_russian;--> statement-breakpoint
-- Writes the table once.
ALTER TABLE "chat_events" ADD COLUMN "words" tsvector
	GENERATED ALWAYS AS (to_tsvector('foyer'::regconfig, search_words(coalesce(body, internal ->> 'note')))) STORED;--> statement-breakpoint
CREATE INDEX "chat_events_words_idx" ON "chat_events" USING gin ("words") WITH (fastupdate=false);--> statement-breakpoint
CREATE TABLE "contact_terms" (
	"chat_id" uuid PRIMARY KEY NOT NULL,
	"terms" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "contact_terms" ADD CONSTRAINT "contact_terms_chat_id_chats_id_fk" FOREIGN KEY ("chat_id") REFERENCES "public"."chats"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
-- With a blank before each part, so that a pattern can ask for the beginning of a word; of the number also its digits alone.
CREATE FUNCTION contact_terms_of(name text, email text, phone text, identity jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
	AS $fn$ SELECT search_fold(concat(
		' ' || nullif(name, ''), ' ' || email, ' ' || phone, ' ' || regexp_replace(phone, '[^0-9]+', '', 'g'),
		' ' || (identity ->> 'name'), ' ' || (identity ->> 'email'))) $fn$;--> statement-breakpoint
CREATE FUNCTION note_contact_terms() RETURNS trigger LANGUAGE plpgsql
	AS $fn$
DECLARE
	found text := contact_terms_of(new.visitor_name, new.visitor_email, new.visitor_phone, new.identity);
BEGIN
	IF found = '' THEN
		DELETE FROM contact_terms WHERE chat_id = new.id;
	ELSE
		INSERT INTO contact_terms (chat_id, terms) VALUES (new.id, found)
			ON CONFLICT (chat_id) DO UPDATE SET terms = excluded.terms WHERE contact_terms.terms <> excluded.terms;
	END IF;
	RETURN NULL;
END
$fn$;--> statement-breakpoint
CREATE TRIGGER chats_contact_terms AFTER INSERT OR UPDATE OF visitor_name, visitor_email, visitor_phone, identity ON "chats"
	FOR EACH ROW EXECUTE FUNCTION note_contact_terms();--> statement-breakpoint
INSERT INTO "contact_terms" ("chat_id", "terms")
	SELECT c.id, t.terms FROM "chats" c, LATERAL (SELECT contact_terms_of(c.visitor_name, c.visitor_email, c.visitor_phone, c.identity)) t (terms)
	WHERE t.terms <> ''
	ON CONFLICT ("chat_id") DO NOTHING;--> statement-breakpoint
CREATE INDEX "contact_terms_trigrams_idx" ON "contact_terms" USING gin ("terms" gin_trgm_ops) WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "chats_begun_idx" ON "chats" USING btree ("department_id","created_at" DESC,"id" DESC);--> statement-breakpoint
CREATE INDEX "chats_operator_idx" ON "chats" USING btree ("operator_id","created_at" DESC,"id" DESC);
