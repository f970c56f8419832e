"use client";

import { MessagesSquare } from "lucide-react";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/display/empty-state";
import { roomOf } from "@/lib/inbox/team/team-state";
import type { RoomsDto } from "@/lib/rooms/schemas";
import { RoomList } from "./room-list";
import { RoomThread } from "./room-thread";
import { useSelectedRoom } from "./use-selected-room";
import { TeamContext, useLiveTeam, useNewTeam, useTeam, useTeamState } from "./use-team";

type Props = { rooms: RoomsDto };

/** Where operators talk among themselves: their rooms, and the one that is open. */
export function TeamDesk({ rooms }: Props) {
  const [selectedId] = useSelectedRoom();
  const team = useNewTeam(rooms, selectedId);
  return (
    <TeamContext value={team}>
      <Panes />
    </TeamContext>
  );
}

function Panes() {
  const t = useTranslations("team");
  const team = useTeam();
  const state = useTeamState();
  const [selectedId, select] = useSelectedRoom();
  const room = roomOf(state, selectedId);
  useLiveTeam(team, state.operator.id);
  useEffect(() => team.open(selectedId), [team, selectedId]);
  return (
    <div className="flex min-h-0 flex-1">
      <div
        className={cn(
          "min-h-0 min-w-0 flex-1 flex-col border-border border-e bg-surface min-[700px]:flex min-[700px]:w-80 min-[700px]:flex-none",
          room ? "hidden" : "flex",
        )}
      >
        <RoomList selectedId={selectedId} onOpen={select} />
      </div>
      <div className={cn("min-h-0 min-w-0 flex-1 flex-col min-[700px]:flex", room ? "flex" : "hidden")}>
        {room ? (
          <RoomThread key={room.id} room={room} onBack={() => select(null)} />
        ) : (
          <EmptyState
            className="m-auto"
            icon={<MessagesSquare aria-hidden />}
            title={t("choose")}
            text={t("chooseText")}
          />
        )}
      </div>
    </div>
  );
}
