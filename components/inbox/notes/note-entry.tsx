"use client";

import { memo } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { NoteBubble } from "@/components/chat/note-bubble";
import type { ChatEventDto } from "@/lib/chats/schemas";

type Props = {
  event: ChatEventDto;
  isOwn: boolean;
  /** The visitor had everything taken out that was about them. */
  isErased: boolean;
};

/** A note of the timeline. */
export const NoteEntry = memo(function NoteEntry({ event, isOwn, isErased }: Props) {
  const t = useTranslations("writing.note");
  const board = useTranslations("board.thread");
  const thread = useTranslations("inbox.thread");
  const format = useFormatter();
  const { sender, createdAt, body = "", internal, data } = event;
  const time = format.dateTime(Date.parse(createdAt), { timeStyle: "short" });
  const name = isOwn ? thread("you") : (sender.name ?? "");
  return (
    <NoteBubble
      seq={event.seq}
      label={data.whisperToName ? board("whisperTo", { name: isolate(data.whisperToName) }) : t("label")}
      isWhisper={data.whisperTo !== undefined}
      heading={t("by", { name: isolate(name), time })}
      author={
        <>
          <bdi>{name}</bdi> · <time dateTime={createdAt}>{time}</time>
        </>
      }
      text={isErased ? thread("erased") : body}
      names={internal?.mentions?.map((one) => one.name) ?? []}
    />
  );
});
