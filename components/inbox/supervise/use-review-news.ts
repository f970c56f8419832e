"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { askAgain } from "@/lib/inbox/ask-again";
import { getUnreadReviews, unreadReviews } from "@/lib/inbox/reviews";
import { useChannel } from "@/lib/realtime/use-channel";

/** Long enough to be read by whoever is in the middle of something else. */
const TOAST_MS = 20_000;

const toastId = (chatId: string) => `review-${chatId}`;

/** Tells an operator that a chat of theirs was reviewed, and keeps count of what they have not read, also of before. */
export function useReviewNews(operatorId: string): void {
  const t = useTranslations("reviews.news");
  const router = useRouter();
  const [asked, setAsked] = useState(0);
  const again = () => setAsked((times) => times + 1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each news is a reason to ask again.
  useEffect(() => {
    let isOld = false;
    void askAgain(getUnreadReviews).then((result) => {
      if (result.ok && !isOld) unreadReviews.set(result.data.unread);
    });
    return () => {
      isOld = true;
    };
  }, [asked]);
  useChannel("operator", operatorId, {
    onSubscribed: again,
    "review.told": ({ chatId, byName }) => {
      again();
      toast.info(t("title", { name: isolate(byName) }), {
        id: toastId(chatId),
        action: { label: t("open"), onClick: () => router.push(`/reviews/${chatId}`) },
        duration: TOAST_MS,
      });
    },
    "review.read": ({ chatId }) => {
      again();
      toast.dismiss(toastId(chatId));
    },
  });
}
