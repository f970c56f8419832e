"use client";

import { ArrowLeft, CircleCheck, PanelRight } from "lucide-react";
import type { Ref } from "react";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { Button } from "@/components/ui/actions/button";
import { IconButton } from "@/components/ui/actions/icon-button";
import { DepartmentSquare } from "@/components/ui/display/department-mark";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";
import { Dialog } from "@/components/ui/overlays/dialog";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { normalizeHex } from "@/lib/color";
import { isMine } from "@/lib/inbox/inbox-state";
import { PageLink } from "./page-link";
import { useDesk, useInbox } from "./use-desk";
import { VisitorDetails } from "./visitor-details";

type Props = {
  chat: InboxChatDto;
  headingRef: Ref<HTMLHeadingElement>;
  onBack: () => void;
};

/** Which department and which page this is about, large, and what can be done with the chat. */
export function ThreadHeader({ chat, headingRef, onBack }: Props) {
  const t = useTranslations("inbox");
  const desk = useDesk();
  const { operator } = useInbox();
  const { department, visitor, page, status } = chat;
  const mayClose = status !== "closed" && (isMine(chat, operator.id) || operator.role !== "operator");
  const close = async () => {
    const result = await desk.close(chat.id);
    return result.ok ? undefined : result.code;
  };
  return (
    <header className="relative border-border border-b bg-surface">
      <span
        aria-hidden
        className="absolute inset-x-0 top-0 h-1"
        style={{ backgroundColor: normalizeHex(department.color) ?? undefined }}
      />
      <div className="flex items-center gap-3 px-3 pt-4 pb-3 sm:px-5">
        <div className="flex min-w-0 flex-1 items-center gap-3">
          <IconButton
            label={t("thread.back")}
            icon={<ArrowLeft aria-hidden className="rtl:rotate-180" />}
            className="min-[700px]:hidden"
            onClick={onBack}
          />
          <DepartmentSquare department={department} size="lg" />
          <div className="min-w-0 flex-1">
            <h2 ref={headingRef} tabIndex={-1} className="flex min-w-0 flex-col gap-x-2 sm:flex-row sm:items-baseline">
              <bdi className="max-w-full shrink-0 truncate font-semibold text-lg">{department.name}</bdi>
              <span aria-hidden className="text-muted max-sm:hidden">
                ·
              </span>
              <bdi className="min-w-0 truncate sm:text-muted">{visitor.name}</bdi>
            </h2>
            <p className="flex min-w-0 text-muted text-xs">
              {page.url || page.title ? (
                <PageLink url={page.url} title={page.title} className="max-w-full" />
              ) : (
                t("list.noPage")
              )}
            </p>
          </div>
        </div>
        <div className="flex items-center gap-2">
          {mayClose && (
            <ConfirmDialog
              trigger={
                <Button icon={<CircleCheck aria-hidden />}>
                  <span className="max-sm:sr-only">{t("thread.close")}</span>
                </Button>
              }
              title={t("thread.closeTitle")}
              description={t("thread.closeText", { name: isolate(visitor.name) })}
              confirmLabel={t("thread.close")}
              tone="primary"
              onConfirm={close}
            />
          )}
          <span className="min-[1100px]:hidden">
            <Dialog
              title={t("thread.details")}
              trigger={<Button variant="ghost" aria-label={t("thread.details")} icon={<PanelRight aria-hidden />} />}
            >
              <div className="-mx-5 -my-5">
                <VisitorDetails chat={chat} />
              </div>
            </Dialog>
          </span>
        </div>
      </div>
    </header>
  );
}
