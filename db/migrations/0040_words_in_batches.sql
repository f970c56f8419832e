-- The words of new entries wait in a list, and reach the index some hundreds of entries at a time. One by one they are a
-- write for each word, which was nine tenths of what a message wrote to the log. The list is read by every search, so it stays short (kB).
ALTER INDEX "chat_events_words_idx" SET (fastupdate = on, gin_pending_list_limit = 256);
