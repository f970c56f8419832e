"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { ReplyUploads } from "@/lib/inbox/writing/reply-uploads";

/** The files that are chosen for a reply; closed, its dialog gives up what is under way. */
export function useReplyUploads() {
  const [{ tray, subscribe }] = useState(() => new ReplyUploads());
  const items = useSyncExternalStore(subscribe, tray.items, tray.items);
  useEffect(() => () => tray.clear(), [tray]);
  return {
    items,
    add: (files: File[]) => void tray.add(files),
    remove: (id: string) => tray.remove(id),
    retry: (id: string) => tray.retry(id),
  };
}
