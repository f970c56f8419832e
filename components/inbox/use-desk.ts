"use client";

import { createContext, use, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { InboxDto } from "@/lib/chats/inbox-schemas";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { applyMarks } from "@/lib/chats/timeline";
import { Desk } from "@/lib/inbox/desk";
import type { Colleague } from "@/lib/inbox/pulse/colleagues";
import { PulseClock } from "@/lib/inbox/pulse/pulse-clock";
import { pageSight, startPulseWorker } from "@/lib/inbox/pulse/start-worker";
import { tellViewing } from "@/lib/inbox/pulse/viewing";
import { safeStorage } from "@/lib/inbox/storage";
import { chatChannelId } from "@/lib/realtime/events";
import { useChannel, useChannels, useConnection, useRealtime } from "@/lib/realtime/use-channel";
import { useListFilter } from "./use-list-filter";

export const DeskContext = createContext<Desk | null>(null);

/** What this tab of the inbox knows and can do. */
export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (!desk) throw new Error("useDesk needs a DeskContext around it");
  return desk;
}

/** This browser's storage, or memory where it is blocked. */
export const browserStorage = safeStorage(() => localStorage);

const exclusively = async (name: string, work: () => Promise<void>) => {
  // Missing without TLS; then only the server's dedupe keeps two tabs from sending the same twice.
  await (navigator.locks ? navigator.locks.request(name, work) : work());
};

function newDesk(inbox: InboxDto, openedId: string | null): Desk {
  const clock = new PulseClock({ startWorker: startPulseWorker, sight: pageSight });
  return new Desk({ inbox, openedId, storage: browserStorage, exclusively, clock });
}

