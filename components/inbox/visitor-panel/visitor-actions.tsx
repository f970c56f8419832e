"use client";

import { Ban, Download, Eraser, RotateCcw, ShieldAlert } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { buttonStyle } from "@/components/ui/actions/button-style";
import { DropdownMenu, MenuItem } from "@/components/ui/overlays/dropdown-menu";
import type { InboxChatDto } from "@/lib/chats/schemas";
import type { VisitorPanelDto } from "@/lib/visitors/panel-schemas";
import { useInbox } from "../use-desk";
import { BlockDialog } from "./block-dialog";
import { EraseDialog } from "./erase-dialog";
import { SpamDialog } from "./spam-dialog";
import { useReopen, useSpam } from "./use-visitor-acts";

type Props = { chat: InboxChatDto; panel: VisitorPanelDto; onDone: () => void };
type Shown = "block" | "spam" | "erase";

/** Block, spam and reopening for who answers here; export and erasure for admins. */
export function VisitorActions({ chat, panel, onDone }: Props) {
  const t = useTranslations("visitors.actions");
  const { operator } = useInbox();
  const { unmark, busy } = useSpam(chat, onDone);
  const reopen = useReopen(chat, onDone);
  const [shown, setShown] = useState<Shown | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const isAdmin = operator.role === "admin";
  const { isErased } = chat.visitor;
  const show = (what: Shown) => (event: { currentTarget: HTMLElement }) => {
    opener.current = event.currentTarget;
    setShown(what);
  };
  const hide = () => {
    setShown(null);
    // After the window is gone: until then it holds the focus.
    setTimeout(() => opener.current?.focus());
  };
  const done = () => {
    hide();
    onDone();
  };
  if (isErased) return null;
  const download = (format: string) => {
    location.href = `/api/visitors/${panel.visitorId}/export?format=${format}`;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons are no form, and a fieldset would be one.
    <div role="group" aria-label={t("label")} className="flex flex-wrap gap-2">
      {chat.status === "closed" && !panel.isSpam && (
        <Button size="sm" icon={<RotateCcw aria-hidden />} pending={reopen.busy} onClick={() => void reopen.run()}>
          {t("reopen")}
        </Button>
      )}
      {panel.isSpam ? (
        <Button size="sm" icon={<ShieldAlert aria-hidden />} pending={busy} onClick={() => void unmark()}>
          {t("notSpam")}
        </Button>
      ) : (
        <Button size="sm" icon={<ShieldAlert aria-hidden />} onClick={show("spam")}>
          {t("spam")}
        </Button>
      )}
      <Button size="sm" icon={<Ban aria-hidden />} onClick={show("block")}>
        {panel.block ? t("blockAgain") : t("block")}
      </Button>
      {isAdmin && (
        <>
          <DropdownMenu
            trigger={
              <button type="button" className={buttonStyle("secondary", "sm")}>
                <Download aria-hidden />
                {t("export")}
              </button>
            }
          >
            <MenuItem onSelect={() => download("html")}>{t("exportHtml")}</MenuItem>
            <MenuItem onSelect={() => download("json")}>{t("exportJson")}</MenuItem>
          </DropdownMenu>
          <Button size="sm" variant="quietDanger" icon={<Eraser aria-hidden />} onClick={show("erase")}>
            {t("erase")}
          </Button>
        </>
      )}
      {shown === "block" && <BlockDialog chat={chat} panel={panel} onClose={hide} onDone={done} />}
      {shown === "spam" && <SpamDialog chat={chat} onClose={hide} onDone={done} />}
      {shown === "erase" && <EraseDialog visitorId={panel.visitorId} onClose={hide} onDone={done} />}
    </div>
  );
}
