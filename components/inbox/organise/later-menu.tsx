"use client";

import { AlarmClock, AlarmClockOff, MailOpen } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useFormatter, useTranslations } from "use-intl";
import { iconButtonStyle } from "@/components/ui/actions/button-style";
import { DropdownMenu, MenuHeading, MenuItem, MenuSeparator } from "@/components/ui/overlays/dropdown-menu";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { abilitiesOf } from "@/lib/inbox/abilities";
import { isMine } from "@/lib/inbox/chat-lists";
import * as api from "@/lib/inbox/organise/organise-api";
import { useDesk, useInbox } from "../use-desk";
import { useFailureText } from "../use-failure-text";
import { useSelectedChat } from "../use-selected-chat";
import { SnoozeDialog, SnoozeItems } from "./snooze-choices";

/** Lays the opened chat aside: until a time, or as unread. Nothing where it is not theirs to lay aside. */
export function LaterMenu({ chat }: { chat: InboxChatDto }) {
  const t = useTranslations("organise.snooze");
  const format = useFormatter();
  const desk = useDesk();
  const state = useInbox();
  const failureText = useFailureText();
  const [, select] = useSelectedChat();
  const [isCustom, setIsCustom] = useState(false);
  const mine = isMine(chat, state.operator.id);
  if (!abilitiesOf(chat, state).snooze) return null;

  const run = async (call: ReturnType<typeof api.snoozeChat>, done?: string) => {
    const result = await call;
    if (result.ok) desk.heard(result.data.chat);
    else toast.error(failureText(result));
    if (result.ok && done) toast.success(done);
    desk.sync(chat.id);
    return result.ok;
  };
  const snooze = async (until: Date) => {
    const time = format.dateTime(until, { dateStyle: "medium", timeStyle: "short" });
    if (await run(api.snoozeChat(chat.id, until.toISOString()), t("done", { time }))) select(null);
  };
  const markUnread = async () => {
    // First out of sight: what one looks at is read.
    select(null);
    await run(api.markUnread(chat.id, true));
  };
  return (
    <>
      <DropdownMenu
        align="end"
        trigger={
          <button type="button" aria-label={t("menu")} className={iconButtonStyle("secondary")}>
            <AlarmClock aria-hidden />
          </button>
        }
      >
        <MenuHeading>{t("snoozeUntil")}</MenuHeading>
        <SnoozeItems onChoose={(until) => void snooze(until)} onCustom={() => setIsCustom(true)} />
        {(chat.snoozedUntil !== null || mine) && <MenuSeparator />}
        {chat.snoozedUntil !== null && (
          <MenuItem icon={<AlarmClockOff aria-hidden />} onSelect={() => void run(api.snoozeChat(chat.id, null))}>
            {t("wake")}
          </MenuItem>
        )}
        {mine && (
          <MenuItem icon={<MailOpen aria-hidden />} onSelect={() => void markUnread()}>
            {t("markUnread")}
          </MenuItem>
        )}
      </DropdownMenu>
      <SnoozeDialog isOpen={isCustom} onClose={() => setIsCustom(false)} onChoose={(until) => void snooze(until)} />
    </>
  );
}
