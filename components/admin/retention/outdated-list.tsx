"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { Outdated } from "@/lib/retention/schemas";

const ORDER = ["chats", "offlineMessages", "files", "visits", "entries"] as const;

/** How much is deleted, without what is not. */
export function OutdatedList({ outdated }: { outdated: Outdated }) {
  const t = useTranslations("retention.confirm");
  const format = useFormatter();
  return (
    <dl className="space-y-1">
      {ORDER.filter((what) => outdated[what] > 0).map((what) => (
        <div key={what} className="flex justify-between gap-4 border-border border-b py-1.5 last:border-b-0">
          <dt>{t(what)}</dt>
          <dd className="font-semibold tabular-nums">{format.number(outdated[what])}</dd>
        </div>
      ))}
    </dl>
  );
}
