"use client";

import { Coffee } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { CountBadge } from "@/components/ui/display/badge";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Select } from "@/components/ui/forms/select";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { myChats, unreadOf, waitingChats } from "@/lib/inbox/inbox-state";
import { ChatRow } from "./chat-row";
import { useInbox } from "./use-desk";

type Props = {
  selectedId: string | null;
  acceptingId: string | null;
  draftOf: (chatId: string) => string;
  onOpen: (chatId: string) => void;
  onAccept: (chat: InboxChatDto) => void;
};

/** The queue and my own chats, of all departments or of one. */
export function ChatList({ selectedId, acceptingId, draftOf, onOpen, onAccept }: Props) {
  const t = useTranslations("inbox");
  const state = useInbox();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const departmentId = state.departments.some(({ id }) => id === chosenId) ? chosenId : null;
  const allWaiting = waitingChats(state);
  const waiting = departmentId ? waitingChats(state, departmentId) : allWaiting;
  const allMine = myChats(state);
  const mine = departmentId ? myChats(state, departmentId) : allMine;
  const elsewhere = departmentId ? allWaiting.length - waiting.length : 0;
  const waitingCount = waiting.length + (departmentId ? 0 : state.unlistedWaiting);

  const countOf = (id: string) => [...allWaiting, ...allMine].filter((chat) => chat.department.id === id).length;
  const options = [
    { value: "", label: t("filter.all") },
    ...state.departments.map(({ id, name }) => ({
      value: id,
      label: t("filter.option", { name, count: countOf(id) }),
    })),
  ];
  const rowOf = (chat: InboxChatDto, index: number, isWaiting: boolean) => (
    <ChatRow
      key={chat.id}
      chat={chat}
      isSelected={chat.id === selectedId}
      isNext={isWaiting && index === 0}
      unread={unreadOf(state, chat)}
      draft={chat.id === selectedId ? "" : draftOf(chat.id)}
      isAccepting={chat.id === acceptingId}
      onOpen={onOpen}
      onAccept={isWaiting ? onAccept : undefined}
    />
  );

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys move the focus between the links inside; each works without them.
    <div onKeyDown={moveFocus} className="flex min-h-0 flex-1 flex-col">
      {state.departments.length > 1 && (
        <div className="border-border border-b px-4 pb-3">
          <Select
            aria-label={t("filter.label")}
            value={departmentId ?? ""}
            onChange={(event) => setChosenId(event.target.value || null)}
            options={options}
          />
          {elsewhere > 0 && (
            <button
              type="button"
              onClick={() => setChosenId(null)}
              className="mt-2 min-h-6 rounded-sm text-start text-accent-text text-xs underline underline-offset-2"
            >
              {t("list.otherDepartments", { count: elsewhere })}
            </button>
          )}
        </div>
      )}
      <div className="flex min-h-0 flex-1 flex-col">
        {waiting.length + mine.length === 0 && elsewhere === 0 ? (
          <Quiet />
        ) : (
          <>
            <ListSection
              title={t("list.waiting")}
              count={waitingCount}
              countLabel={t("list.countWaiting", { count: waitingCount })}
              tone="warning"
              // However long the queue is, my own chats stay in sight below it.
              className={mine.length > 0 ? "max-h-[55%] shrink-0" : "min-h-0 shrink"}
              empty={t("list.waitingEmpty")}
              more={!departmentId && state.unlistedWaiting > 0 && t("list.more", { count: state.unlistedWaiting })}
            >
              {waiting.map((chat, index) => rowOf(chat, index, true))}
            </ListSection>
            <ListSection
              title={t("list.mine")}
              count={mine.length}
              countLabel={t("list.countMine", { count: mine.length })}
              tone="neutral"
              className="-mt-px min-h-24 flex-1 border-border border-t"
              empty={t("list.mineEmpty")}
            >
              {mine.map((chat, index) => rowOf(chat, index, false))}
            </ListSection>
          </>
        )}
      </div>
      <p className="border-border border-t px-4 py-2 text-muted text-xs max-[1100px]:sr-only pointer-coarse:sr-only">
        {t("list.keys")}
      </p>
    </div>
  );
}

type SectionProps = {
  title: string;
  count: number;
  countLabel: string;
  tone: "warning" | "neutral";
  className: string;
  empty: string;
  more?: ReactNode;
  children: readonly ReactNode[];
};

function ListSection({ title, count, countLabel, tone, className, empty, more, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={cn("overflow-y-auto overscroll-contain", className)}>
      <h2
        id={id}
        className="sticky top-0 z-10 flex items-center gap-2 border-border border-b bg-surface px-4 py-2 font-semibold text-muted text-xs"
      >
        {title}
        <CountBadge count={count} label={countLabel} tone={tone} />
      </h2>
      {children.length === 0 && <p className="border-border border-b px-4 py-4 text-muted">{empty}</p>}
      <ul>{children}</ul>
      {more && <p className="border-border border-b px-4 py-3 text-muted text-xs">{more}</p>}
    </section>
  );
}

function Quiet() {
  const t = useTranslations("inbox");
  const { operator } = useInbox();
  return (
    <EmptyState
      icon={<Coffee />}
      title={t("empty.noChatsTitle")}
      text={
        operator.intent === "online"
          ? t("empty.noChatsText")
          : t("empty.awayText", { presence: t(`presence.${operator.intent}`) })
      }
    />
  );
}

const STEPS: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

/** Single letters act only while the list has the focus, so they cannot get in anybody's way (WCAG 2.2, 2.1.4). */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget, key } = event;
  if (event.metaKey || event.ctrlKey || event.altKey || !(target instanceof HTMLElement)) return;
  if (target.matches("select, input, textarea")) return;
  const rows = [...currentTarget.querySelectorAll<HTMLElement>("[data-chat-row]")];
  const step = STEPS[key];
  const present = rows.findIndex((row) => row.parentElement?.contains(target));
  const next = step ? rows[present < 0 ? 0 : present + step] : { Home: rows[0], End: rows.at(-1) }[key];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}
