"use client";

import { useTranslations } from "use-intl";
import type { CommandBoard } from "@/lib/inbox/commands/command-board";
import { DEFAULT_FILTER } from "@/lib/inbox/lists/list-filter";
import type { PaletteEntry } from "@/lib/inbox/palette/rules";
import { useAvailableCommands } from "../commands/use-command";
import { useInbox } from "../use-desk";
import { useListFilter } from "../use-list-filter";
import { useSelectedChat } from "../use-selected-chat";
import { useReplies } from "../writing/use-replies";

export type PaletteAct = PaletteEntry & { run: () => void };

/** Everything that can be done or gone to at this moment. */
export function usePaletteEntries(board: CommandBoard): PaletteAct[] {
  const title = useTranslations();
  const t = useTranslations("writing.palette");
  const scope = useTranslations("writing.reply.scope");
  const [, setFilter] = useListFilter();
  const { entries, departments } = useInbox();
  const [, select] = useSelectedChat();
  const { replies, take } = useReplies();
  const commands = useAvailableCommands(board).map(
    ({ id, title: key, keys }): PaletteAct => ({
      id: `command:${id}`,
      kind: "command",
      label: title(key),
      ...(keys[0] && { keys: keys[0] }),
      run: () => void board.run(id),
    }),
  );
  const chats = [...entries.values()]
    .filter(({ chat }) => chat.status !== "closed")
    .map(
      ({ chat }): PaletteAct => ({
        id: `chat:${chat.id}`,
        kind: "chat",
        label: chat.visitor.name,
        detail: chat.department.name,
        more: [chat.visitor.email, chat.lastMessage?.preview].filter(Boolean).join(" "),
        run: () => select(chat.id),
      }),
    );
  const places = departments.map(
    ({ id, name }): PaletteAct => ({
      id: `department:${id}`,
      kind: "department",
      label: t("department", { name }),
      run: () => setFilter({ ...DEFAULT_FILTER, tab: "all", departmentId: id }),
    }),
  );
  const texts = take
    ? replies.map(
        (reply): PaletteAct => ({
          id: `reply:${reply.id}`,
          kind: "reply",
          label: reply.title,
          detail: reply.department?.name ?? scope(reply.scope),
          more: reply.body,
          run: () => take(reply),
        }),
      )
    : [];
  return [...commands, ...chats, ...places, ...texts];
}
