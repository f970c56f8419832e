"use client";

import { Tabs as Radix } from "radix-ui";
import { useCallback, useEffect, useMemo } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { Spinner } from "@/components/ui/display/spinner";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { isMine, offeredChats, unreadOf } from "@/lib/inbox/chat-lists";
import { LIST_TABS } from "@/lib/inbox/lists/list-filter";
import { pagedQueryOf, rowsOf } from "@/lib/inbox/lists/rows-of";
import { countOf } from "@/lib/inbox/lists/tab-counts";
import { BulkBar } from "../organise/bulk-bar";
import { SelectionProvider } from "../organise/selection-context";
import { ViewsBar } from "../organise/views-bar";
import { useCounts, useDesk, useInbox, usePagedRows } from "../use-desk";
import { useListFilter } from "../use-list-filter";
import type { Take } from "../use-take";
import { ChatRow } from "./chat-row";
import { EmptyList } from "./empty-list";
import { ListFilters } from "./list-filters";
import { ListSection } from "./list-section";
import { ListTabs } from "./list-tabs";
import { OfferRow } from "./offer-row";
import { VirtualRows } from "./virtual-rows";
import { WaitingRow } from "./waiting-row";

type Props = {
  selectedId: string | null;
  take: Take;
  draftOf: (chatId: string) => string;
  onOpen: (chatId: string) => void;
};

/** What is offered to me, and one of the four lists as the filters narrow it. */
export function ChatList({ selectedId, take, draftOf, onOpen }: Props) {
  const t = useTranslations("inbox.list");
  const lists = useTranslations("lists");
  const desk = useDesk();
  const state = useInbox();
  const paged = usePagedRows();
  const counts = useCounts();
  const [filter, setFilter] = useListFilter();
  const { tab } = filter;
  const isPaged = tab === "all" || tab === "closed";
  const offers = offeredChats(state);
  const rows = useMemo(() => rowsOf(state, paged, filter), [state, paged, filter]);
  const order = useMemo(() => rows.map(({ id }) => id), [rows]);
  const members = new Set(state.departments.map(({ id }) => id));
  const departments = isPaged ? [...state.departments, ...state.otherDepartments] : state.departments;
  const count = countOf(state, counts, filter);

  useEffect(() => desk.list.show(pagedQueryOf(filter)), [desk, filter]);
  useEffect(() => desk.counts.soon(), [desk]);
  const onEnd = useCallback(() => {
    if (isPaged) void desk.list.more();
  }, [desk, isPaged]);

  const common = (chat: InboxChatDto) => ({
    chat,
    isSelected: chat.id === selectedId,
    draft: chat.id === selectedId ? "" : draftOf(chat.id),
    onOpen,
  });
  const renderRow = (chat: InboxChatDto, index: number) =>
    chat.status === "queued" ? (
      <WaitingRow
        {...common(chat)}
        isNext={tab === "queue" && index === 0}
        unread={unreadOf(state, chat)}
        isAccepting={chat.id === take.busyId}
        canAccept={members.has(chat.department.id)}
        onAccept={take.accept}
      />
    ) : (
      <ChatRow {...common(chat)} isMine={isMine(chat, state.operator.id)} unread={unreadOf(state, chat)} />
    );
  const isReading = isPaged && (paged.isReading || paged.query === null);
  const unlisted = tab === "queue" ? state.unlistedWaiting : 0;
  const foot = (
    <>
      {isReading && (
        <p className="flex justify-center py-4">
          <Spinner label={lists("loading")} />
        </p>
      )}
      {isPaged && paged.failure !== null && !paged.isReading && (
        <p className="px-4 py-3 text-muted text-xs">
          {lists("failed")}{" "}
          <button type="button" onClick={onEnd} className="min-h-6 rounded-sm text-accent-text underline">
            {lists("retry")}
          </button>
        </p>
      )}
      {unlisted > 0 && <p className="px-4 py-3 text-muted text-xs">{t("more", { count: unlisted })}</p>}
    </>
  );

  return (
    <SelectionProvider order={order}>
      <Radix.Root
        value={tab}
        onValueChange={(value) => setFilter({ tab: LIST_TABS.find((one) => one === value) ?? tab })}
        className="flex min-h-0 flex-1 flex-col"
      >
        {offers.length > 0 && (
          <ListSection
            title={t("offers")}
            count={offers.length}
            countLabel={t("countOffers", { count: offers.length })}
            tone="accent"
            // One offer is shown whole, with its buttons.
            className={cn("shrink-0", offers.length > 1 && "max-h-[45%] min-h-56")}
          >
            {offers.map((chat) => (
              <OfferRow key={chat.id} {...common(chat)} take={take} />
            ))}
          </ListSection>
        )}
        <ViewsBar filter={filter} counts={counts} onChange={setFilter} />
        <ListTabs filter={filter} counts={counts} />
        <Radix.Content value={tab} tabIndex={-1} className="flex min-h-0 flex-1 flex-col">
          <ListFilters filter={filter} departments={departments} counts={counts} onChange={setFilter} />
          {rows.length === 0 && !isReading && paged.failure === null ? (
            <EmptyList filter={filter} hasOffers={offers.length > 0} />
          ) : (
            <VirtualRows
              // Another list begins at its top.
              key={JSON.stringify(filter)}
              label={lists(`tab.${tab}`)}
              rows={rows}
              selectedId={selectedId}
              size={isPaged && !paged.isDone ? (count && !count.isMore ? count.count : null) : rows.length}
              renderRow={renderRow}
              onEnd={onEnd}
              foot={foot}
            />
          )}
        </Radix.Content>
        <BulkBar rows={rows} />
        <p className="border-border border-t px-4 py-2 text-muted text-xs max-[1100px]:sr-only pointer-coarse:sr-only">
          {t("keys")}
        </p>
      </Radix.Root>
    </SelectionProvider>
  );
}
