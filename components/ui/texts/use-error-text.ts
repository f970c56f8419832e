"use client";

import { useTranslations } from "use-intl";

/**
 * Turns an error of a field or of an answer into words. `error` is a key of `messages/<locale>/errors.json`, alone
 * ("required") or with a limit ("tooLong:120"); an unknown key reads "Check this entry". Text with spaces in it is
 * taken as translated already.
 */
export function useErrorText(): (error: string) => string {
  const t = useTranslations("errors");
  return (error) => {
    if (/\s/.test(error)) return error;
    const [, key = "", limit = "-1"] = /^(\w+)(?::(\d+))?$/.exec(error) ?? [];
    // Keys come from schemas and from the server as strings; the check below makes the cast true.
    const known = key as Parameters<typeof t>[0];
    return key !== "" && t.has(known) ? t(known, { limit: Number(limit) }) : t("invalid");
  };
}
