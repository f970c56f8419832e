import type { getTranslator } from "@/lib/i18n/server";

/** What the pages of documentation say around their texts. */
export type DocsTexts = Awaited<ReturnType<typeof getTranslator<"docs">>>;
