"use client";

import { MessageSquarePlus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/actions/icon-button";
import { DepartmentSquare } from "@/components/ui/display/department-mark";
import { DropdownMenu, MenuHeading, MenuItem } from "@/components/ui/overlays/dropdown-menu";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { readInbox } from "@/lib/inbox/inbox-api";

const SHOWN_MAX = 20;

type Props = { onChoose: (chatId: string) => void; onDone: () => void };

/** Names one of the chats that the operator has or that wait; read when it is asked for. */
export function ChatPicker({ onChoose, onDone }: Props) {
  const t = useTranslations("team.composer");
  const [chats, setChats] = useState<InboxChatDto[]>([]);
  const load = async () => {
    const result = await readInbox();
    if (result.ok) setChats([...result.data.mine, ...result.data.waiting].slice(0, SHOWN_MAX));
  };
  return (
    <DropdownMenu
      side="top"
      trigger={
        <IconButton
          label={t("linkChat")}
          icon={<MessageSquarePlus aria-hidden />}
          onPointerDown={() => void load()}
          onKeyDown={() => void load()}
        />
      }
    >
      <MenuHeading>{chats.length === 0 ? t("noChats") : t("linkChat")}</MenuHeading>
      {chats.map(({ id, visitor, department }) => (
        <MenuItem
          key={id}
          icon={<DepartmentSquare department={department} size="xs" />}
          hint={<bdi className="max-w-28 truncate text-muted text-xs">{department.name}</bdi>}
          onSelect={() => {
            onChoose(id);
            onDone();
          }}
        >
          <bdi>{visitor.name}</bdi>
        </MenuItem>
      ))}
    </DropdownMenu>
  );
}
