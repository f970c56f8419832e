DROP INDEX "chats_begun_idx";--> statement-breakpoint
CREATE INDEX "chats_spam_idx" ON "chats" USING btree ("department_id","created_at" desc,"id" desc) WHERE "chats"."spam_at" is not null;--> statement-breakpoint
CREATE INDEX "chats_begun_idx" ON "chats" USING btree ("department_id","created_at" desc,"id" desc) WHERE "chats"."spam_at" is null;--> statement-breakpoint
-- The chats of contacts of whom each of the words looks like some part, but who do not have all of them as they are. The
-- usual threshold, 0.6, takes "jonson" and "johnson" for two names. The index knows its threshold from a setting alone; not by
-- SET of the function, which only a superuser may write of an extension that the session has not loaded yet.
CREATE FUNCTION similar_contacts(words text[], literally text[]) RETURNS SETOF uuid LANGUAGE plpgsql STABLE STRICT
	AS $fn$
DECLARE
	first text := words[1];
	others text[] := words[2:];
BEGIN
	PERFORM set_config('pg_trgm.word_similarity_threshold', '0.45', true);
	RETURN QUERY SELECT t.chat_id FROM contact_terms t WHERE t.terms %> first AND NOT t.terms LIKE ALL (literally)
		AND NOT EXISTS (SELECT FROM unnest(others) w WHERE NOT t.terms %> w);
END
$fn$;
