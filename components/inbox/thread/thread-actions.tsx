"use client";

import {
  ArrowRightLeft,
  CircleCheck,
  CirclePause,
  CirclePlay,
  ClipboardCheck,
  Ear,
  EllipsisVertical,
  Forward,
  Hand,
  PanelRight,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Button } from "@/components/ui/actions/button";
import { iconButtonStyle } from "@/components/ui/actions/button-style";
import { Checkbox } from "@/components/ui/forms/checkbox";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";
import { DropdownMenu, MenuItem } from "@/components/ui/overlays/dropdown-menu";
import { Tooltip } from "@/components/ui/overlays/tooltip";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { abilitiesOf } from "@/lib/inbox/abilities";
import { useCommand } from "../commands/use-command";
import { CloseTags } from "../organise/close-tags";
import { useVisitorPane } from "../panes/visitor-pane-context";
import { TakeOverDialog } from "../supervise/take-over-dialog";
import { WhisperDialog } from "../supervise/whisper-dialog";
import { TransferDialog } from "../transfer/transfer-dialog";
import { useDesk, useInbox } from "../use-desk";
import { useFailureText } from "../use-failure-text";
import { ActionButton, type ActionEntry } from "./action-button";
import { useChatAction } from "./use-chat-action";

type Props = {
  chat: InboxChatDto;
  /** Takes the focus when the button that had it is gone. */
  headingRef: RefObject<HTMLElement | null>;
  onFocusThread: () => void;
};
type Shown = "transfer" | "close" | "takeOver" | "whisper";