/** Makes the desk of this tab and keeps it running. */
export function useNewDesk(inbox: InboxDto, openedId: string | null): Desk {
  const [desk] = useState(() => newDesk(inbox, openedId));
  useEffect(() => {
    desk.start();
    const wake = () => {
      desk.outbox.kick(true);
      desk.pulse.soon();
      desk.sync();
    };
    const onVisible = () => document.visibilityState === "visible" && wake();
    const onShow = (event: PageTransitionEvent) => event.persisted && wake();
    const onStorage = (event: StorageEvent) => event.key?.startsWith("foyer.outbox.") && desk.outbox.reload();
    window.addEventListener("online", wake);
    window.addEventListener("pageshow", onShow);
    window.addEventListener("storage", onStorage);
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      desk.stop();
      window.removeEventListener("online", wake);
      window.removeEventListener("pageshow", onShow);
      window.removeEventListener("storage", onStorage);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [desk]);
  return desk;
}

export function useInbox() {
  const { inbox } = useDesk();
  return useSyncExternalStore(inbox.subscribe, inbox.get, inbox.get);
}

/** The pages that were read of the tab All or Closed. */
export function usePagedRows() {
  const { list } = useDesk();
  return useSyncExternalStore(list.subscribe, list.get, list.get);
}

/** How many chats there are under each filter; null before the first counting. */
export function useCounts() {
  const { counts } = useDesk();
  return useSyncExternalStore(counts.subscribe, counts.get, counts.get);
}

export function useHealth() {
  const { health } = useDesk();
  return useSyncExternalStore(health.subscribe, health.get, health.get);
}

export function useTimelinePage(chatId: string) {
  const { book } = useDesk();
  return useSyncExternalStore(
    book.subscribe,
    () => book.get(chatId),
    () => undefined,
  );
}

/** Messages of a chat that are not confirmed yet; none while the page hydrates. */
export function useOutboxItems() {
  const { outbox } = useDesk();
  return useSyncExternalStore(outbox.subscribe, outbox.items, noItems);
}

/** Whether the visitor of a chat is typing at this moment. */
export function useVisitorTyping(chatId: string): boolean {
  const { typing } = useDesk();
  return useSyncExternalStore(
    typing.subscribe,
    () => typing.isVisitorTyping(chatId),
    () => false,
  );
}

/** What colleagues do in a chat at this moment. */
export function useColleagues(chatId: string): readonly Colleague[] {
  const { colleagues } = useDesk();
  return useSyncExternalStore(
    colleagues.subscribe,
    () => colleagues.in(chatId),
    () => NO_COLLEAGUES,
  );
}

const NO_COLLEAGUES: readonly Colleague[] = [];

/** The files that were chosen for a chat, and what can be done with them. */
export function useUploads(chatId: string) {
  const { uploads } = useDesk();
  const items = useSyncExternalStore(
    uploads.subscribe,
    () => uploads.items(chatId),
    () => NO_UPLOADS,
  );
  const tray = uploads.tray(chatId);
  return useMemo(
    () => ({
      items,
      add: (files: readonly File[]) => tray.add(files),
      remove: (id: string) => tray.remove(id),
      retry: (id: string) => tray.retry(id),
      take: () => void tray.take(),
    }),
    [items, tray],
  );
}

const NO_UPLOADS: ReturnType<Desk["uploads"]["items"]> = [];
const NONE: ReturnType<Desk["outbox"]["items"]> = [];
const noItems = () => NONE;

/** A socket has room for a hundred channels; own departments come first. */
const DEPARTMENT_CHANNELS_MAX = 90;

/** Listens to everything that concerns the operator and the opened chat, and tells the desk how the connection is. */
export function useLiveDesk(desk: Desk): void {
  const state = useSyncExternalStore(desk.inbox.subscribe, desk.inbox.get, desk.inbox.get);
  const { downSince } = useConnection();
  useEffect(() => desk.pulse.setDownSince(downSince), [desk, downSince]);

  const client = useRealtime();
  const { isUnreachable } = useSyncExternalStore(desk.health.subscribe, desk.health.get, desk.health.get);
  useEffect(() => {
    // A request was answered again: then the realtime server is most likely back too.
    if (!isUnreachable) client.retry();
  }, [client, isUnreachable]);

  const heard = ({ chat }: { chat: InboxChatDto }) => {
    desk.typing.noteRow(chat);
    desk.heard(chat);
  };
  const [{ tab }] = useListFilter();
  const isLookingAround = tab === "all" || tab === "closed";
  const heardOf = isLookingAround ? [...state.departments, ...state.otherDepartments] : state.departments;
  useChannels("department", heardOf.map(({ id }) => id).slice(0, DEPARTMENT_CHANNELS_MAX), {
    "chat.changed": heard,
    "colleague.typing": (typing) => desk.colleagues.heard(typing),
    "colleague.viewing": (viewing) => desk.colleagues.heardViewing(viewing),
    onSubscribed: () => desk.refreshSoon(),
  });
  useChannel("operator", state.operator.id, {
    // Offers, and chats of mine in departments that I am not in.
    "chat.changed": heard,
    "typing.told": ({ chatId }) => desk.typing.heard(chatId),
    "colleague.typing": (typing) => desk.colleagues.heard(typing),
    "colleague.viewing": (viewing) => desk.colleagues.heardViewing(viewing),
    "read.moved": ({ chatId, seq }) => desk.inbox.dispatch({ type: "read", chatId, seq }),
    "inbox.changed": () => {
      desk.refreshSoon();
      desk.counts.soon();
    },
    "mention.told": () => desk.refreshSoon(),
    onSubscribed: () => desk.refreshSoon(),
  });

  const openedId = state.openedId;
  const epoch = openedId ? (state.entries.get(openedId)?.chat.epoch ?? 0) : 0;
  useChannel("chat", openedId && epoch > 0 ? chatChannelId(openedId, epoch) : null, {
    "event.appended": (event) => {
      desk.typing.noteEvent(event);
      desk.colleagues.noteEvent(event);
      desk.appended(event.chatId, [event]);
    },
    "typing.told": ({ chatId }) => desk.typing.heard(chatId),
    "colleague.typing": (typing) => desk.colleagues.heard(typing),
    "event.announced": ({ chatId, seq }) => desk.announced(chatId, seq),
    "marks.moved": ({ chatId, marks }) => desk.book.update(chatId, (timeline) => applyMarks(timeline, marks)),
    onSubscribed: () => openedId && void desk.book.catchUp(openedId),
    onRefused: () => desk.sync(openedId),
  });
  useViewers(desk, openedId && epoch > 0 ? { chatId: openedId, epoch } : null, downSince === null);
}

/** Is in the opened chat for colleagues to see while the page is before somebody's eyes, and hears who else is. */
function useViewers(desk: Desk, opened: { chatId: string; epoch: number } | null, isConnected: boolean): void {
  const isSeen = useSyncExternalStore(onVisibility, isVisible, () => false);
  const { chatId, epoch } = opened ?? {};
  const isThere = isSeen && isConnected && chatId !== undefined && epoch !== undefined;
  useChannel("viewers", isThere ? chatChannelId(chatId, epoch) : null, {
    onMembers: (members) => chatId && desk.colleagues.view(chatId, members),
  });
  useEffect(() => {
    if (!isThere) return;
    // Whoever leaves the chat, or loses the connection, knows nothing of it any more.
    return () => desk.colleagues.view(chatId, null);
  }, [desk, isThere, chatId]);
  useEffect(() => {
    if (!isThere) return;
    const leave = tellViewing(chatId);
    // A page that goes runs no clean-up.
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [isThere, chatId]);
}

const isVisible = () => document.visibilityState === "visible";
function onVisibility(listener: () => void) {
  document.addEventListener("visibilitychange", listener);
  return () => document.removeEventListener("visibilitychange", listener);
}
