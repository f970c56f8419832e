"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import type { InboxChatDto } from "@/lib/chats/schemas";
import type { CallFailure } from "@/lib/http/client";
import { isOfferedTo } from "@/lib/inbox/chat-lists";
import { focusMainIfLost } from "./focus-main";
import { useDesk } from "./use-desk";
import { useFailureText } from "./use-failure-text";

export type Take = {
  /** The chat that is being accepted or declined at this moment. */
  busyId: string | null;
  accept: (chat: InboxChatDto) => void;
  decline: (chat: InboxChatDto) => void;
};

/**
 * Accepting a waiting chat or one that is offered, and declining the latter; who was too late is told who has it. The chat
 * opens at the press already: what is typed while the answer travels must not go to the visitor of the chat that stood
 * there before. What was accepted shows in the list of own chats, to which `showMine` turns.
 */
export function useTake(open: (chatId: string) => void, focusThread: () => void, showMine: () => void): Take {
  const t = useTranslations("inbox");
  const failureText = useFailureText();
  const desk = useDesk();
  const [busyId, setBusyId] = useState<string | null>(null);

  const run = async (id: string, act: () => ReturnType<typeof desk.actions.claim>) => {
    setBusyId(id);
    const result = await act();
    setBusyId((current) => (current === id ? null : current));
    return result;
  };
  const lateText = (failure: CallFailure) => {
    if (failure.code === "closed") return t("thread.acceptedClosed");
    const owner = failure.data?.owner;
    return failureText(
      failure,
      typeof owner === "string" && owner !== ""
        ? t("thread.taken", { name: isolate(owner) })
        : t("thread.takenBySomebody"),
    );
  };
  const accept = async (chat: InboxChatDto) => {
    const { id } = chat;
    const isOffer = isOfferedTo(chat, desk.inbox.get().operator.id);
    open(id);
    const result = await run(id, () => (isOffer ? desk.actions.accept(id) : desk.actions.claim(id)));
    if (result.ok) {
      showMine();
      focusThread();
    } else toast.error(isOffer ? failureText(result, t("failure.offerGone")) : lateText(result));
  };
  const decline = async ({ id }: InboxChatDto) => {
    const result = await run(id, () => desk.actions.decline(id));
    focusMainIfLost();
    if (!result.ok) toast.error(failureText(result, t("failure.offerGone")));
  };
  return { busyId, accept: (chat) => void accept(chat), decline: (chat) => void decline(chat) };
}