/** What can be done with the chat: buttons where there is room, one menu where there is not. */
export function ThreadActions({ chat, headingRef, onFocusThread }: Props) {
  const t = useTranslations("inbox.thread");
  const board = useTranslations("board.thread");
  const reviews = useTranslations("reviews");
  const router = useRouter();
  const desk = useDesk();
  const failureText = useFailureText();
  const can = abilitiesOf(chat, useInbox());
  const { busy, run } = useChatAction();
  const visitorPane = useVisitorPane();
  const { departments } = useInbox();
  const [needsTag, setNeedsTag] = useState(false);
  const asksForTag = needsTag || departments.some(({ id, requiresTag }) => id === chat.department.id && requiresTag);
  const [asksRating, setAsksRating] = useState(true);
  const [shown, setShown] = useState<Shown | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const menuButton = useRef<HTMLButtonElement>(null);

  const show = (what: Shown) => (from: HTMLElement | null) => {
    opener.current = from;
    setShown(what);
  };
  const hide = () => {
    setShown(null);
    // After the window is gone: until then it holds the focus.
    setTimeout(() => opener.current?.focus());
  };
  const hideNow = useEffectEvent(hide);
  // Whoever or whatever ended it: there is nothing to ask any more.
  const isOver = shown === "close" && chat.status === "closed";
  useEffect(() => {
    if (!isOver) return;
    opener.current = headingRef.current;
    hideNow();
  }, [isOver, headingRef]);
  const act = (name: string, work: Parameters<typeof run>[1]) => async () => {
    if (await run(name, work)) onFocusThread();
  };
  const close = async () => {
    const result = await desk.actions.close(chat.id, { asksRating });
    if (!result.ok && result.code === "tag_required") setNeedsTag(true);
    if (!result.ok) return failureText(result);
    opener.current = headingRef.current;
  };

  const onIt: ActionEntry = {
    name: "onIt",
    label: t("onIt"),
    hint: t("onItHint"),
    icon: <Hand aria-hidden />,
    isMain: true,
    act: act("onIt", () => desk.actions.sayOnIt(chat.id)),
  };
  const hold: ActionEntry = {
    name: "hold",
    label: t("hold"),
    hint: t("holdHint"),
    icon: <CirclePause aria-hidden />,
    act: act("hold", () => desk.actions.hold(chat.id, true)),
  };
  const resume: ActionEntry = {
    name: "hold",
    label: t("resume"),
    hint: t("resumeHint"),
    icon: <CirclePlay aria-hidden />,
    act: act("hold", () => desk.actions.hold(chat.id, false)),
  };
  const transfer: ActionEntry = {
    name: "transfer",
    label: t("transfer"),
    hint: t("transferHint"),
    icon: <Forward aria-hidden className="rtl:-scale-x-100" />,
    act: show("transfer"),
  };
  const whisper: ActionEntry = {
    name: "whisper",
    label: board("whisper"),
    hint: board("whisperHint"),
    icon: <Ear aria-hidden />,
    act: show("whisper"),
  };
  const takeOver: ActionEntry = {
    name: "takeOver",
    label: board("takeOver"),
    hint: board("takeOverHint"),
    icon: <ArrowRightLeft aria-hidden />,
    act: show("takeOver"),
  };
  const review: ActionEntry = {
    name: "review",
    label: reviews("action"),
    hint: reviews("actionHint"),
    icon: <ClipboardCheck aria-hidden />,
    act: () => router.push(`/reviews/${chat.id}`),
  };
  const end: ActionEntry = {
    name: "close",
    label: t("close"),
    icon: <CircleCheck aria-hidden />,
    act: show("close"),
  };
  useCommand("chat.onIt", can.sayOnIt ? () => onIt.act(null) : null);
  useCommand("chat.hold", can.hold || can.resume ? () => (can.resume ? resume : hold).act(null) : null);
  useCommand("chat.transfer", can.transfer ? () => show("transfer")(activeElement()) : null);
  useCommand("chat.close", can.close ? () => show("close")(activeElement()) : null);
  useCommand("chat.whisper", can.takeOver ? () => show("whisper")(activeElement()) : null);
  useCommand("chat.takeOver", can.takeOver ? () => show("takeOver")(activeElement()) : null);
  const entries = [
    can.sayOnIt && onIt,
    can.resume ? resume : can.hold && hold,
    can.takeOver && whisper,
    can.takeOver && takeOver,
    can.transfer && transfer,
    can.close && end,
    can.review && review,
  ].filter((entry) => entry !== false);

  return (
    <>
      <div className="flex shrink-0 items-center gap-2 @max-lg:hidden">
        {entries.map((entry) => (
          <ActionButton key={entry.name} entry={entry} isBusy={busy === entry.name} />
        ))}
        <Tooltip content={t("details")} isLabel>
          <Button
            variant="ghost"
            aria-label={t("details")}
            aria-expanded={visitorPane.isPaneOpen || visitorPane.isDrawerOpen}
            icon={<PanelRight aria-hidden className="rtl:-scale-x-100" />}
            onClick={visitorPane.toggle}
          />
        </Tooltip>
      </div>
      <span className="shrink-0 @lg:hidden">
        <DropdownMenu
          align="end"
          trigger={
            <button ref={menuButton} type="button" aria-label={t("actions")} className={iconButtonStyle("secondary")}>
              <EllipsisVertical aria-hidden />
            </button>
          }
        >
          {entries.map(({ name, label, icon, act: run }) => (
            <MenuItem key={name} icon={icon} disabled={busy === name} onSelect={() => run(menuButton.current)}>
              {label}
            </MenuItem>
          ))}
          <MenuItem icon={<PanelRight aria-hidden />} onSelect={() => setTimeout(visitorPane.toggle)}>
            {t("details")}
          </MenuItem>
        </DropdownMenu>
      </span>
      <ConfirmDialog
        open={shown === "close"}
        onOpenChange={(isOpen) => !isOpen && hide()}
        title={t("closeTitle")}
        description={t("closeText", { name: isolate(chat.visitor.name) })}
        confirmLabel={t("close")}
        tone="primary"
        onConfirm={close}
      >
        {asksForTag && <CloseTags chat={chat} />}
        <Checkbox
          label={t("askRating")}
          checked={asksRating}
          onChange={({ target }) => setAsksRating(target.checked)}
          className={asksForTag ? "mt-4" : undefined}
        />
      </ConfirmDialog>
      <WhisperDialog chat={chat} isOpen={shown === "whisper"} onClose={hide} />
      <TakeOverDialog chat={chat} isOpen={shown === "takeOver"} onClose={hide} onDone={onFocusThread} />
      <TransferDialog
        chat={chat}
        isOpen={shown === "transfer"}
        onClose={hide}
        onDone={() => {
          opener.current = headingRef.current;
          hide();
        }}
      />
    </>
  );
}

/** Where the focus goes back to when a window was opened by a key. */
const activeElement = () => (document.activeElement instanceof HTMLElement ? document.activeElement : null);
