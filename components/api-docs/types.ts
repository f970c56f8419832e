import type { getTranslator } from "@/lib/i18n/server";

/** The page's own words, in the reader's language; what the document says is in English. */
export type DocsTexts = Awaited<ReturnType<typeof getTranslator<"api">>>;
