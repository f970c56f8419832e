"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Checkbox } from "@/components/ui/forms/checkbox";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { postBlock, useSpam } from "./use-visitor-acts";

type Props = { chat: InboxChatDto; onClose: () => void; onDone: () => void };

export function SpamDialog({ chat, onClose, onDone }: Props) {
  const t = useTranslations("visitors.spam");
  const { mark } = useSpam(chat, onDone);
  const [alsoBlock, setAlsoBlock] = useState(false);
  const confirm = async () => {
    const problem = await mark();
    if (problem) return problem;
    if (alsoBlock) {
      const result = await postBlock(chat.id, { reason: "", hours: null, address: false });
      if (!result.ok) toast.error(t("blockFailed"));
    }
    onDone();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t("title")}
      description={t("text")}
      confirmLabel={t("confirm")}
      tone="primary"
      onConfirm={confirm}
    >
      <Checkbox
        label={t("alsoBlock")}
        hint={t("alsoBlockHint")}
        checked={alsoBlock}
        onChange={(event) => setAlsoBlock(event.target.checked)}
      />
    </ConfirmDialog>
  );
}
