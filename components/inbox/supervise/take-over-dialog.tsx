"use client";

import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { useDesk } from "../use-desk";
import { useFailureText } from "../use-failure-text";

type Props = {
  chat: InboxChatDto;
  isOpen: boolean;
  onClose: () => void;
  /** The chat is ours now. */
  onDone: () => void;
};

/** Taking a chat from the operator who has it: said before what both of them will read. */
export function TakeOverDialog({ chat, isOpen, onClose, onDone }: Props) {
  const t = useTranslations("board.thread");
  const desk = useDesk();
  const failureText = useFailureText();
  const name = isolate(chat.owner?.name ?? "");
  const confirm = async () => {
    const result = await desk.actions.takeOver(chat.id, chat.epoch);
    if (result.ok) {
      // After the window is gone: until then it holds the focus.
      setTimeout(onDone);
      return;
    }
    const owner = result.data?.owner;
    return failureText(
      result,
      typeof owner === "string" && owner !== "" ? t("takenBy", { name: isolate(owner) }) : t("nobodyHasIt"),
    );
  };
  return (
    <ConfirmDialog
      open={isOpen}
      onOpenChange={(isWanted) => !isWanted && onClose()}
      title={t("takeOverTitle", { name })}
      description={t("takeOverText", { name })}
      confirmLabel={t("takeOver")}
      tone="primary"
      onConfirm={confirm}
    />
  );
}
