"use client";

import { MessageSquarePlus } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/actions/icon-button";
import { DepartmentSquare } from "@/components/ui/display/department-mark";
import { DropdownMenu, MenuHeading, MenuItem } from "@/components/ui/overlays/dropdown-menu";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { askAgain } from "@/lib/inbox/ask-again";
import { readInbox } from "@/lib/inbox/inbox-api";

const SHOWN_MAX = 20;

type Props = { onChoose: (chatId: string) => void; onDone: () => void };
type Chats = readonly InboxChatDto[] | "loading" | "failed";

/** Names one of the chats that the operator has or that wait; read anew each time that it is opened. */
export function ChatPicker({ onChoose, onDone }: Props) {
  const t = useTranslations("team.composer");
  const [chats, setChats] = useState<Chats>("loading");
  const reading = useRef(0);
  const load = async () => {
    const turn = ++reading.current;
    setChats((shown) => (shown === "failed" ? "loading" : shown));
    const result = await askAgain(() => readInbox());
    // The menu was opened once more in the meantime: that answer is the newer one.
    if (turn !== reading.current) return;
    setChats(result.ok ? [...result.data.mine, ...result.data.waiting].slice(0, SHOWN_MAX) : "failed");
  };
  const heading = chats === "loading" ? "loadingChats" : chats === "failed" ? "chatsFailed" : "noChats";
  const rows = typeof chats === "string" ? [] : chats;
  return (
    <DropdownMenu
      side="top"
      onOpenChange={(isOpen) => isOpen && void load()}
      trigger={<IconButton label={t("linkChat")} icon={<MessageSquarePlus aria-hidden />} />}
    >
      <MenuHeading>{rows.length > 0 ? t("linkChat") : t(heading)}</MenuHeading>
      {rows.map(({ id, visitor, department }) => (
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
