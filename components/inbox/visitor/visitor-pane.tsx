"use client";

import { useTranslations } from "use-intl";
import { Drawer } from "@/components/ui/overlays/drawer";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { ResizablePane } from "../panes/resizable-pane";
import { useVisitorPane } from "../panes/visitor-pane-context";
import { VisitorDetails } from "./visitor-details";

/** Who writes: in a pane of its own where there is room, else in a drawer. */
export function VisitorPane({ chat }: { chat: InboxChatDto }) {
  const t = useTranslations("inbox");
  const { isPaneOpen, isDrawerOpen, closeDrawer } = useVisitorPane();
  return (
    <>
      {isPaneOpen && (
        <ResizablePane
          name="visitor"
          side="end"
          label={t("panes.visitor")}
          separatorClassName="max-[1099px]:hidden"
          className="hidden min-w-64 flex-[0_1_var(--pane)] min-[1100px]:flex"
        >
          <aside
            aria-label={t("visitor.title")}
            className="min-w-0 flex-1 overflow-y-auto overscroll-contain bg-surface"
          >
            <VisitorDetails chat={chat} />
          </aside>
        </ResizablePane>
      )}
      <Drawer open={isDrawerOpen} onOpenChange={(isOpen) => !isOpen && closeDrawer()} title={t("thread.details")}>
        <VisitorDetails chat={chat} />
      </Drawer>
    </>
  );
}
