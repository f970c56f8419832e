"use client";

import { Building2, MessageSquareDashed, MessagesSquare } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { LinkButton } from "@/components/ui/actions/link-button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Skeleton } from "@/components/ui/display/skeleton";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { InboxChatDto, InboxDto } from "@/lib/chats/schemas";
import type { CallFailure } from "@/lib/http/client";
import { draftsIn } from "@/lib/inbox/drafts";
import { chatOf } from "@/lib/inbox/inbox-state";
import { RealtimeClient } from "@/lib/realtime/client";
import type { RealtimeClientConfig } from "@/lib/realtime/events";
import { RealtimeContext } from "@/lib/realtime/use-channel";
import { ChatList } from "./chat-list";
import { ConnectionBanner } from "./connection-banner";
import { AlertsMenu, PresenceMenu } from "./desk-menus";
import { Thread } from "./thread";
import { useAlerts, useTitle } from "./use-alerts";
import { browserStorage, DeskContext, useDesk, useHealth, useInbox, useLiveDesk, useNewDesk } from "./use-desk";
import { useSelectedChat } from "./use-selected-chat";
import { VisitorDetails } from "./visitor-details";

type Props = { inbox: InboxDto; realtime: RealtimeClientConfig; signInHref: string };

/** The operator's desk: queue and own chats, the opened chat, and who writes. `inbox` is what the server saw last. */
export function InboxDesk({ inbox, realtime, signInHref }: Props) {
  const [selectedId] = useSelectedChat();
  const [client] = useState(() => new RealtimeClient(realtime));
  const desk = useNewDesk(inbox, selectedId);
  return (
    <RealtimeContext value={client}>
      <DeskContext value={desk}>
        <Panes signInHref={signInHref} client={client} />
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
  const drafts = useMemo(() => draftsIn(browserStorage, state.operator.id), [state.operator.id]);
  const chat = chatOf(state, selectedId);

  useEffect(() => client.start(), [client]);
  useEffect(() => void desk.open(selectedId), [desk, selectedId]);
  const focusThread = () => setFocusKey((key) => key + 1);
  const open = (chatId: string) => {
    select(chatId);
    focusThread();
  };
  const accept = useAccept(open, focusThread);
  useLiveDesk(desk);
  useAlerts(desk, open);
  useTitle();

  const leftId = useRef<string | null>(null);
  const back = () => {
    leftId.current = selectedId;
    select(null);
  };
  useEffect(() => {
    if (selectedId !== null || leftId.current === null) return;
    // The list was hidden on phones until now; the row that was left is where the keyboard goes on.
    list.current?.querySelector<HTMLElement>(`[data-chat-row][href$="${leftId.current}"]`)?.focus();
    leftId.current = null;
  }, [selectedId]);

  if (state.departments.length === 0 && !chat && !selectedId) return <NoDepartments signInHref={signInHref} />;
  return (
    <>
      <ConnectionBanner signInHref={signInHref} />
      <div className="flex min-h-0 flex-1">
        <div
          ref={list}
          className={cn(
            "min-h-0 min-w-0 flex-1 flex-col border-border border-e bg-surface min-[700px]:flex min-[700px]:w-80 min-[700px]:flex-none min-[1300px]:w-96",
            selectedId ? "hidden" : "flex",
          )}
        >
          <div className="flex flex-wrap items-center gap-2 px-4 pt-3 pb-3">
            <h1 className="flex-1 font-semibold text-xl">{t("title")}</h1>
            <AlertsMenu />
            <PresenceMenu />
          </div>
          <ChatList
            selectedId={selectedId}
            acceptingId={accept.acceptingId}
            draftOf={drafts.get}
            onOpen={open}
            onAccept={accept.accept}
          />
        </div>
        <div className={cn("min-h-0 min-w-0 flex-1 min-[700px]:flex", selectedId ? "flex" : "hidden")}>
          {chat ? (
            <Thread
              key={chat.id}
              chat={chat}
              drafts={drafts}
              isAccepting={accept.acceptingId === chat.id}
              focusKey={focusKey}
              onAccept={accept.accept}
              onBack={back}
            />
          ) : (
            <NoThread isMissing={selectedId !== null && missingId === selectedId} selectedId={selectedId} />
          )}
        </div>
        {chat && (
          <aside
            aria-label={t("visitor.title")}
            className="hidden w-80 shrink-0 overflow-y-auto border-border border-s bg-surface min-[1100px]:block"
          >
            <VisitorDetails chat={chat} />
          </aside>
        )}
      </div>
    </>
  );
}

/**
 * Accepting a chat, one at a time; who was too late is told who has it. The chat opens at the press already: what is typed
 * while the answer travels must not go to the visitor of the chat that stood there before.
 */
function useAccept(open: (chatId: string) => void, focusThread: () => void) {
  const t = useTranslations("inbox.thread");
  const errorText = useErrorText();
  const desk = useDesk();
  const [acceptingId, setAcceptingId] = useState<string | null>(null);
  const failureText = ({ code, data }: CallFailure) => {
    if (code === "closed") return t("acceptedClosed");
    if (code !== "conflict") return errorText(code);
    return typeof data?.owner === "string" && data.owner !== ""
      ? t("taken", { name: isolate(data.owner) })
      : t("takenBySomebody");
  };
  const accept = async ({ id }: InboxChatDto) => {
    setAcceptingId(id);
    open(id);
    const result = await desk.claim(id);
    setAcceptingId((current) => (current === id ? null : current));
    if (result.ok) focusThread();
    else toast.error(failureText(result));
  };
  return { acceptingId, accept: (chat: InboxChatDto) => void accept(chat) };
}

function NoThread({ isMissing, selectedId }: { isMissing: boolean; selectedId: string | null }) {
  const t = useTranslations("inbox");
  const [, select] = useSelectedChat();
  if (selectedId !== null && !isMissing) {
    return (
      <div aria-busy className="flex flex-1 flex-col gap-4 p-6">
        <Skeleton className="h-12 w-64" />
        <Skeleton className="h-16 w-80 max-w-full" />
        <Skeleton className="h-16 w-72 max-w-full self-end" />
      </div>
    );
  }
  return (
    <div className="flex flex-1 items-center justify-center">
      {isMissing ? (
        <EmptyState
          icon={<MessageSquareDashed />}
          title={t("empty.missingTitle")}
          text={t("empty.missingText")}
          action={
            <button
              type="button"
              onClick={() => select(null)}
              className="min-h-9 rounded-sm text-accent-text underline"
            >
              {t("thread.back")}
            </button>
          }
        />
      ) : (
        <EmptyState icon={<MessagesSquare />} title={t("empty.pickTitle")} text={t("empty.pickText")} />
      )}
    </div>
  );
}

function NoDepartments({ signInHref }: { signInHref: string }) {
  const t = useTranslations("inbox");
  const isAdmin = useInbox().operator.role === "admin";
  return (
    <>
      <ConnectionBanner signInHref={signInHref} />
      <div className="flex flex-wrap items-center gap-2 px-4 pt-3 pb-3">
        <h1 className="flex-1 font-semibold text-xl">{t("title")}</h1>
        <PresenceMenu />
      </div>
      <div className="flex flex-1 items-center justify-center pb-16">
        <EmptyState
          icon={<Building2 />}
          title={t("empty.noDepartmentsTitle")}
          text={isAdmin ? t("empty.noDepartmentsAdminText") : t("empty.noDepartmentsText")}
          action={
            isAdmin && (
              <LinkButton href="/admin/departments" variant="primary">
                {t("empty.noDepartmentsAction")}
              </LinkButton>
            )
          }
        />
      </div>
    </>
  );
}
