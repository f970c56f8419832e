"use client";

import { Lock, SendHorizontal } from "lucide-react";
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
} from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/display/kbd";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import { MESSAGE_BODY_MAX, messageBody } from "@/lib/chats/input-schemas";
import type { FileDto } from "@/lib/files/schemas";
import { namedFiles, type UploadItem } from "@/lib/inbox/uploads/chat-uploads";
import { isSendKey, type WritingSettings } from "@/lib/inbox/writing/settings";
import { CaretList } from "./caret-list/caret-list";
import { type CaretTrigger, insertText, useCaretList } from "./caret-list/use-caret-list";
import { EmojiButton } from "./emoji-button";
import { AttachButton } from "./files/attach-button";
import { UploadList } from "./files/upload-list";
import { isolate } from "./isolate";

/** From here on the remaining characters are counted. */
const COUNT_FROM = MESSAGE_BODY_MAX - 300;

/** The files that go with the next message, and what can be done with them. */
export type ComposerFiles = {
  items: readonly UploadItem[];
  /** Answers how many were too many. */
  add: (files: readonly File[]) => number;
  remove: (id: string) => void;
  retry: (id: string) => void;
  /** Takes off what is there; what is still under way goes by itself later. */
  take: () => void;
};

type Props = {
  /** Who gets the message. */
  name: string;
  initialText: string;
  /** Every change, for the draft. */
  onText: (text: string) => void;
  /** Takes the message over; false when it cannot, and then the text stays. With a file the text may be empty. */
  onSend: (body: string, file?: FileDto) => boolean;
  /** None go with a note. */
  files?: ComposerFiles;
  /** A note is for operators only, and looks it. */
  kind?: "message" | "note";
  sendBy: WritingSettings["sendBy"];
  /** What opens a list while it is typed. */
  triggers?: readonly CaretTrigger[];
  /** A text that comes from elsewhere, such as the palette: it goes in where the caret is. A new object is a new text. */
  insertion?: { text: string } | null;
  /** Between the text and its hint: what is to be known before it is sent. May refuse: then Enter does nothing. */
  warning?: ReactNode;
  canSend?: () => boolean;
  /** Changes when the field should take the focus; never by itself, such as for a new message. */
  focusKey: number;
};

