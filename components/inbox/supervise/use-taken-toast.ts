"use client";

import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { useChannel } from "@/lib/realtime/use-channel";

/** Long enough to be read by whoever looks at another chat at that moment. */
const TOAST_MS = 15_000;

/** Tells an operator that somebody has taken a chat from them, and who. */
export function useTakenToast(operatorId: string, open: (chatId: string) => void): void {
  const t = useTranslations("board.thread");
  useChannel("operator", operatorId, {
    "chat.taken": ({ chatId, byName, visitorName }) => {
      const name = isolate(byName);
      toast.warning(visitorName ? t("taken", { name, visitor: isolate(visitorName) }) : t("takenNameless", { name }), {
        id: `taken-${chatId}`,
        description: t("takenText"),
        action: { label: t("open"), onClick: () => open(chatId) },
        duration: TOAST_MS,
      });
    },
  });
}
