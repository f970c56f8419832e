"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { callJson } from "@/lib/http/client";
import { type VisitorBoardDto, visitorBoardDto } from "@/lib/presences/schemas";
import { useChannels } from "@/lib/realtime/use-channel";

/** Whoever leaves without a word is gone from the board this soon after their last pulse has run out. */
const RENEW_MS = 15_000;
/** Many events are one reading. */
const GATHER_MS = 400;

/** The board, renewed by events and by the clock while the page is shown. */
export function useBoard(initial: VisitorBoardDto): { board: VisitorBoardDto; isStale: boolean; renew: () => void } {
  const [board, setBoard] = useState(initial);
  const [isStale, setStale] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isReading = useRef(false);

  const read = useCallback(async () => {
    if (isReading.current) return;
    isReading.current = true;
    const answer = await callJson("GET", "/api/visitors", { schema: visitorBoardDto });
    isReading.current = false;
    setStale(!answer.ok);
    if (answer.ok) setBoard(answer.data);
  }, []);
  const renew = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(read, GATHER_MS);
  }, [read]);

  useEffect(() => {
    const wake = () => document.visibilityState === "visible" && renew();
    const clock = setInterval(wake, RENEW_MS);
    document.addEventListener("visibilitychange", wake);
    window.addEventListener("online", wake);
    return () => {
      clearInterval(clock);
      clearTimeout(timer.current);
      document.removeEventListener("visibilitychange", wake);
      window.removeEventListener("online", wake);
    };
  }, [renew]);
  useChannels(
    "department",
    board.departments.map(({ id }) => id),
    { "visitors.changed": renew, "chat.changed": renew, onSubscribed: renew },
  );
  return { board, isStale, renew };
}
