/** Before many rows are written: made anew when all of them are there, these indexes take a fraction of the time. */
export const withoutSearchIndexes = "drop index chat_events_words_idx, contact_terms_trigrams_idx";

/** For rows that were written with no trigger at work: what it would have written, and the indexes again. */
export const fillSearchTables = [
  `insert into contact_terms (chat_id, terms)
   select c.id, t.terms from chats c,
     lateral (select contact_terms_of(c.visitor_name, c.visitor_email, c.visitor_phone, c.identity)) t (terms)
   where t.terms <> ''`,
  "create index chat_events_words_idx on chat_events using gin (words) with (fastupdate = false)",
  "create index contact_terms_trigrams_idx on contact_terms using gin (terms gin_trgm_ops) with (fastupdate = false)",
];
