"use client";

import { useFormatter, useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import type { Colleague } from "@/lib/inbox/pulse/colleagues";

/** Words for those of the colleagues who do one thing: "Anna and Boris are answering". Empty for nobody. */
export function useColleagueText() {
  const t = useTranslations("inbox.colleagues");
  const format = useFormatter();
  return (colleagues: readonly Colleague[], does: Colleague["does"]): string => {
    const names = colleagues.filter((one) => one.does === does).map(({ name }) => isolate(name));
    return names.length === 0 ? "" : t(does, { count: names.length, names: format.list(names) });
  };
}
