"use client";

import { SendHorizontal } from "lucide-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Button } from "@/components/ui/actions/button";
import { Kbd } from "@/components/ui/display/kbd";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import { MESSAGE_BODY_MAX, messageBody } from "@/lib/chats/input-schemas";
import { ChatPicker } from "./chat-picker";

type Props = {
  name: string;
  /** Takes the message over; false when it cannot, and then the text stays. */
  onSend: (body: string) => boolean;
};

/** Where one writes to colleagues. Enter sends, Shift+Enter breaks the line; on touch keyboards Enter breaks it too. */
export function RoomComposer({ name, onSend }: Props) {
  const t = useTranslations("team.composer");
  const errorText = useErrorText();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string>();

  const change = (value: string) => {
    setText(value);
    setProblem(undefined);
  };
  const send = () => {
    field.current?.focus({ preventScroll: true });
    const parsed = messageBody.safeParse(text);
    if (!parsed.success) {
      const code = parsed.error.issues[0]?.message ?? "invalid";
      // An empty field needs no lesson, and a text that is too long is counted below.
      if (code !== "required" && code !== "tooLong") setProblem(errorText(code));
      return;
    }
    if (onSend(parsed.data)) change("");
    else setProblem(t("full"));
  };
  const mention = (chatId: string) => {
    const area = field.current;
    if (!area) return;
    const isAfterWord = /\S$/.test(area.value.slice(0, area.selectionStart));
    const address = `${isAfterWord ? " " : ""}${location.origin}/inbox/${chatId} `;
    area.setRangeText(address, area.selectionStart, area.selectionEnd, "end");
    change(area.value);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isTouch = matchMedia("(pointer: coarse)").matches;
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing || isTouch) return;
    event.preventDefault();
    send();
  };

  const over = text.trim().length - MESSAGE_BODY_MAX;
  const shown = problem ?? (over > 0 ? t("over", { count: over }) : undefined);
  return (
    <form
      className="border-border border-t bg-surface px-3 pt-3 pb-2 sm:px-5"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="flex items-end gap-2 rounded-lg border border-border-strong bg-background p-1.5 focus-within:outline-2 focus-within:outline-focus">
        <ChatPicker onChoose={mention} onDone={() => field.current?.focus({ preventScroll: true })} />
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          value={text}
          aria-label={t("label", { name: isolate(name) })}
          aria-describedby={`${id}-hint ${id}-error`}
          aria-invalid={shown !== undefined}
          placeholder={t("placeholder", { name })}
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content max-h-48 min-h-9 w-full min-w-0 resize-none overflow-y-auto bg-transparent px-2 py-1.5 text-base outline-none placeholder:truncate sm:text-[0.9375rem]"
        />
        <Button type="submit" variant="primary" icon={<SendHorizontal aria-hidden className="rtl:-scale-x-100" />}>
          <span className="max-sm:sr-only">{t("send")}</span>
        </Button>
      </div>
      <div className="flex min-h-6 flex-wrap items-center justify-between gap-x-4 px-1 pt-1 text-muted text-xs">
        <span id={`${id}-hint`} className="pointer-coarse:sr-only">
          {t.rich("hint", { key: (chunks) => <Kbd>{chunks}</Kbd> })}
        </span>
        <span id={`${id}-error`} role="alert" className="basis-full text-danger-text text-sm empty:hidden">
          {shown}
        </span>
      </div>
    </form>
  );
}
