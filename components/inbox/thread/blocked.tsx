"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Button } from "@/components/ui/actions/button";
import { CopyButton } from "@/components/ui/actions/copy-button";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { abilitiesOf } from "@/lib/inbox/abilities";
import type { Drafts } from "@/lib/inbox/drafts";
import { WatchTools } from "../supervise/watch-tools";
import { useInbox } from "../use-desk";
import type { Take } from "../use-take";
import { ReopenButton } from "../visitor-panel/reopen-button";

type Props = { chat: InboxChatDto; drafts: Drafts; take: Take; onFocusThread: () => void };

/** Why nothing can be written here now. What was typed before stays, to be copied. */
export function Blocked({ chat, drafts, take, onFocusThread }: Props) {
  const t = useTranslations("inbox");
  const can = abilitiesOf(chat, useInbox());
  const [draft, setDraft] = useState(() => drafts.get(chat.id));
  const discard = () => {
    drafts.set(chat.id, "");
    setDraft("");
  };
  const reason = () => {
    if (chat.status === "closed") return t("thread.closed");
    if (chat.status === "active") return t("thread.ownedBy", { name: isolate(chat.owner?.name ?? "") });
    return can.accept ? t("thread.waits") : `${t("thread.waits")} ${t("thread.elsewhere")}`;
  };
  return (
    <div className="border-border border-t bg-surface px-4 py-3 sm:px-6">
      <div role="status" className="flex min-h-9 flex-wrap items-center justify-between gap-3">
        <p className="text-muted">{reason()}</p>
        {can.accept && (
          <Button variant="primary" pending={take.busyId === chat.id} onClick={() => take.accept(chat)}>
            {t("thread.accept")}
          </Button>
        )}
        {chat.status === "closed" && !chat.visitor.isErased && <ReopenButton chat={chat} />}
        <WatchTools chat={chat} drafts={drafts} onFocusThread={onFocusThread} />
      </div>
      {draft !== "" && (
        <div className="mt-2 rounded-md bg-warning-soft px-3 py-2 text-warning-text">
          <p className="font-medium text-xs">{t("composer.kept")}</p>
          <bdi className="mt-1 block max-h-32 overflow-y-auto whitespace-pre-wrap text-foreground [overflow-wrap:anywhere]">
            {draft}
          </bdi>
          <div className="mt-2 flex flex-wrap gap-2">
            <CopyButton size="sm" text={draft} label={t("delivery.copy")} />
            <Button size="sm" variant="ghost" onClick={discard}>
              {t("composer.discard")}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
