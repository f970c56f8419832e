"use client";

import { AtSign } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Button } from "@/components/ui/actions/button";
import { iconButtonStyle } from "@/components/ui/actions/button-style";
import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/display/relative-time";
import { Spinner } from "@/components/ui/display/spinner";
import { Dialog } from "@/components/ui/overlays/dialog";
import { Tooltip } from "@/components/ui/overlays/tooltip";
import { postMentionsRead, readMentions } from "@/lib/inbox/inbox-api";
import { plainText } from "@/lib/markup/rules";
import type { MentionDto } from "@/lib/notes/schemas";
import { useDesk, useInbox } from "../use-desk";
import { useSelectedChat } from "../use-selected-chat";

type Shown = { mentions: readonly MentionDto[] | null; isFailed: boolean };

/** Notes that name me: how many are new, and all of the last ones on demand. */
export function MentionsMenu() {
  const t = useTranslations("writing.mentions");
  const desk = useDesk();
  const { unreadMentions } = useInbox();
  const [, select] = useSelectedChat();
  const [isOpen, setIsOpen] = useState(false);
  const [{ mentions, isFailed }, setShown] = useState<Shown>({ mentions: null, isFailed: false });
  const asked = useRef(0);

  const read = async () => {
    const turn = ++asked.current;
    const result = await readMentions();
    if (turn !== asked.current) return;
    setShown((before) => ({ mentions: result.ok ? result.data.mentions : before.mentions, isFailed: !result.ok }));
  };
  const change = (open: boolean) => {
    setIsOpen(open);
    if (open) void read();
  };
  const readAll = async () => {
    await postMentionsRead({});
    void desk.refresh();
    void read();
  };
  const label = t("open", { count: unreadMentions });
  return (
    <>
      <Tooltip content={label} isLabel>
        <button
          type="button"
          aria-label={label}
          aria-haspopup="dialog"
          onClick={() => change(true)}
          className={cn(iconButtonStyle("ghost"), "relative")}
        >
          <AtSign aria-hidden />
          {unreadMentions > 0 && (
            <span
              aria-hidden
              className="absolute -end-0.5 -top-0.5 inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-full bg-accent px-1 font-semibold text-accent-foreground text-xs tabular-nums"
            >
              {unreadMentions > 99 ? "99+" : unreadMentions}
            </span>
          )}
        </button>
      </Tooltip>
      <Dialog
        open={isOpen}
        onOpenChange={change}
        title={t("title")}
        description={t("lead")}
        size="md"
        footer={
          unreadMentions > 0 && (
            <Button onClick={() => void readAll()} variant="secondary">
              {t("readAll")}
            </Button>
          )
        }
      >
        {mentions === null && (isFailed ? <p>{t("failed")}</p> : <Spinner label={t("loading")} />)}
        {mentions?.length === 0 && <p className="text-muted">{t("none")}</p>}
        <ul className="-mx-3 grid gap-1">
          {mentions?.map((mention) => (
            <li key={`${mention.chatId}-${mention.seq}`}>
              <button
                type="button"
                onClick={() => {
                  setIsOpen(false);
                  select(mention.chatId);
                }}
                className="grid w-full gap-0.5 rounded-md px-3 py-2 text-start hover:bg-surface-sunken"
              >
                <Mention mention={mention} />
              </button>
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  );
}

function Mention({ mention }: { mention: MentionDto }) {
  const t = useTranslations("writing.mentions");
  const { byName, visitorName, department, preview, at, isRead } = mention;
  return (
    <>
      <span className="flex items-baseline gap-2">
        <span className={cn("min-w-0 flex-1 truncate", !isRead && "font-semibold")}>
          {!isRead && <span className="me-1.5 inline-block size-2 rounded-full bg-accent align-middle" aria-hidden />}
          {!isRead && <span className="sr-only">{t("new")} </span>}
          {t("by", { name: isolate(byName), visitor: isolate(visitorName), department: isolate(department.name) })}
        </span>
        <span className="shrink-0 text-muted text-xs">
          <RelativeTime value={at} />
        </span>
      </span>
      <bdi className="line-clamp-2 text-muted [overflow-wrap:anywhere]">{plainText(preview) || t("erased")}</bdi>
    </>
  );
}
