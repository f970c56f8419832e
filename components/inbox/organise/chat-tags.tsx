"use client";

import { Tag, X } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Button } from "@/components/ui/actions/button";
import { Dialog } from "@/components/ui/overlays/dialog";
import type { InboxChatDto } from "@/lib/chats/schemas";
import * as api from "@/lib/inbox/organise/organise-api";
import type { TagDto } from "@/lib/tags/schemas";
import { useDesk } from "../use-desk";
import { useFailureText } from "../use-failure-text";
import { TagChip } from "./tag-chip";
import { TagPicker } from "./tag-picker";

/** Puts a tag on a chat or takes it off, and says what happened instead when it failed. */
export function useTagging(chat: InboxChatDto) {
  const desk = useDesk();
  const failureText = useFailureText();
  return async (tag: TagDto, isOn: boolean) => {
    const result = await api.tagChat(chat.id, isOn ? [tag.id] : [], isOn ? [] : [tag.id]);
    if (result.ok) desk.heard(result.data.chat);
    else toast.error(failureText(result));
    desk.sync(chat.id);
  };
}

/** The tags of the opened chat, each with a cross, and the way to more. */
export function ChatTags({ chat }: { chat: InboxChatDto }) {
  const t = useTranslations("organise.tags");
  const tagging = useTagging(chat);
  const [isOpen, setIsOpen] = useState(false);
  if (chat.visitor.isErased) return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {chat.tags.map((tag) => (
        <TagChip key={tag.id} tag={tag} className="pe-0">
          <button
            type="button"
            aria-label={t("remove", { name: isolate(tag.name) })}
            onClick={() => void tagging(tag, false)}
            className="inline-flex size-6 shrink-0 items-center justify-center rounded-full text-muted hover:text-foreground"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </TagChip>
      ))}
      <Button
        size="sm"
        variant="ghost"
        icon={<Tag aria-hidden />}
        className="min-h-6 px-1.5 text-muted text-xs"
        onClick={() => setIsOpen(true)}
      >
        {t("add")}
      </Button>
      <Dialog title={t("title")} open={isOpen} onOpenChange={setIsOpen}>
        <TagPicker
          label={t("title")}
          chosen={new Set(chat.tags.map(({ id }) => id))}
          onToggle={(tag, isOn) => void tagging(tag, isOn)}
        />
      </Dialog>
    </div>
  );
}
