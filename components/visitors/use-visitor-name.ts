"use client";

import { useTranslations } from "use-intl";
import type { VisitorHereDto } from "@/lib/presences/schemas";

/** What a visitor is called where they have told no name: enough to tell two of them apart. */
export function useVisitorName(): (visitor: VisitorHereDto) => string {
  const t = useTranslations("visitors.board");
  return ({ name, visitorId }) => name ?? t("noName", { code: visitorId.slice(-4).toUpperCase() });
}
