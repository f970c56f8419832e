"use client";

import { useTranslations } from "use-intl";
import { Bubble } from "@/components/chat/bubble";
import { Attachment } from "@/components/chat/files/attachment";
import { fileUrl } from "@/components/chat/files/file-url";
import { NoteBubble } from "@/components/chat/note-bubble";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { isMine } from "@/lib/inbox/chat-lists";
import type { OutboxItem } from "@/lib/inbox/outbox/outbox";
import { useInbox } from "../use-desk";
import { PendingFoot, pendingState } from "./pending-foot";

type Props = { item: OutboxItem; isFirst: boolean; chat: InboxChatDto };

/** A message or a note of mine that the server has not confirmed, and what can be done about it. */
export function PendingBubble({ item, isFirst, chat }: Props) {
  const t = useTranslations("inbox");
  const note = useTranslations("writing.note");
  const { operator } = useInbox();
  const heading = `${t("thread.you")}, ${t(`delivery.${pendingState(item)}`)}`;
  const tone = item.failed ? "failed" : "pending";
  if (item.note) {
    return (
      <NoteBubble
        label={note("label")}
        heading={heading}
        author={t("thread.you")}
        text={item.body}
        names={[]}
        tone={tone}
        foot={<PendingFoot item={item} mayRetry={!chat.visitor.isErased} />}
      />
    );
  }
  return (
    <Bubble
      isOwn
      isFirst={isFirst}
      tone={tone}
      heading={heading}
      text={item.body}
      attachment={item.file && <Attachment file={item.file} url={fileUrl(chat.id, item.file.id)} />}
      // In a closed chat, or in somebody else's, another try can only fail again.
      foot={<PendingFoot item={item} mayRetry={isMine(chat, operator.id)} />}
    />
  );
}
