"use client";

import { ArrowLeft } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { IconButton } from "@/components/ui/actions/icon-button";
import { Notice } from "@/components/ui/display/notice";
import type { RoomDto } from "@/lib/rooms/schemas";
import { RoomComposer } from "./room-composer";
import { RoomLog } from "./room-log";
import { RoomMark, roomName } from "./room-mark";
import { useRoomPage, useTeam } from "./use-team";

type Props = { room: RoomDto; onBack: () => void };

/** One room: who it is with, what was written, and where one writes. */
export function RoomThread({ room, onBack }: Props) {
  const t = useTranslations("team");
  const team = useTeam();
  const page = useRoomPage(room.id);
  const [jumpKey, setJumpKey] = useState(0);
  const [isAtEnd, setIsAtEnd] = useState(true);
  const name = roomName(room);
  const last = page?.isLoaded ? page.timeline.last : 0;

  useEffect(() => {
    const mark = () => {
      const isSeen = isAtEnd && document.visibilityState === "visible" && document.hasFocus();
      if (isSeen && last > 0) team.markRead(room.id, last);
    };
    mark();
    window.addEventListener("focus", mark);
    document.addEventListener("visibilitychange", mark);
    return () => {
      window.removeEventListener("focus", mark);
      document.removeEventListener("visibilitychange", mark);
    };
  }, [team, room.id, last, isAtEnd]);

  const isOver = room.colleague?.isActive === false;
  return (
    <section aria-label={name} className="flex min-h-0 flex-1 flex-col">
      <header className="flex items-center gap-3 border-border border-b bg-surface px-4 py-3">
        <IconButton
          label={t("back")}
          icon={<ArrowLeft aria-hidden className="rtl:-scale-x-100" />}
          className="min-[700px]:hidden"
          onClick={onBack}
        />
        <RoomMark room={room} />
        <div className="min-w-0">
          <h2 className="truncate font-semibold">
            <bdi>{name}</bdi>
          </h2>
          <p className="truncate text-muted text-sm">
            {t(room.department ? "department" : "direct", { name: isolate(name) })}
          </p>
        </div>
      </header>
      <RoomLog room={room} page={page} jumpKey={jumpKey} onEndChange={setIsAtEnd} />
      {isOver ? (
        <div className="p-4">
          <Notice>{t("closed", { name: isolate(name) })}</Notice>
        </div>
      ) : (
        <RoomComposer
          name={name}
          onSend={(body) => {
            const isTaken = team.send(room.id, body);
            if (isTaken) setJumpKey((key) => key + 1);
            return isTaken;
          }}
        />
      )}
    </section>
  );
}
