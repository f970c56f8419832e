"use client";

import { useEffect, useEffectEvent, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { Composer } from "@/components/chat/composer";
import { isolate } from "@/components/chat/isolate";
import { Button } from "@/components/ui/actions/button";
import { CopyButton } from "@/components/ui/actions/copy-button";
import type { InboxChatDto } from "@/lib/chats/schemas";
import type { Drafts } from "@/lib/inbox/drafts";
import { isMine } from "@/lib/inbox/inbox-state";
import { ThreadHeader } from "./thread-header";
import { ThreadLog } from "./thread-log";
import { useDesk, useInbox, useOutboxItems, useTimelinePage } from "./use-desk";

type Props = {
  chat: InboxChatDto;
  drafts: Drafts;
  isAccepting: boolean;
  /** Grows each time the operator opened or accepted this chat by hand: then, and only then, the focus comes here. */
  focusKey: number;
  onAccept: (chat: InboxChatDto) => void;
  onBack: () => void;
};

/** One opened chat. Mount it with the chat's id as its key. */
export function Thread({ chat, drafts, isAccepting, focusKey, onAccept, onBack }: Props) {
  const t = useTranslations("inbox.thread");
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

  const focusHeading = useEffectEvent(() => {
    if (focusKey > 0 && !(canWrite && matchMedia("(pointer: fine)").matches)) heading.current?.focus();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the reason to focus.
  useEffect(() => focusHeading(), [focusKey]);

  const send = (body: string) => {
    const isTaken = desk.send(chat.id, body);
    if (isTaken) setJumpKey((key) => key + 1);
    return isTaken;
  };

  return (
    <section
      aria-label={t("label", { name: isolate(chat.visitor.name) })}
      className="flex min-h-0 min-w-0 flex-1 flex-col"
    >
      <ThreadHeader chat={chat} headingRef={heading} onBack={onBack} />
      <ThreadLog chat={chat} page={page} outbox={unsent} jumpKey={jumpKey} onEndChange={setIsAtEnd} />
      {canWrite ? (
        <Composer
          name={chat.visitor.name}
          initialText={drafts.get(chat.id)}
          onText={(text) => drafts.set(chat.id, text)}
          onSend={send}
          focusKey={focusKey}
        />
      ) : (
        <Blocked chat={chat} drafts={drafts} isAccepting={isAccepting} onAccept={onAccept} />
      )}
    </section>
  );
}

type BlockedProps = Pick<Props, "chat" | "drafts" | "isAccepting" | "onAccept">;

/** Why nothing can be written here now. What was typed before stays, to be copied. */
function Blocked({ chat, drafts, isAccepting, onAccept }: BlockedProps) {
  const t = useTranslations("inbox");
  const [draft, setDraft] = useState(() => drafts.get(chat.id));
  const discard = () => {
    drafts.set(chat.id, "");
    setDraft("");
  };
  const reason =
    chat.status === "queued"
      ? t("thread.waits")
      : chat.status === "closed"
        ? t("thread.closed")
        : t("thread.ownedBy", { name: isolate(chat.owner?.name ?? "") });
  return (
    <div className="border-border border-t bg-surface px-4 py-3 sm:px-6">
      <div role="status" className="flex min-h-9 flex-wrap items-center justify-between gap-3">
        <p className="text-muted">{reason}</p>
        {chat.status === "queued" && (
          <Button variant="primary" pending={isAccepting} onClick={() => onAccept(chat)}>
            {t("thread.accept")}
          </Button>
        )}
      </div>
      {draft !== "" && (
        <div className="mt-2 rounded-md bg-warning-soft px-3 py-2 text-warning-text">
          <p className="font-medium text-xs">{t("composer.kept")}</p>
          <bdi className="mt-1 block max-h-32 overflow-y-auto whitespace-pre-wrap text-foreground [overflow-wrap:anywhere]">
            {draft}
          </bdi>
          <div className="mt-2 flex flex-wrap gap-2">
            <CopyButton size="sm" text={draft} label={t("delivery.copy")} />
            <Button size="sm" variant="ghost" onClick={discard}>
              {t("composer.discard")}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

/** Read is what stands on a screen that somebody looks at. */
function useMarkRead(chatId: string, seq: number): void {
  const desk = useDesk();
  const isLooking = useSyncExternalStore(subscribeToFocus, isLookedAt, () => false);
  useEffect(() => {
    if (isLooking && seq > 0) desk.markRead(chatId, seq);
  }, [desk, chatId, isLooking, seq]);
}

const isLookedAt = () => document.visibilityState === "visible" && document.hasFocus();

function subscribeToFocus(listener: () => void) {
  window.addEventListener("focus", listener);
  window.addEventListener("blur", listener);
  document.addEventListener("visibilitychange", listener);
  return () => {
    window.removeEventListener("focus", listener);
    window.removeEventListener("blur", listener);
    document.removeEventListener("visibilitychange", listener);
  };
}
