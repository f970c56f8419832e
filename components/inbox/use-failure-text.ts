"use client";

import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { CallFailure } from "@/lib/http/client";

/**
 * Words why something could not be done with a chat. `conflict` is what a conflict means for what was tried; without it
 * it is told in general that something else was faster.
 */
export function useFailureText(): (failure: CallFailure, conflict?: string) => string {
  const t = useTranslations("inbox.failure");
  const errorText = useErrorText();
  return ({ code, data }, conflict) => {
    switch (code) {
      case "closed":
        return t("closed");
      case "not_owner":
        return typeof data?.owner === "string" && data.owner !== ""
          ? t("ownedBy", { name: isolate(data.owner) })
          : t("notOwner");
      case "conflict":
        return conflict ?? t("changed");
      case "not_found":
      case "forbidden":
        return t("gone");
      default:
        return errorText(code);
    }
  };
}
