"use client";

import { SendHorizontal } from "lucide-react";
import { type KeyboardEvent, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { Kbd } from "@/components/ui/display/kbd";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import { MESSAGE_BODY_MAX, sendMessageInput } from "@/lib/chats/schemas";
import { isolate } from "./isolate";

/** From here on the remaining characters are counted. */
const COUNT_FROM = MESSAGE_BODY_MAX - 300;

type Props = {
  /** Who gets the message. */
  name: string;
  initialText: string;
  /** Every change, for the draft. */
  onText: (text: string) => void;
  /** Takes the message over; false when it cannot, and then the text stays. */
  onSend: (body: string) => boolean;
  /** Changes when the field should take the focus; never by itself, such as for a new message. */
  focusKey: number;
};

/** Where a message is written. Enter sends, Shift+Enter breaks the line; on touch keyboards Enter breaks the line too. */
export function Composer({ name, initialText, onText, onSend, focusKey }: Props) {
  const t = useTranslations("inbox.composer");
  const errorText = useErrorText();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(initialText);
  const [problem, setProblem] = useState<string>();

  const focus = useEffectEvent(() => {
    // On a phone the keyboard would cover half of what was just opened.
    if (focusKey > 0 && !isTouch()) field.current?.focus({ preventScroll: true });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the reason to focus.
  useEffect(() => focus(), [focusKey]);

  const change = (value: string) => {
    setText(value);
    setProblem(undefined);
    onText(value);
  };
  const send = () => {
    field.current?.focus({ preventScroll: true });
    const parsed = sendMessageInput.shape.body.safeParse(text);
    if (!parsed.success) {
      // An empty field needs no lesson; everything else is said.
      const code = parsed.error.issues[0]?.message;
      if (code !== "required") setProblem(code === "tooLong" ? undefined : errorText(code ?? "invalid"));
      return;
    }
    if (onSend(parsed.data)) change("");
    else setProblem(t("full"));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing || isTouch()) return;
    event.preventDefault();
    send();
  };

  const left = MESSAGE_BODY_MAX - text.trim().length;
  const shown = problem ?? (left < 0 ? t("over", { count: -left }) : undefined);
  return (
    <form
      className="border-border border-t bg-surface px-3 pt-3 pb-2 sm:px-5"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="flex items-end gap-2 rounded-lg border border-border-strong bg-background p-1.5 focus-within:outline-2 focus-within:outline-focus">
        <textarea
          ref={field}
          id={id}
          rows={1}
          dir="auto"
          value={text}
          aria-label={t("label", { name: isolate(name) })}
          aria-describedby={`${id}-hint ${id}-error`}
          aria-invalid={shown !== undefined}
          placeholder={t("placeholder", { name })}
          enterKeyHint="enter"
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
        {left >= 0 && text.length >= COUNT_FROM && <span className="tabular-nums">{t("left", { count: left })}</span>}
        <span id={`${id}-error`} role="alert" className="basis-full text-danger-text text-sm empty:hidden">
          {shown}
        </span>
      </div>
    </form>
  );
}

const isTouch = () => matchMedia("(pointer: coarse)").matches;
