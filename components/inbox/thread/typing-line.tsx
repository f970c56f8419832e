"use client";

import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { TypingDots } from "@/components/chat/typing-dots";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { useVisitorTyping } from "../use-desk";

/** Under the last message, for as long as the visitor types. Its room is kept, so that nothing moves. */
export function TypingLine({ chat }: { chat: InboxChatDto }) {
  const t = useTranslations("inbox.thread");
  const isTyping = useVisitorTyping(chat.id);
  return (
    <p className="flex h-6 items-center gap-2 px-4 text-muted text-xs sm:px-6">
      {isTyping && (
        <>
          <span className="min-w-0 truncate">{t("typing", { name: isolate(chat.visitor.name) })}</span>
          <TypingDots />
        </>
      )}
    </p>
  );
}
