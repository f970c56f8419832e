"use client";

import { useCallback, useEffect, useState } from "react";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { callJson } from "@/lib/http/client";
import { askAgain } from "@/lib/inbox/ask-again";
import { type VisitorPanelDto, visitorPanelDto } from "@/lib/visitors/panel-schemas";

/**
 * What is known of a chat's visitor besides its row: read when somebody looks, and anew whenever the chat or the page
 * becomes another one. Null: it could not be read.
 */
export function useVisitorPanel({ id, status, page, isSpam }: InboxChatDto): {
  panel: VisitorPanelDto | null | undefined;
  reload: () => void;
} {
  const [found, setFound] = useState<{ id: string; panel: VisitorPanelDto | null }>();
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another state or page means another answer
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    const read = () => callJson("GET", `/api/chats/${id}/visitor`, { schema: visitorPanelDto, signal });
    void askAgain(read, { signal }).then((answer) => {
      if (abort.signal.aborted) return;
      setFound((known) => {
        if (answer.ok) return { id, panel: answer.data };
        // What was read before is better than nothing.
        return known?.id === id && known.panel ? known : { id, panel: null };
      });
    });
    return () => abort.abort();
  }, [id, status, page.url, isSpam, turn]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return { panel: found?.id === id ? found.panel : undefined, reload };
}
