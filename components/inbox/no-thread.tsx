"use client";

import { Building2, MessageSquareDashed, MessagesSquare } from "lucide-react";
import { useTranslations } from "use-intl";
import { LinkButton } from "@/components/ui/actions/link-button";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Skeleton } from "@/components/ui/display/skeleton";
import { ConnectionBanner } from "./connection-banner";
import { PresenceMenu } from "./presence/presence-menu";
import { useInbox } from "./use-desk";
import { useSelectedChat } from "./use-selected-chat";

/** Stands where a chat would: none is chosen, it is on its way, or it cannot be opened. */
export function NoThread({ isMissing, selectedId }: { isMissing: boolean; selectedId: string | null }) {
  const t = useTranslations("inbox");
  const [, select] = useSelectedChat();
  if (selectedId !== null && !isMissing) {
    return (
      <div aria-busy className="flex flex-1 flex-col gap-4 p-6">
        <Skeleton className="h-12 w-64" />
        <Skeleton className="h-16 w-80 max-w-full" />
        <Skeleton className="h-16 w-72 max-w-full self-end" />
      </div>
    );
  }
  return (
    <div className="flex flex-1 items-center justify-center">
      {isMissing ? (
        <EmptyState
          icon={<MessageSquareDashed />}
          title={t("empty.missingTitle")}
          text={t("empty.missingText")}
          action={
            <button
              type="button"
              onClick={() => select(null)}
              className="min-h-9 rounded-sm text-accent-text underline"
            >
              {t("thread.back")}
            </button>
          }
        />
      ) : (
        <EmptyState icon={<MessagesSquare />} title={t("empty.pickTitle")} text={t("empty.pickText")} />
      )}
    </div>
  );
}

/** The desk of somebody to whom no chat can come. */
export function NoDepartments({ signInHref }: { signInHref: string }) {
  const t = useTranslations("inbox");
  const isAdmin = useInbox().operator.role === "admin";
  return (
    <>
      <ConnectionBanner signInHref={signInHref} />
      <div className="flex flex-wrap items-center gap-2 px-4 pt-3 pb-3">
        <h1 className="flex-1 font-semibold text-xl">{t("title")}</h1>
        <PresenceMenu />
      </div>
      <div className="flex flex-1 items-center justify-center pb-16">
        <EmptyState
          icon={<Building2 />}
          title={t("empty.noDepartmentsTitle")}
          text={isAdmin ? t("empty.noDepartmentsAdminText") : t("empty.noDepartmentsText")}
          action={
            isAdmin && (
              <LinkButton href="/admin/departments" variant="primary">
                {t("empty.noDepartmentsAction")}
              </LinkButton>
            )
          }
        />
      </div>
    </>
  );
}
