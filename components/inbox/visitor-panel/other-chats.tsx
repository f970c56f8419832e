"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import { Badge } from "@/components/ui/display/badge";
import { DepartmentMark } from "@/components/ui/display/department-mark";
import type { VisitorPanelDto } from "@/lib/visitors/panel-schemas";

/** Other chats of the visitor, to be read in the inbox. */
export function OtherChats({ panel: { otherChats, otherCount } }: { panel: VisitorPanelDto }) {
  const t = useTranslations("visitors.panel");
  const format = useFormatter();
  return (
    <div>
      <h3 className="font-medium text-xs">{t("others", { count: otherCount })}</h3>
      {otherChats.length > 0 && (
        <ul className="mt-2 divide-y divide-border rounded-md border border-border">
          {otherChats.map((chat) => (
            <li key={chat.id}>
              <Link href={`/inbox/${chat.id}`} className="block rounded-md px-3 py-2 hover:bg-surface-sunken">
                <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <DepartmentMark department={chat.department} size="sm" />
                  <time dateTime={chat.createdAt} className="text-muted text-xs">
                    {format.dateTime(Date.parse(chat.createdAt), { dateStyle: "medium" })}
                  </time>
                  {chat.status !== "closed" && <Badge tone="accent">{t("open")}</Badge>}
                  {chat.isSpam && <Badge tone="warning">{t("spam")}</Badge>}
                </span>
                <span className="mt-0.5 block truncate text-muted">
                  {chat.preview ? <bdi>{chat.preview}</bdi> : t("noWords")}
                </span>
                {chat.rating !== null && (
                  <span className="block text-muted text-xs">{t("rated", { score: chat.rating })}</span>
                )}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {otherCount > otherChats.length && (
        <p className="mt-1 text-muted text-xs">{t("othersMore", { count: otherChats.length })}</p>
      )}
    </div>
  );
}
