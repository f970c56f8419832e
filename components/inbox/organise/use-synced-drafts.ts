"use client";

import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { DraftKind } from "@/lib/drafts/schemas";
import { type Drafts, draftsIn } from "@/lib/inbox/drafts";
import { DraftSync } from "@/lib/inbox/organise/draft-sync";
import { draftsApi } from "@/lib/inbox/organise/organise-api";
import { useChannel } from "@/lib/realtime/use-channel";
import { browserStorage } from "../use-desk";

export type SyncedDrafts = { drafts: Drafts; openedKey: number };

/**
 * What this operator has begun to write, of one kind, in this browser and on their other devices. `openedKey` is another
 * one once a draft of the opened chat has come from elsewhere while nobody was writing here.
 */
export function useSyncedDrafts(operatorId: string, openedId: string | null, kind: DraftKind): SyncedDrafts {
  const [drafts] = useState(
    () =>
      new DraftSync({
        kind,
        local: draftsIn(browserStorage, operatorId, kind),
        store: browserStorage,
        key: `foyer.drafts.${operatorId}.${kind}`,
        api: draftsApi,
      }),
  );
  useEffect(() => {
    void drafts.sync();
    const onVisible = () => document.visibilityState === "visible" && void drafts.sync();
    window.addEventListener("online", onVisible);
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      window.removeEventListener("online", onVisible);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [drafts]);
  useChannel("operator", operatorId, {
    "draft.changed": (draft) => drafts.heard(draft),
    onSubscribed: () => void drafts.sync(),
  });
  // Lists show what came from elsewhere.
  const changes = useSyncExternalStore(drafts.subscribe, drafts.changes, () => 0);
  const [openedKey, setOpenedKey] = useState(0);
  const seen = useRef({ openedId, count: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `changes` is the reason to look.
  useEffect(() => {
    const count = openedId === null ? 0 : drafts.changesOf(openedId);
    const hasNews = seen.current.openedId === openedId && seen.current.count !== count;
    seen.current = { openedId, count };
    // Under somebody's hands a text does not change: there the last writer wins.
    if (hasNews && !(document.activeElement instanceof HTMLTextAreaElement)) setOpenedKey((key) => key + 1);
  }, [drafts, openedId, changes]);
  return { drafts, openedKey };
}
