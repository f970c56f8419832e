"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { refreshUnreadReviews } from "@/lib/inbox/reviews";
import { useChannel } from "@/lib/realtime/use-channel";

/** Long enough to be read by whoever is in the middle of something else. */
const TOAST_MS = 20_000;

const toastId = (chatId: string) => `review-${chatId}`;

/** Tells an operator that a chat of theirs was reviewed, and keeps count of what they have not read, also of before. */
export function useReviewNews(operatorId: string): void {
  const t = useTranslations("reviews.news");
  const router = useRouter();
  const again = () => void refreshUnreadReviews();
  useEffect(() => void refreshUnreadReviews(), []);
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
