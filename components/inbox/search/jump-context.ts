"use client";

import { createContext, useMemo, useState } from "react";

/** An entry that somebody wants to see; `key` grows with every wish, also for the same one. */
export type Jump = { chatId: string; seq: number; key: number };

export const JumpContext = createContext<Jump | null>(null);

/** Where to go in a thread, and how to say it. */
export function useNewJump() {
  const [target, setTarget] = useState<Jump | null>(null);
  return useMemo(
    () => ({
      target,
      to: (chatId: string, seq: number) => setTarget((last) => ({ chatId, seq, key: (last?.key ?? 0) + 1 })),
    }),
    [target],
  );
}
