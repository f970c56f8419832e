"use client";

import { useEffect, useEffectEvent } from "react";
import { useLocale } from "use-intl";
import { keepPush, registerWorker } from "@/lib/inbox/push/push-client";
import { onWorkerMessage } from "@/lib/inbox/push/worker-messages";

/** Registers the service worker, keeps this browser's subscription alive, and opens what a notification was clicked for. */
export function useServiceWorker(open: (chatId: string) => void): void {
  const locale = useLocale();
  const opened = useEffectEvent(open);
  useEffect(() => {
    const keep = async () => {
      if (await registerWorker()) await keepPush(locale);
    };
    // Not worth a word: the page of checks says what is wrong.
    void keep().catch(() => undefined);
  }, [locale]);
  useEffect(() => onWorkerMessage((message) => message.type === "open" && opened(message.chatId)), []);
}
