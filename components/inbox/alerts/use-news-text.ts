"use client";

import { useTranslations } from "use-intl";
import { readPreview } from "@/lib/files/rules";
import type { Alert } from "@/lib/inbox/alerting/changes";
import type { News } from "@/lib/inbox/alerting/news";
import { plainText } from "@/lib/markup/rules";

/** Words a change of the inbox as news: department first, then who wrote what, and from which page. */
export function useNewsText(): (alert: Alert) => News {
  const t = useTranslations("alerts");
  const files = useTranslations("inbox.files");
  return ({ kind, chat }) => {
    const { department, visitor, page, owner, lastMessage } = chat;
    const { hasFile, text } = readPreview(lastMessage?.preview ?? "");
    const preview = [...(hasFile ? [files("file")] : []), plainText(text)].join(" ");
    const body = t("body", { name: visitor.name, preview });
    return {
      kind,
      chatId: chat.id,
      departmentId: department.id,
      icon: department.logoUrl,
      title:
        kind === "offer"
          ? t("title.offer", { name: owner?.name ?? "", department: department.name })
          : t(`title.${kind}`, { department: department.name }),
      body: [body, page.title ?? page.url].filter(Boolean).join("\n"),
    };
  };
}
