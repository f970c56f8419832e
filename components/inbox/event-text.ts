"use client";

import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import type { ChatEventDto } from "@/lib/chats/schemas";

/** Words an entry that is no message, from its kind and facts, for the operator with this id and name. */
export function useEventText(me: { id: string; name: string }): (event: ChatEventDto) => string {
  const t = useTranslations("inbox.event");
  return ({ kind, data }) => {
    const { departmentName = "", operatorName = "", operatorId, reason } = data;
    const name = isolate(operatorName);
    const isMe = operatorId ? operatorId === me.id : operatorName === me.name;
    switch (kind) {
      case "started":
        return t("started", { department: isolate(departmentName) });
      case "claimed":
        return isMe ? t("claimedByYou") : t("claimed", { name });
      case "closed":
        if (reason === "visitor") return t("closedByVisitor");
        if (reason === "idle") return t("closedIdle");
        return isMe ? t("closedByYou") : t("closedByOperator", { name });
      case "message":
        return "";
    }
  };
}
