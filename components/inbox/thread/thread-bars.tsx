"use client";

import { AlarmClock, CirclePause, Forward } from "lucide-react";
import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { PrivateNote } from "@/components/chat/private-note";
import { Button } from "@/components/ui/actions/button";
import { cn } from "@/components/ui/cn";
import { SOFT_TONES, type Tone } from "@/components/ui/tone";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { elapsedMs, leftMs } from "@/lib/inbox/chat-clock";
import { isMine, isOfferedTo } from "@/lib/inbox/chat-lists";
import { offerIn } from "@/lib/inbox/offer-note";
import { snoozeChat } from "@/lib/inbox/organise/organise-api";
import { useSpanText } from "../times";
import { useDesk, useInbox, useTimelinePage } from "../use-desk";
import { useNow } from "../use-now";
import type { Take } from "../use-take";
import { useChatAction } from "./use-chat-action";

type Props = { chat: InboxChatDto; take: Take; onFocusThread: () => void };

/** What is special about a chat at this moment, and the way out of it: it is offered, or on hold. */
export function ThreadBars({ chat, take, onFocusThread }: Props) {
  const { operator } = useInbox();
  const isOwn = isMine(chat, operator.id);
  return (
    // Always there, because screen readers announce what changes in it; what ticks inside are timers, which are silent.
    <div role="status">
      {isOfferedTo(chat, operator.id) && <ReceiverBar chat={chat} take={take} />}
      {isOwn && chat.offer && <SenderBar chat={chat} offer={chat.offer} onFocusThread={onFocusThread} />}
      {isOwn && chat.heldAt && chat.snoozedUntil && <SnoozedBar chat={chat} until={chat.snoozedUntil} />}
      {isOwn && chat.heldAt && !chat.snoozedUntil && (
        <HeldBar chat={chat} heldAt={chat.heldAt} onFocusThread={onFocusThread} />
      )}
    </div>
  );
}

function ReceiverBar({ chat, take }: Omit<Props, "onFocusThread">) {
  const t = useTranslations("inbox.thread");
  const told = offerIn(useTimelinePage(chat.id)?.timeline.events ?? []);
  const name = isolate(told?.fromName || (chat.owner?.name ?? ""));
  const { departmentName, expiresAt } = chat.offer ?? {};
  const isBusy = take.busyId === chat.id;
  return (
    <Bar
      tone="accent"
      icon={<Forward aria-hidden />}
      text={departmentName ? t("offersYouTo", { name, department: isolate(departmentName) }) : t("offersYou", { name })}
      detail={expiresAt && <TimeLeft until={expiresAt} />}
      actions={
        <>
          <Button size="sm" aria-disabled={isBusy} onClick={() => !isBusy && take.decline(chat)}>
            {t("decline")}
          </Button>
          <Button size="sm" variant="primary" pending={isBusy} onClick={() => take.accept(chat)}>
            {t("accept")}
          </Button>
        </>
      }
    >
      {told?.note && <PrivateNote label={t("note")} text={told.note} className="mt-2 max-h-40 overflow-y-auto" />}
    </Bar>
  );
}

type SenderProps = Pick<Props, "chat" | "onFocusThread"> & { offer: NonNullable<InboxChatDto["offer"]> };

function SenderBar({ chat, offer, onFocusThread }: SenderProps) {
  const t = useTranslations("inbox.thread");
  const failure = useTranslations("inbox.failure");
  const desk = useDesk();
  const { busy, run } = useChatAction();
  const name = isolate(offer.operatorName);
  const withdraw = async () => {
    if (await run("withdraw", () => desk.actions.withdraw(chat.id), failure("offerGone"))) onFocusThread();
  };
  return (
    <Bar
      tone="accent"
      icon={<Forward aria-hidden />}
      text={
        offer.departmentName
          ? t("offeredTo", { name, department: isolate(offer.departmentName) })
          : t("offered", { name })
      }
      detail={offer.expiresAt && <TimeLeft until={offer.expiresAt} />}
      actions={
        <Button size="sm" pending={busy !== null} onClick={() => void withdraw()}>
          {t("withdraw")}
        </Button>
      }
    />
  );
}

function HeldBar({ chat, heldAt, onFocusThread }: Pick<Props, "chat" | "onFocusThread"> & { heldAt: string }) {
  const t = useTranslations("inbox.thread");
  const desk = useDesk();
  const { busy, run } = useChatAction();
  const resume = async () => {
    if (await run("resume", () => desk.actions.hold(chat.id, false))) onFocusThread();
  };
  return (
    <Bar
      tone="warning"
      icon={<CirclePause aria-hidden />}
      text={t("held")}
      detail={<HeldSince at={heldAt} />}
      actions={
        <Button size="sm" pending={busy !== null} onClick={() => void resume()}>
          {t("resume")}
        </Button>
      }
    />
  );
}

function SnoozedBar({ chat, until }: Pick<Props, "chat"> & { until: string }) {
  const t = useTranslations("organise.snooze");
  const format = useFormatter();
  const desk = useDesk();
  const { busy, run } = useChatAction();
  const time = format.dateTime(Date.parse(until), { dateStyle: "medium", timeStyle: "short" });
  return (
    <Bar
      tone="warning"
      icon={<AlarmClock aria-hidden />}
      text={t("bar", { time })}
      actions={
        <Button
          size="sm"
          pending={busy !== null}
          onClick={() => void run("wake", () => desk.actions.settle(chat.id, snoozeChat(chat.id, null)))}
        >
          {t("wake")}
        </Button>
      }
    />
  );
}

type BarProps = {
  tone: Tone;
  icon: ReactNode;
  text: string;
  detail?: ReactNode;
  actions: ReactNode;
  children?: ReactNode;
};

function Bar({ tone, icon, text, detail, actions, children }: BarProps) {
  return (
    <div className={cn("border-border border-b px-4 py-2 sm:px-5", SOFT_TONES[tone])}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="inline-flex [&_svg]:size-4.5">{icon}</span>
        <div className="min-w-40 flex-1 [overflow-wrap:anywhere]">
          <span className="font-medium">{text}</span> {detail}
        </div>
        <div className="ms-auto flex gap-2">{actions}</div>
      </div>
      {children}
    </div>
  );
}

function TimeLeft({ until }: { until: string }) {
  const t = useTranslations("inbox.thread");
  const spanText = useSpanText();
  const left = leftMs(until, useNow());
  return (
    <span role="timer" className="whitespace-nowrap tabular-nums">
      {t("timeLeft", { time: spanText(left) })}
    </span>
  );
}

function HeldSince({ at }: { at: string }) {
  const t = useTranslations("inbox.thread");
  const format = useFormatter();
  const spanText = useSpanText();
  const span = spanText(elapsedMs(at, useNow()));
  const time = format.dateTime(Date.parse(at), { timeStyle: "short" });
  return (
    <span role="timer" className="tabular-nums">
      {t("heldSince", { time, span })}
    </span>
  );
}
