"use client";

import { createContext, use, useEffect, useState, useSyncExternalStore } from "react";
import { safeStorage } from "@/lib/inbox/storage";
import { TeamDesk } from "@/lib/inbox/team/team-desk";
import { useChannel } from "@/lib/realtime/use-channel";
import type { RoomsDto } from "@/lib/rooms/schemas";

export const TeamContext = createContext<TeamDesk | null>(null);

export function useTeam(): TeamDesk {
  const team = use(TeamContext);
  if (!team) throw new Error("useTeam needs a TeamContext around it");
  return team;
}

const storage = safeStorage(() => localStorage);

const exclusively = async (name: string, work: () => Promise<void>) => {
  // Missing without TLS; then only the server's dedupe keeps two tabs from sending the same twice.
  await (navigator.locks ? navigator.locks.request(name, work) : work());
};

/** Makes the rooms of this tab and keeps them running. */
export function useNewTeam(rooms: RoomsDto, openedId: string | null): TeamDesk {
  const [team] = useState(() => new TeamDesk({ rooms, openedId, storage, exclusively }));
  useEffect(() => {
    team.start();
    const wake = () => {
      team.outbox.kick(true);
      void team.sync();
    };
    const onVisible = () => document.visibilityState === "visible" && wake();
    const onShow = (event: PageTransitionEvent) => event.persisted && wake();
    const onStorage = (event: StorageEvent) => event.key?.startsWith("foyer.rooms.") && team.outbox.reload();
    window.addEventListener("online", wake);
    window.addEventListener("pageshow", onShow);
    window.addEventListener("storage", onStorage);
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      team.stop();
      window.removeEventListener("online", wake);
      window.removeEventListener("pageshow", onShow);
      window.removeEventListener("storage", onStorage);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [team]);
  return team;
}

export function useTeamState() {
  const { state } = useTeam();
  return useSyncExternalStore(state.subscribe, state.get, state.get);
}

export function useRoomPage(roomId: string) {
  const { book } = useTeam();
  return useSyncExternalStore(
    book.subscribe,
    () => book.get(roomId),
    () => undefined,
  );
}

const NONE: ReturnType<TeamDesk["outbox"]["items"]> = [];

/** Messages of all rooms that are not confirmed yet; none while the page hydrates. */
export function useUnsent() {
  const { outbox } = useTeam();
  return useSyncExternalStore(outbox.subscribe, outbox.items, () => NONE);
}

/** Hears of everything in the operator's rooms. */
export function useLiveTeam(team: TeamDesk, operatorId: string): void {
  useChannel("operator", operatorId, {
    "room.appended": (event) => team.heard(event),
    "room.announced": ({ chatId, seq }) => team.announced(chatId, seq),
    "room.read": (mark) => team.read(mark),
    // Other departments: other rooms.
    "inbox.changed": () => void team.sync(),
    onSubscribed: () => void team.sync(),
  });
}
