"use client";

import { useEffect } from "react";
import { postReviewRead } from "@/lib/inbox/reviews";
import type { ReviewPageDto } from "@/lib/reviews/schemas";

/** Whoever opens the page of their own review has read it. What is lost is told again when it is opened the next time. */
export function useReadReview({ chat: { id: chatId }, unread: seen }: Pick<ReviewPageDto, "chat" | "unread">): void {
  useEffect(() => {
    if (seen !== null) void postReviewRead({ chatId, seen });
  }, [chatId, seen]);
}
