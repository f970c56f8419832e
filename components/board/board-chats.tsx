"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Elapsed } from "@/components/inbox/times";
import { DepartmentSquare } from "@/components/ui/display/department-mark";
import { Spinner } from "@/components/ui/display/spinner";
import { Dialog } from "@/components/ui/overlays/dialog";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { readPreview } from "@/lib/files/rules";
import { askAgain } from "@/lib/inbox/ask-again";
import { readBoardChats } from "@/lib/inbox/board/board-api";
import { plainText } from "@/lib/markup/rules";
import type { BoardChatsDto } from "@/lib/supervision/schemas";

/** Whose chats are looked at. */
export type BoardChoice = { name: string } & ({ departmentId: string } | { operatorId: string });

type Props = {
  choice: BoardChoice | null;
  /** Of the newest board: its chats are read again with it. */
  at: string;
  onClose: () => void;
};

/** The waiting and active chats of a department or an operator; each opens in the inbox, where it is watched. */
export function BoardChats({ choice, at, onClose }: Props) {
  const t = useTranslations("board");
  return (
    <Dialog
      open={choice !== null}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={choice ? t("chatsOf", { name: isolate(choice.name) }) : ""}
      description={t("chatsLead")}
      size="lg"
    >
      {choice && <Chats key={JSON.stringify(choice)} choice={choice} at={at} />}
    </Dialog>
  );
}

function Chats({ choice, at }: { choice: BoardChoice; at: string }) {
  const t = useTranslations("board");
  const errorText = useErrorText();
  const [found, setFound] = useState<BoardChatsDto | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const read = useEffectEvent(async (isCurrent: () => boolean) => {
    const wanted = "departmentId" in choice ? { departmentId: choice.departmentId } : { operatorId: choice.operatorId };
    const result = await askAgain(() => readBoardChats(wanted));
    if (!isCurrent()) return;
    if (result.ok) setFound(result.data);
    setFailure(result.ok ? null : errorText(result.code));
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each new board its chats are read again.
  useEffect(() => {
    let isCurrent = true;
    void read(() => isCurrent);
    return () => {
      isCurrent = false;
    };
  }, [at]);
  if (!found) return <p className="py-6 text-center text-muted">{failure ?? <Spinner label={t("loading")} />}</p>;
  if (found.chats.length === 0) return <p className="py-6 text-center text-muted">{t("noChats")}</p>;
  return (
    <>
      <ul className="divide-y divide-border">
        {found.chats.map((chat) => (
          <ChatRow key={chat.id} chat={chat} />
        ))}
      </ul>
      {found.total > found.chats.length && (
        <p className="mt-3 text-muted text-xs">{t("more", { count: found.total - found.chats.length })}</p>
      )}
    </>
  );
}

function ChatRow({ chat }: { chat: InboxChatDto }) {
  const t = useTranslations("board");
  const { department, visitor, owner, status, queuedSince, awaitingSince, heldAt, lastMessage } = chat;
  const since = status === "queued" ? queuedSince : heldAt ? null : awaitingSince;
  const preview = plainText(readPreview(lastMessage?.preview ?? "").text);
  return (
    <li>
      <a
        href={`/inbox/${chat.id}`}
        className="flex items-start gap-3 rounded-md px-2 py-2.5 hover:bg-surface-sunken focus-visible:-outline-offset-2"
      >
        <DepartmentSquare department={department} size="md" />
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-baseline justify-between gap-x-3">
            <bdi className="min-w-0 truncate font-medium">{visitor.name}</bdi>
            <span className="text-xs tabular-nums">
              {since ? (
                <span className={status === "queued" ? "text-warning-text" : "text-muted"}>
                  {t(status === "queued" ? "waitsFor" : "unansweredFor")} <Elapsed since={since} />
                </span>
              ) : (
                <span className="text-muted">{heldAt ? t("onHold") : t("answered")}</span>
              )}
            </span>
          </span>
          <span className="block truncate text-muted text-xs">
            {owner ? t("with", { name: isolate(owner.name) }) : t("nobody")} <span aria-hidden>·</span>{" "}
            <bdi>{department.name}</bdi>
          </span>
          {preview !== "" && <bdi className="line-clamp-1 break-all text-muted">{preview}</bdi>}
        </span>
      </a>
    </li>
  );
}
