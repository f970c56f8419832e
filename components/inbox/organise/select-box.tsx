"use client";

import { Check } from "lucide-react";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { cn } from "@/components/ui/cn";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { useSelection } from "./selection-context";

/** Chooses a chat for what is done with many; there on hover and focus, and for all rows once one is chosen. */
export function SelectBox({ chat }: { chat: InboxChatDto }) {
  const t = useTranslations("organise.bulk");
  const selection = useSelection();
  if (!selection) return null;
  const isOn = selection.ids.has(chat.id);
  return (
    // biome-ignore lint/a11y/useSemanticElements: the box hides what it stands on, and needs its own look.
    <button
      type="button"
      role="checkbox"
      aria-checked={isOn}
      // By keyboard rows are chosen with X.
      tabIndex={-1}
      aria-label={t("choose", { name: isolate(chat.visitor.name) })}
      onClick={(event) => (event.shiftKey ? selection.extend(chat.id) : selection.toggle(chat.id))}
      className={cn(
        "absolute start-3 top-2.5 z-10 inline-flex size-10 items-center justify-center",
        selection.ids.size === 0 && "opacity-0 focus-visible:opacity-100 group-hover/row:opacity-100",
        selection.ids.size === 0 && "pointer-coarse:hidden",
      )}
    >
      <span
        className={cn(
          "inline-flex size-5 items-center justify-center rounded-sm border-2 [&_svg]:size-4",
          isOn ? "border-accent bg-accent text-accent-foreground" : "border-border-strong bg-surface",
        )}
      >
        {isOn && <Check aria-hidden />}
      </span>
    </button>
  );
}
