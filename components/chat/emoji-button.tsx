"use client";

import { Smile } from "lucide-react";
import { Popover } from "radix-ui";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { iconButtonStyle } from "@/components/ui/actions/button-style";
import { EMOJI, EMOJI_COLUMNS, emojiAfter, emojiNames } from "@/lib/emoji/rules";

type Props = {
  onChoose: (emoji: string) => void;
  /** Closed, with or without a choice: the focus goes back to the text. */
  onDone: () => void;
};

/** Opens a choice of emoji: arrows lead through it, Enter chooses, Escape closes. Touch keyboards have their own. */
export function EmojiButton({ onChoose, onDone }: Props) {
  const t = useTranslations("inbox.composer");
  const [isOpen, setIsOpen] = useState(false);
  const [at, setAt] = useState(0);
  const grid = useRef<HTMLDivElement>(null);
  const hasGoneElsewhere = useRef(false);
  const names = emojiNames(t("emojiNames"));

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const next = emojiAfter(at, event.key, getComputedStyle(event.currentTarget).direction === "rtl");
    if (next === null) return;
    event.preventDefault();
    grid.current?.querySelectorAll("button")[next]?.focus();
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <Popover.Trigger
        aria-label={t("emoji")}
        title={t("emoji")}
        className={`${iconButtonStyle("ghost", "md")} pointer-coarse:hidden`}
      >
        <Smile aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          side="top"
          align="start"
          sideOffset={8}
          collisionPadding={8}
          aria-label={t("emoji")}
          className="z-50 rounded-lg border border-border bg-surface p-2 shadow-raised"
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            hasGoneElsewhere.current = false;
            grid.current?.querySelectorAll("button")[at]?.focus();
          }}
          onInteractOutside={() => {
            hasGoneElsewhere.current = true;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (!hasGoneElsewhere.current) onDone();
          }}
        >
          <div
            ref={grid}
            role="toolbar"
            aria-label={t("emoji")}
            className="grid gap-0.5"
            style={{ gridTemplateColumns: `repeat(${EMOJI_COLUMNS}, auto)` }}
            onKeyDown={onKeyDown}
          >
            {EMOJI.map((emoji, index) => (
              <button
                key={emoji}
                type="button"
                tabIndex={index === at ? 0 : -1}
                aria-label={names[index]}
                title={names[index]}
                onFocus={() => setAt(index)}
                onClick={() => {
                  onChoose(emoji);
                  setIsOpen(false);
                }}
                className="grid size-9 place-items-center rounded-md text-xl leading-none hover:bg-surface-sunken"
              >
                {emoji}
              </button>
            ))}
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
