DROP INDEX "chats_begun_idx";--> statement-breakpoint
CREATE INDEX "chats_spam_idx" ON "chats" USING btree ("department_id","created_at" desc,"id" desc) WHERE "chats"."spam_at" is not null;--> statement-breakpoint
CREATE INDEX "chats_begun_idx" ON "chats" USING btree ("department_id","created_at" desc,"id" desc) WHERE "chats"."spam_at" is null;--> statement-breakpoint
-- The chats of contacts of whom each of the words looks like some part, but who do not have all of them as they are. The
-- usual threshold, 0.6, takes "jonson" and "johnson" for two names; the index knows its threshold from a setting alone.
CREATE FUNCTION similar_contacts(words text[], literally text[]) RETURNS SETOF uuid LANGUAGE sql STABLE STRICT PARALLEL SAFE
	SET pg_trgm.word_similarity_threshold = 0.45
	AS $fn$ SELECT t.chat_id FROM contact_terms t WHERE t.terms %> words[1] AND NOT t.terms LIKE ALL (literally)
		AND NOT EXISTS (SELECT FROM unnest(words[2:]) w WHERE NOT t.terms %> w) $fn$;
