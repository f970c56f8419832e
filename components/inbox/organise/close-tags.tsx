"use client";

import { useTranslations } from "use-intl";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { useTagging } from "./chat-tags";
import { TagPicker } from "./tag-picker";

/** In the question whether to close: the tag that the department asks for. */
export function CloseTags({ chat }: { chat: InboxChatDto }) {
  const t = useTranslations("organise.tags");
  const tagging = useTagging(chat);
  return (
    <>
      <p className="mb-2 font-medium">{t("required")}</p>
      <TagPicker
        label={t("title")}
        chosen={new Set(chat.tags.map(({ id }) => id))}
        onToggle={(tag, isOn) => void tagging(tag, isOn)}
      />
    </>
  );
}
