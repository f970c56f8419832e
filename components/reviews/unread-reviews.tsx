"use client";

import { ClipboardCheck } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { LinkButton } from "@/components/ui/actions/link-button";
import { CountBadge } from "@/components/ui/display/badge";
import { unreadReviews } from "@/lib/inbox/reviews";

const useUnreadReviews = () => useSyncExternalStore(unreadReviews.subscribe, unreadReviews.get, () => 0);

/** How many reviews somebody has not read; nothing where there are none. */
export function UnreadReviewsBadge() {
  const t = useTranslations("reviews.news");
  const count = useUnreadReviews();
  return count > 0 ? <CountBadge count={count} label={t("unread", { count })} /> : null;
}

/** The same beside the list of chats, where there is no navigation. */
export function UnreadReviewsLink() {
  const t = useTranslations("reviews.news");
  const count = useUnreadReviews();
  if (count === 0) return null;
  return (
    <LinkButton href="/reviews" size="sm" variant="ghost" icon={<ClipboardCheck aria-hidden />}>
      {t("unread", { count })}
    </LinkButton>
  );
}
