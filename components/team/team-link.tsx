"use client";

import { MessagesSquare } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { LinkButton } from "@/components/ui/actions/link-button";
import { askAgain } from "@/lib/inbox/ask-again";
import { readRooms } from "@/lib/inbox/team/team-api";
import { unreadRooms } from "@/lib/inbox/team/team-state";
import { useChannel } from "@/lib/realtime/use-channel";

/** Leads to the rooms and says in how many of them there is something new, also while one is at the inbox. */
export function TeamLink({ operatorId }: { operatorId: string }) {
  const t = useTranslations("team");
  const [count, setCount] = useState(0);
  const [asked, setAsked] = useState(0);
  const again = () => setAsked((times) => times + 1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each news is a reason to ask again.
  useEffect(() => {
    let isOld = false;
    // A burst of messages is one question.
    const timer = setTimeout(async () => {
      const result = await askAgain(readRooms);
      if (result.ok && !isOld) setCount(unreadRooms(result.data));
    }, 500);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [asked]);
  useChannel("operator", operatorId, {
    "room.appended": again,
    "room.announced": again,
    "room.read": again,
    onSubscribed: again,
  });
  return (
    <LinkButton href="/team" size="sm" variant="ghost" icon={<MessagesSquare aria-hidden />}>
      {t("unreadRooms", { count })}
    </LinkButton>
  );
}
