"use client";

import { MessageSquareText } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { LinkedText } from "@/components/chat/linked-text";
import { DepartmentSquare } from "@/components/ui/display/department-mark";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { isGone } from "@/lib/http/client";
import { askAgain } from "@/lib/inbox/ask-again";
import { readChat } from "@/lib/inbox/inbox-api";
import { roomParts } from "@/lib/rooms/rules";

/** What somebody wrote in a room; chats that they mention stand as what they are. */
export function RoomText({ body }: { body: string }) {
  const parts = roomParts(body, typeof location === "undefined" ? "" : location.origin);
  return parts.map((part, index) =>
    "chatId" in part ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one unchanging text have no other name.
      <ChatMention key={index} chatId={part.chatId} />
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      <LinkedText key={index} text={part.text.trim()} />
    ),
  );
}

/** A chat by its visitor and department, as far as the reader may see it. */
function ChatMention({ chatId }: { chatId: string }) {
  const t = useTranslations("team.chat");
  const [chat, setChat] = useState<InboxChatDto | "foreign" | null>(null);
  useEffect(() => {
    let isGoneHere = false;
    void askAgain(() => readChat(chatId)).then((result) => {
      if (isGoneHere) return;
      if (result.ok) setChat(result.data);
      else if (isGone(result)) setChat("foreign");
    });
    return () => {
      isGoneHere = true;
    };
  }, [chatId]);
  const style =
    "my-1 inline-flex min-h-8 max-w-full items-center gap-2 rounded-md border border-border-strong bg-background px-2.5 py-1 font-medium text-sm";
  if (chat === "foreign") return <span className={style}>{t("foreign")}</span>;
  return (
    <Link href={`/inbox/${chatId}`} className={`${style} hover:bg-surface-sunken`}>
      {chat ? (
        <DepartmentSquare department={chat.department} size="xs" />
      ) : (
        <MessageSquareText aria-hidden className="size-4" />
      )}
      <span className="truncate">{chat ? t("named", { visitor: isolate(chat.visitor.name) }) : t("loading")}</span>
      {chat && <bdi className="truncate text-muted">{chat.department.name}</bdi>}
    </Link>
  );
}
