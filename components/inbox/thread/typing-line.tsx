"use client";

import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { TypingDots } from "@/components/chat/typing-dots";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { useVisitorTyping } from "../use-desk";
import { ColleagueLine } from "./colleague-line";

/** Under the last message: whether the visitor types, and what colleagues do here. Its room is kept, so that nothing moves. */
export function TypingLine({ chat }: { chat: InboxChatDto }) {
  const t = useTranslations("inbox.thread");
  const isTyping = useVisitorTyping(chat.id);
  return (
    <div className="flex h-6 items-center gap-4 px-4 text-muted text-xs sm:px-6">
      {isTyping && (
        <p className="flex min-w-0 items-center gap-2">
          <span className="min-w-0 truncate">{t("typing", { name: isolate(chat.visitor.name) })}</span>
          <TypingDots />
        </p>
      )}
      <ColleagueLine chatId={chat.id} />
    </div>
  );
}
