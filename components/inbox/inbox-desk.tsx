"use client";

import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import type { InboxDto } from "@/lib/chats/inbox-schemas";
import { abilitiesOf } from "@/lib/inbox/abilities";
import { chatOf, isOfferedTo } from "@/lib/inbox/chat-lists";
import { DEFAULT_FILTER } from "@/lib/inbox/lists/list-filter";
import { RealtimeClient } from "@/lib/realtime/client";
import type { RealtimeClientConfig } from "@/lib/realtime/events";
import { RealtimeContext } from "@/lib/realtime/use-channel";
import { SoundPrompt } from "./alerts/sound-prompt";
import { useAlerts } from "./alerts/use-alerts";
import { useServiceWorker } from "./alerts/use-service-worker";
import { useSight } from "./alerts/use-sight";
import { useTitle } from "./alerts/use-title";
import { useChatKeys } from "./commands/use-chat-keys";
import { useCommand } from "./commands/use-command";
import { ConnectionBanner } from "./connection-banner";
import { ChatList } from "./list/chat-list";
import { ListHeader } from "./list/list-header";
import { NoDepartments, NoThread } from "./no-thread";
import { OrganiseProvider } from "./organise/organise-context";
import { useSyncedDrafts } from "./organise/use-synced-drafts";
import { ResizablePane } from "./panes/resizable-pane";
import { useNewVisitorPane, VisitorPaneContext } from "./panes/visitor-pane-context";
import { MissesBanner } from "./presence/misses-banner";
import { JumpContext, useNewJump } from "./search/jump-context";
import { SearchField } from "./search/search-field";
import { SearchResults } from "./search/search-results";
import { useNewSearch } from "./search/use-search";
import { AlertStrip } from "./supervise/alert-strip";
import { useReviewNews } from "./supervise/use-review-news";
import { useTakenToast } from "./supervise/use-taken-toast";
import { Thread } from "./thread/thread";
import { DeskContext, useDesk, useHealth, useInbox, useLiveDesk, useNewDesk } from "./use-desk";
import { useListFilter } from "./use-list-filter";
import { useSelectedChat } from "./use-selected-chat";
import { useTake } from "./use-take";
import { VisitorPane } from "./visitor/visitor-pane";
import { WritingProvider } from "./writing/writing-provider";

type Props = { inbox: InboxDto; realtime: RealtimeClientConfig; signInHref: string };

/** The operator's desk: queue and own chats, the opened chat, and who writes. `inbox` is what the server saw last. */
export function InboxDesk({ inbox, realtime, signInHref }: Props) {
  const [selectedId] = useSelectedChat();
  const [client] = useState(() => new RealtimeClient(realtime));
  const desk = useNewDesk(inbox, selectedId);
  return (
    <RealtimeContext value={client}>
      <DeskContext value={desk}>
        <WritingProvider operatorId={inbox.operator.id}>
          <OrganiseProvider operatorId={inbox.operator.id}>
            <Panes signInHref={signInHref} client={client} />
          </OrganiseProvider>
        </WritingProvider>
      </DeskContext>
    </RealtimeContext>
  );
}

function Panes({ signInHref, client }: { signInHref: string; client: RealtimeClient }) {
  const t = useTranslations("inbox");
  const desk = useDesk();
  const state = useInbox();
  const { missingId } = useHealth();
  const [selectedId, select] = useSelectedChat();
  const [focusKey, setFocusKey] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const { drafts, openedKey } = useSyncedDrafts(state.operator.id, selectedId, "reply");
  const notes = useSyncedDrafts(state.operator.id, selectedId, "note");
  const chat = chatOf(state, selectedId);

  useEffect(() => client.start(), [client]);
  useEffect(() => void desk.open(selectedId), [desk, selectedId]);
  const focusThread = () => setFocusKey((key) => key + 1);
  const open = (chatId: string) => {
    select(chatId);
    focusThread();
  };
  const [, setFilter] = useListFilter();
  const openAt = (chatId: string, seq: number) => {
    select(chatId);
    jump.to(chatId, seq);
  };
  const visitorPane = useNewVisitorPane();
  const search = useNewSearch();
  const jump = useNewJump();
  const take = useTake(open, focusThread, () => setFilter({ ...DEFAULT_FILTER, tab: "mine" }));
  const canAccept = chat !== undefined && (abilitiesOf(chat, state).accept || isOfferedTo(chat, state.operator.id));
  useCommand("chat.accept", canAccept ? () => take.accept(chat) : null);
  useCommand("chat.back", selectedId ? () => back() : null);
  useCommand("go.mine", () => setFilter({ ...DEFAULT_FILTER, tab: "mine" }));
  useCommand("go.queue", () => setFilter({ ...DEFAULT_FILTER, tab: "queue" }));
  useCommand("go.all", () => setFilter({ ...DEFAULT_FILTER, tab: "all" }));
  useChatKeys(list, select);
  useLiveDesk(desk);
  useAlerts(desk, open);
  useTakenToast(state.operator.id, open);
  useReviewNews(state.operator.id);
  useTitle();
  useSight();
  useServiceWorker(open);

  const leftId = useRef<string | null>(null);
  const back = () => {
    leftId.current = selectedId;
    select(null);
  };
  useEffect(() => {
    if (selectedId !== null || leftId.current === null) return;
    // The list was hidden on phones until now; the row that was left is where the keyboard goes on.
    list.current?.querySelector<HTMLElement>(`[data-chat-row="${leftId.current}"]`)?.focus();
    leftId.current = null;
  }, [selectedId]);

  if (state.departments.length === 0 && state.entries.size === 0 && state.otherDepartments.length === 0 && !selectedId)
    return <NoDepartments signInHref={signInHref} />;
  return (
    <>
      <ConnectionBanner signInHref={signInHref} />
      <MissesBanner />
      <AlertStrip />
      <div className="flex min-h-0 flex-1">
        <ResizablePane
          name="list"
          side="start"
          label={t("panes.list")}
          separatorClassName="max-[699px]:hidden"
          className={cn(
            "min-h-0 min-w-0 flex-1 flex-col bg-surface min-[700px]:flex min-[700px]:min-w-72 min-[700px]:flex-[0_1_var(--pane)]",
            selectedId ? "hidden" : "flex",
          )}
        >
          <div ref={list} className="flex min-h-0 flex-1 flex-col">
            <ListHeader />
            <SearchField search={search} />
            {search.isShown ? (
              <SearchResults search={search} selectedId={selectedId} onOpen={open} onJump={openAt} />
            ) : (
              <ChatList selectedId={selectedId} take={take} draftOf={drafts.get} onOpen={open} />
            )}
            <SoundPrompt />
          </div>
        </ResizablePane>
        <VisitorPaneContext value={visitorPane}>
          <div
            className={cn(
              "min-h-0 min-w-0 flex-1 min-[700px]:flex min-[700px]:min-w-80",
              selectedId ? "flex" : "hidden",
            )}
          >
            {chat ? (
              <JumpContext value={jump.target}>
                <Thread
                  key={`${chat.id} ${openedKey}`}
                  chat={chat}
                  drafts={drafts}
                  notes={notes}
                  take={take}
                  focusKey={focusKey}
                  onFocusThread={focusThread}
                  onBack={back}
                />
              </JumpContext>
            ) : (
              <NoThread isMissing={selectedId !== null && missingId === selectedId} selectedId={selectedId} />
            )}
          </div>
          {chat && <VisitorPane chat={chat} />}
        </VisitorPaneContext>
      </div>
    </>
  );
}
