"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { acknowledgeAlert, readBoard } from "@/lib/inbox/board/board-api";
import { PacedReader } from "@/lib/inbox/board/paced-reader";
import { useChannel, useChannels } from "@/lib/realtime/use-channel";
import type { BoardDto } from "@/lib/supervision/schemas";

/**
 * The board as it is: the server's snapshot, read again whenever an event says that something has changed, after every
 * (re)connection, and when the page is looked at again.
 */
export function useBoard(initial: BoardDto, operatorId: string) {
  const [board, setBoard] = useState(initial);
  const [isStale, setIsStale] = useState(false);
  const read = useEffectEvent(async () => {
    const result = await readBoard();
    setIsStale(!result.ok);
    if (result.ok) setBoard(result.data);
  });
  const [reader] = useState(() => ({ current: null as PacedReader | null }));
  useEffect(() => {
    const paced = new PacedReader({ read: () => read() });
    reader.current = paced;
    paced.start();
    const onVisible = () => document.visibilityState === "visible" && paced.hint();
    document.addEventListener("visibilitychange", onVisible);
    window.addEventListener("online", onVisible);
    return () => {
      paced.stop();
      document.removeEventListener("visibilitychange", onVisible);
      window.removeEventListener("online", onVisible);
    };
  }, [reader]);
  const hint = () => reader.current?.hint();
  useChannels(
    "department",
    board.departments.map(({ id }) => id),
    { "chat.changed": hint, "board.changed": hint, onSubscribed: hint },
  );
  useChannel("operator", operatorId, {
    "inbox.changed": hint,
    "supervisor.alerted": hint,
    "alert.acknowledged": hint,
    onSubscribed: hint,
  });
  return {
    board,
    isStale,
    async acknowledge(alertId: string) {
      const result = await acknowledgeAlert(alertId);
      if (result.ok) {
        const { alert } = result.data;
        setBoard((now) => ({ ...now, alerts: now.alerts.map((one) => (one.id === alertId ? alert : one)) }));
      }
      hint();
      return result;
    },
  };
}
