"use client";

import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { DropZone } from "@/components/chat/files/drop-zone";
import { isolate } from "@/components/chat/isolate";
import type { ChatEventDto, InboxChatDto } from "@/lib/chats/schemas";
import type { FileDto } from "@/lib/files/schemas";
import { isMine } from "@/lib/inbox/chat-lists";
import type { Drafts } from "@/lib/inbox/drafts";
import { useReadMentions } from "../notes/use-read-mentions";
import type { SyncedDrafts } from "../organise/use-synced-drafts";
import { JumpTarget } from "../search/jump-target";
import { useDesk, useInbox, useOutboxItems, useTimelinePage, useUploads } from "../use-desk";
import type { Take } from "../use-take";
import { WritingArea } from "../writing/writing-area";
import { ThreadBars } from "./thread-bars";
import { ThreadHeader } from "./thread-header";
import { ThreadLog } from "./thread-log";
import { TypingLine } from "./typing-line";
import { useMarkRead } from "./use-mark-read";

type Props = {
  chat: InboxChatDto;
  drafts: Drafts;
  notes: SyncedDrafts;
  take: Take;
  /** Grows each time the operator opened or accepted this chat by hand: then, and only then, the focus comes here. */
  focusKey: number;
  onFocusThread: () => void;
  onBack: () => void;
};

/** One opened chat. Mount it with the chat's id as its key. */
export function Thread({ chat, drafts, notes, take, focusKey, onFocusThread, onBack }: Props) {
  const t = useTranslations("inbox.thread");
  const filesText = useTranslations("inbox.files");
  const desk = useDesk();
  const { operator } = useInbox();
  const page = useTimelinePage(chat.id);
  const allUnsent = useOutboxItems();
  const unsent = useMemo(() => allUnsent.filter(({ chatId }) => chatId === chat.id), [allUnsent, chat.id]);
  const [jumpKey, setJumpKey] = useState(0);
  const [isAtEnd, setIsAtEnd] = useState(true);
  const heading = useRef<HTMLHeadingElement>(null);
  const canWrite = isMine(chat, operator.id);

  useMarkRead(chat.id, isAtEnd && page?.isLoaded ? page.timeline.last : 0);

  const count = page?.timeline.events.length ?? 0;
  useEffect(() => {
    if (isAtEnd && count > 0) desk.book.trim(chat.id);
  }, [desk, chat.id, isAtEnd, count]);
  useReadMentions(chat.id, page?.timeline.events ?? NO_EVENTS, page?.isLoaded ?? false);

  const focusHeading = useEffectEvent(() => {
    if (focusKey > 0 && !(canWrite && matchMedia("(pointer: fine)").matches)) heading.current?.focus();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the reason to focus.
  useEffect(() => focusHeading(), [focusKey]);

  const uploads = useUploads(chat.id);
  const drop = (files: File[]) => {
    const count = uploads.add(files);
    if (count > 0) toast.error(filesText("tooMany", { count }));
  };
  const send = (body: string, file?: FileDto) => {
    const isTaken = desk.send(chat.id, body, file);
    if (isTaken) setJumpKey((key) => key + 1);
    return isTaken;
  };

  return (
    <DropZone
      onFiles={canWrite ? drop : null}
      aria-label={t("label", { name: isolate(chat.visitor.name) })}
      className="flex min-h-0 min-w-0 flex-1 flex-col"
    >
      <ThreadHeader chat={chat} headingRef={heading} onFocusThread={onFocusThread} onBack={onBack} />
      <ThreadBars chat={chat} take={take} onFocusThread={onFocusThread} />
      <ThreadLog chat={chat} page={page} outbox={unsent} jumpKey={jumpKey} onEndChange={setIsAtEnd} />
      <JumpTarget chatId={chat.id} page={page} />
      <TypingLine chat={chat} />
      <WritingArea
        chat={chat}
        canAnswer={canWrite}
        drafts={drafts}
        notes={notes}
        take={take}
        files={uploads}
        onSend={send}
        onAdded={() => setJumpKey((key) => key + 1)}
        focusKey={focusKey}
        onFocusThread={onFocusThread}
      />
    </DropZone>
  );
}

const NO_EVENTS: readonly ChatEventDto[] = [];
