"use client";

import { PenLine, Users } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { ShortTime } from "@/components/inbox/times";
import { OperatorAvatar } from "@/components/operators/operator-avatar";
import { Button } from "@/components/ui/actions/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/display/empty-state";
import { DropdownMenu, MenuHeading, MenuItem } from "@/components/ui/overlays/dropdown-menu";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import { type RoomDto, UNREAD_MAX } from "@/lib/rooms/schemas";
import { RoomMark, roomName } from "./room-mark";
import { roomPath } from "./use-selected-room";
import { useTeam, useTeamState } from "./use-team";

type Props = { selectedId: string | null; onOpen: (roomId: string) => void };

export function RoomList({ selectedId, onOpen }: Props) {
  const t = useTranslations("team");
  const { rooms } = useTeamState();
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 px-4 pt-3 pb-3">
        <h1 className="flex-1 font-semibold text-xl">{t("title")}</h1>
        <NewDirect onOpen={onOpen} />
        <p className="basis-full text-muted text-sm">{t("lead")}</p>
      </div>
      {rooms.length === 0 ? (
        <EmptyState icon={<Users aria-hidden />} title={t("list.none")} text={t("list.noneText")} />
      ) : (
        <ul aria-label={t("list.label")} className="min-h-0 flex-1 overflow-y-auto px-2 pb-4">
          {rooms.map((room) => (
            <li key={room.id}>
              <RoomRow room={room} isSelected={room.id === selectedId} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function RoomRow({ room, isSelected, onOpen }: { room: RoomDto; isSelected: boolean; onOpen: Props["onOpen"] }) {
  const t = useTranslations("team.list");
  const { operator } = useTeamState();
  const { lastMessage, unread, colleague } = room;
  const text = lastMessage?.preview ?? "";
  const isOwn = lastMessage?.by.id === operator.id;
  return (
    <a
      href={roomPath(room.id)}
      aria-current={isSelected ? "true" : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        onOpen(room.id);
      }}
      className={cn(
        "flex min-h-14 items-center gap-3 rounded-md px-2.5 py-2",
        isSelected ? "bg-accent-soft" : "hover:bg-surface-sunken",
      )}
    >
      <RoomMark room={room} />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <bdi className={cn("min-w-0 flex-1 truncate", unread > 0 ? "font-semibold" : "font-medium")}>
            {roomName(room)}
          </bdi>
          {lastMessage && <ShortTime at={lastMessage.at} className="shrink-0 text-muted text-xs" />}
        </span>
        <span className="flex items-center gap-2 text-sm">
          <span className={cn("min-w-0 flex-1 truncate", unread > 0 ? "text-foreground" : "text-muted")}>
            {colleague && !colleague.isActive
              ? t("left")
              : !lastMessage
                ? t("empty")
                : isOwn
                  ? t("you", { text: isolate(text) })
                  : room.department
                    ? t("by", { name: isolate(lastMessage.by.name), text: isolate(text) })
                    : isolate(text)}
          </span>
          {unread > 0 && (
            <span className="inline-flex h-5 min-w-5 shrink-0 items-center justify-center rounded-full bg-accent px-1.5 font-semibold text-on-accent text-xs tabular-nums">
              <span aria-hidden>{unread >= UNREAD_MAX ? t("many") : unread}</span>
              <span className="sr-only">{t("unread", { count: unread })}</span>
            </span>
          )}
        </span>
      </span>
    </a>
  );
}

/** Opens the room with one colleague, new or not. */
function NewDirect({ onOpen }: Pick<Props, "onOpen">) {
  const t = useTranslations("team.list");
  const errorText = useErrorText();
  const team = useTeam();
  const { colleagues } = useTeamState();
  const [isBusy, setIsBusy] = useState(false);
  const start = async (operatorId: string) => {
    setIsBusy(true);
    const result = await team.startDirect(operatorId);
    setIsBusy(false);
    if ("failure" in result) toast.error(errorText(result.failure));
    else onOpen(result.roomId);
  };
  return (
    <DropdownMenu
      align="end"
      trigger={
        <Button size="sm" icon={<PenLine aria-hidden />} disabled={isBusy}>
          {t("write")}
        </Button>
      }
    >
      {colleagues.length === 0 && <MenuHeading>{t("nobody")}</MenuHeading>}
      {colleagues.map(({ id, name }) => (
        <MenuItem
          key={id}
          icon={<OperatorAvatar operatorId={id} name={name} size="xs" />}
          onSelect={() => void start(id)}
        >
          <bdi>{name}</bdi>
        </MenuItem>
      ))}
    </DropdownMenu>
  );
}
