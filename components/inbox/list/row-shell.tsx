"use client";

import { Globe, MessageSquare, Paperclip } from "lucide-react";
import type { MouseEvent, ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { DepartmentSquare } from "@/components/ui/display/department-mark";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { normalizeHex } from "@/lib/color";
import { readPreview } from "@/lib/files/rules";
import { plainText } from "@/lib/markup/rules";
import { SelectBox } from "../organise/select-box";
import { useSelection } from "../organise/selection-context";
import { pageLine } from "../page-link";
import { chatPath } from "../use-selected-chat";
import { useRowTab } from "./row-tab";

type Props = {
  chat: InboxChatDto;
  isSelected: boolean;
  onOpen: (chatId: string) => void;
  /** At the end of the first line: since when, or until when. */
  aside: ReactNode;
  /** Buttons; they stand beside the link, not in it. */
  actions?: ReactNode;
  /** The lines below the department's name. */
  children: ReactNode;
};

/**
 * What stands in the list item of one chat: whose it is shows first, by colour, logo and name of its department. What
 * other parts of the inbox know of the chat shows below, in `RowMarks`.
 */
export function RowShell({ chat, isSelected, onOpen, aside, actions, children }: Props) {
  const { department } = chat;
  const tabIndex = useRowTab();
  const selection = useSelection();
  const isChosen = selection?.ids.has(chat.id) ?? false;
  const open = (event: MouseEvent) => {
    if (selection && event.shiftKey && !event.metaKey && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      return selection.extend(chat.id);
    }
    // With a modifier key the browser opens the link its own way, in another tab.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen(chat.id);
  };
  return (
    <>
      <span
        aria-hidden
        className="absolute inset-y-0 start-0 w-1"
        style={{ backgroundColor: normalizeHex(department.color) ?? undefined }}
      />
      <a
        href={chatPath(chat.id)}
        data-chat-row={chat.id}
        tabIndex={tabIndex}
        aria-current={isSelected || undefined}
        onClick={open}
        className={cn(
          "flex gap-3 py-3 ps-4 pe-3 focus-visible:-outline-offset-2",
          isSelected || isChosen ? "bg-surface-selected" : "hover:bg-surface-sunken",
          // Shift and click chooses rows, not text.
          selection && "select-none",
        )}
      >
        <span className="pt-0.5">
          <DepartmentSquare department={department} size="md" />
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-2">
            <bdi className="min-w-0 flex-1 truncate font-semibold text-sm">{department.name}</bdi>
            {aside}
          </span>
          {children}
        </span>
      </a>
      <SelectBox chat={chat} />
      {actions}
    </>
  );
}

type PreviewProps = { chat: InboxChatDto; draft: string; isUnread?: boolean; isMine?: boolean; className?: string };

/** What was typed and not sent, else the newest message. */
export function PreviewLine({ chat, draft, isUnread = false, isMine = false, className }: PreviewProps) {
  const t = useTranslations("inbox.list");
  const files = useTranslations("inbox.files");
  const { lastMessage } = chat;
  const { hasFile, text } = readPreview(lastMessage?.preview ?? "");
  return (
    <span className={cn("line-clamp-1 break-all", isUnread ? "text-foreground" : "text-muted", className)}>
      {draft !== "" && <span className="text-warning-text">{t("draft")} </span>}
      {draft === "" && lastMessage?.by === "operator" && <span>{t(isMine ? "you" : "answered")} </span>}
      {draft === "" && hasFile && (
        <>
          <Paperclip aria-hidden className="me-1 inline size-3.5 align-[-0.15em]" />
          <span className="sr-only">{files("file")} </span>
        </>
      )}
      <bdi>{draft || plainText(text)}</bdi>
    </span>
  );
}

/** Where the visitor is: on a page, or in another service, by the name of its channel. */
export function PageLine({ page: current, channel }: Pick<InboxChatDto, "page" | "channel">) {
  const t = useTranslations("inbox.list");
  if (channel.type !== "web") return <ChannelLine channel={channel} />;
  const page = pageLine(current);
  return (
    <span className="mt-1 flex items-center gap-1.5 text-muted text-xs">
      <Globe aria-hidden className="size-3.5 shrink-0" />
      <span className="sr-only">{t("onPage")}</span>
      <span className="min-w-0 truncate">
        {page?.title && <bdi>{page.title}</bdi>}
        {page?.title && page.address && <span aria-hidden> · </span>}
        {page?.address && <bdi dir="ltr">{page.address}</bdi>}
        {!page && t("noPage")}
      </span>
    </span>
  );
}

function ChannelLine({ channel: { type, name } }: Pick<InboxChatDto, "channel">) {
  const t = useTranslations("inbox.list");
  const typeText = useTranslations("settings.channels");
  return (
    <span className="mt-1 flex items-center gap-1.5 text-muted text-xs">
      <MessageSquare aria-hidden className="size-3.5 shrink-0" />
      <span className="sr-only">{t("inChannel")}</span>
      <span className="min-w-0 truncate">
        {typeText("type", { type })} · <bdi>{name}</bdi>
      </span>
    </span>
  );
}