/** Where a message or a note is written. Shift+Enter breaks the line; on touch keyboards Enter does, too. */
export function Composer({
  name,
  initialText,
  onText,
  onSend,
  files = NO_FILES,
  kind = "message",
  sendBy,
  triggers = NO_TRIGGERS,
  insertion,
  warning,
  canSend,
  focusKey,
}: Props) {
  const isNote = kind === "note";
  const t = useTranslations("inbox.composer");
  const noteText = useTranslations("writing.composer");
  const filesText = useTranslations("inbox.files");
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
  const caretList = useCaretList(field, triggers, change);
  const insertAtCaret = useEffectEvent((inserted: string) => {
    const area = field.current;
    if (!area) return;
    area.focus({ preventScroll: true });
    insertText(area, inserted);
    change(area.value);
  });
  useEffect(() => {
    if (!insertion) return;
    // Not within the effect: what is typed while React works on the page is taken back as if it had been refused.
    const timer = setTimeout(() => insertAtCaret(insertion.text));
    return () => clearTimeout(timer);
  }, [insertion]);
  const attach = (chosen: readonly File[]) => {
    const count = chosen.length > 0 ? files.add(chosen) : 0;
    setProblem(count > 0 ? filesText("tooMany", { count }) : undefined);
  };
  const send = () => {
    field.current?.focus({ preventScroll: true });
    const parsed = messageBody.safeParse(text);
    const hasFiles = files.items.some(({ state }) => state !== "failed");
    const code = parsed.error?.issues[0]?.message;
    if (!parsed.success && !(code === "required" && hasFiles)) {
      // An empty field needs no lesson; everything else is said.
      if (code !== "required") setProblem(code === "tooLong" ? undefined : errorText(code ?? "invalid"));
      return;
    }
    if (canSend && !canSend()) return;
    // The text goes with the first file; one that is still under way is not waited for.
    const [first, ...others] = files.items.flatMap(({ file }) => file ?? []);
    const body = parsed.data ?? "";
    if ((first || body) && !onSend(body, first)) {
      setProblem(t("full"));
      return;
    }
    for (const file of others) onSend("", file);
    files.take();
    caretList.close();
    change("");
  };
  /** Where the caret is, in place of what is selected. */
  const insert = (emoji: string) => {
    const area = field.current;
    area?.setRangeText(emoji, area.selectionStart, area.selectionEnd, "end");
    if (area) change(area.value);
  };
  const onPaste = (event: ClipboardEvent) => {
    const { files: pasted, types } = event.clipboardData;
    // Office programs put a picture of the text beside the text.
    if (pasted.length === 0 || types.includes("text/plain")) return;
    event.preventDefault();
    attach(namedFiles(pasted));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (caretList.onKeyDown(event)) return;
    const { isComposing } = event.nativeEvent;
    if (isTouch() || !isSendKey({ ...pick(event), isComposing }, { sendBy })) return;
    event.preventDefault();
    send();
  };

  const left = MESSAGE_BODY_MAX - text.trim().length;
  const shown = problem ?? (left < 0 ? t("over", { count: -left }) : undefined);
  return (
    <form
      className={cn(
        "border-t px-3 pt-3 pb-2 sm:px-5",
        isNote ? "border-warning bg-warning-soft" : "border-border bg-surface",
      )}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {isNote && (
        <p className="mb-2 flex items-center gap-1.5 px-1 font-medium text-warning-text text-xs">
          <Lock aria-hidden className="size-3.5 shrink-0" />
          {noteText("noteLead")}
        </p>
      )}
      <UploadList items={files.items} onRemove={files.remove} onRetry={files.retry} />
      <div
        className={cn(
          "relative flex items-end gap-2 rounded-lg border bg-background p-1.5 focus-within:outline-2 focus-within:outline-focus",
          isNote ? "border-2 border-warning" : "border-border-strong",
        )}
      >
        {caretList.list && <CaretList list={caretList.list} />}
        {!isNote && <AttachButton onFiles={attach} />}
        <EmojiButton onChoose={insert} onDone={() => field.current?.focus({ preventScroll: true })} />
        <textarea
          ref={field}
          id={id}
          rows={1}
          dir="auto"
          value={text}
          aria-label={isNote ? noteText("noteLabel") : t("label", { name: isolate(name) })}
          aria-describedby={`${id}-hint ${id}-error`}
          aria-invalid={shown !== undefined}
          placeholder={isNote ? noteText("notePlaceholder") : t("placeholder", { name })}
          {...caretList.fieldProps}
          enterKeyHint="enter"
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
          onSelect={caretList.look}
          onBlur={caretList.close}
          onPaste={isNote ? undefined : onPaste}
          className="field-sizing-content max-h-48 min-h-9 w-full min-w-0 resize-none overflow-y-auto bg-transparent px-2 py-1.5 text-base outline-none placeholder:truncate sm:text-[0.9375rem]"
        />
        <Button type="submit" variant="primary" icon={<SendHorizontal aria-hidden className="rtl:-scale-x-100" />}>
          <span className="max-sm:sr-only">{isNote ? noteText("addNote") : t("send")}</span>
        </Button>
      </div>
      {warning}
      <div className="flex min-h-6 flex-wrap items-center justify-between gap-x-4 px-1 pt-1 text-muted text-xs">
        <span id={`${id}-hint`} className="pointer-coarse:sr-only">
          {noteText.rich(sendBy, { key: (chunks) => <Kbd>{chunks}</Kbd> })}
        </span>
        {left >= 0 && text.length >= COUNT_FROM && <span className="tabular-nums">{t("left", { count: left })}</span>}
        <span id={`${id}-error`} role="alert" className="basis-full text-danger-text text-sm empty:hidden">
          {shown}
        </span>
      </div>
    </form>
  );
}

const NO_TRIGGERS: readonly CaretTrigger[] = [];
const NO_FILES: ComposerFiles = { items: [], add: () => 0, remove: () => {}, retry: () => {}, take: () => {} };

const pick = ({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent) => ({
  key,
  shiftKey,
  ctrlKey,
  metaKey,
  altKey,
});

const isTouch = () => matchMedia("(pointer: coarse)").matches;
