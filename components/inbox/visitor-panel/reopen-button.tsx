"use client";

import { RotateCcw } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { useReopen } from "./use-visitor-acts";

/** Under a closed chat: makes it the operator's own, and open. */
export function ReopenButton({ chat }: { chat: InboxChatDto }) {
  const t = useTranslations("visitors.actions");
  const { busy, run } = useReopen(chat, () => {});
  return (
    <Button icon={<RotateCcw aria-hidden />} pending={busy} onClick={() => void run()}>
      {t("reopen")}
    </Button>
  );
}
