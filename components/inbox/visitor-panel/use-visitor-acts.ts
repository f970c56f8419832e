"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { z } from "zod";
import { type InboxChatDto, inboxChatDto } from "@/lib/chats/schemas";
import { type CallResult, callJson } from "@/lib/http/client";
import { useDesk } from "../use-desk";
import { useFailureText } from "../use-failure-text";

const chatAnswer = z.object({ chat: inboxChatDto });
const blockAnswer = z.object({ blockId: z.uuid(), chats: z.int(), address: z.boolean() });

export type BlockBody = { reason: string; hours: number | null; address: boolean };

export const postBlock = (chatId: string, body: BlockBody) =>
  callJson("POST", `/api/chats/${chatId}/block`, { body, schema: blockAnswer });

const postSpam = (chatId: string, spam: boolean) =>
  callJson("POST", `/api/chats/${chatId}/spam`, { body: { spam }, schema: chatAnswer });

/** Hands the answer to the desk, and has it read what may have changed besides. */
function useSettle(chat: InboxChatDto) {
  const desk = useDesk();
  return (result: CallResult<{ chat: InboxChatDto }>) => {
    if (result.ok) desk.heard(result.data.chat);
    desk.sync(chat.id);
    return result;
  };
}

/** Marks the chat as spam and back; `mark` answers why not, in words. */
export function useSpam(chat: InboxChatDto, onDone: () => void) {
  const t = useTranslations("visitors.spam");
  const failureText = useFailureText();
  const settle = useSettle(chat);
  const [busy, setBusy] = useState(false);
  const unmark = async () => {
    setBusy(true);
    const result = settle(await postSpam(chat.id, false));
    setBusy(false);
    if (result.ok) toast.success(t("undone"));
    else toast.error(failureText(result));
    onDone();
  };
  const mark = async (): Promise<string | undefined> => {
    const result = settle(await postSpam(chat.id, true));
    if (!result.ok) return failureText(result);
    toast.success(t("done"), { action: { label: t("undo"), onClick: () => void unmark() } });
  };
  return { busy, mark, unmark };
}

/** Opens a closed chat again for whoever presses. */
export function useReopen(chat: InboxChatDto, onDone: () => void) {
  const t = useTranslations("visitors.reopen");
  const failureText = useFailureText();
  const settle = useSettle(chat);
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    const path = `/api/chats/${chat.id}/reopening`;
    const result = settle(await callJson("POST", path, { body: {}, schema: chatAnswer }));
    setBusy(false);
    if (result.ok) toast.success(t("done"));
    else {
      const reason = result.data?.reason;
      const isKnown = reason === "erased" || reason === "blocked" || reason === "otherChat";
      toast.error(isKnown ? t(reason) : failureText(result));
    }
    onDone();
  };
  return { busy, run };
}
