"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { IconButton } from "@/components/ui/actions/icon-button";
import { Badge } from "@/components/ui/display/badge";
import { Input } from "@/components/ui/forms/input";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";
import { Dialog } from "@/components/ui/overlays/dialog";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { CallResult } from "@/lib/http/client";
import * as api from "@/lib/inbox/organise/organise-api";
import { VIEW_NAME_MAX } from "@/lib/views/rules";
import type { ViewDto } from "@/lib/views/schemas";
import { useOrganise } from "./organise-context";

/** Names, order and end of saved views, as far as they are this operator's to change. */
export function ManageViewsDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("organise.views");
  const errorText = useErrorText();
  const { views, readViews } = useOrganise();
  const [doomed, setDoomed] = useState<ViewDto | null>(null);
  const mine = views.filter(({ mayChange }) => mayChange);

  const run = async (call: Promise<CallResult<unknown>>) => {
    const result = await call;
    if (!result.ok) toast.error(errorText(result.fields?.name ?? result.code));
    await readViews();
  };
  const move = (view: ViewDto, by: number) => {
    const group = mine.filter(({ isMine }) => isMine === view.isMine).map(({ id }) => id);
    const from = group.indexOf(view.id);
    const ids = group.filter((id) => id !== view.id);
    ids.splice(from + by, 0, view.id);
    void run(api.orderViews(ids));
  };
  return (
    <Dialog
      title={t("manageTitle")}
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      {mine.length === 0 && <p className="text-muted">{t("none")}</p>}
      <ul className="space-y-2">
        {mine.map((view) => {
          const group = mine.filter(({ isMine }) => isMine === view.isMine);
          const name = isolate(view.name);
          return (
            <li key={view.id} className="flex items-center gap-1">
              <Input
                aria-label={t("rename", { name })}
                defaultValue={view.name}
                maxLength={VIEW_NAME_MAX}
                className="min-w-0 flex-1"
                onBlur={({ target }) => {
                  const text = target.value.trim();
                  if (text === "") target.value = view.name;
                  else if (text !== view.name) void run(api.changeView(view.id, { name: text }));
                }}
                onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
              />
              {!view.isMine && <Badge>{t("shared")}</Badge>}
              <IconButton
                label={t("up", { name })}
                icon={<ArrowUp aria-hidden />}
                disabled={group[0] === view}
                onClick={() => move(view, -1)}
              />
              <IconButton
                label={t("down", { name })}
                icon={<ArrowDown aria-hidden />}
                disabled={group.at(-1) === view}
                onClick={() => move(view, 1)}
              />
              <IconButton label={t("delete", { name })} icon={<Trash2 aria-hidden />} onClick={() => setDoomed(view)} />
            </li>
          );
        })}
      </ul>
      <ConfirmDialog
        open={doomed !== null}
        onOpenChange={(isOpen) => !isOpen && setDoomed(null)}
        title={t("deleteTitle")}
        description={t("deleteText", { name: isolate(doomed?.name ?? "") })}
        confirmLabel={t("deleteConfirm")}
        onConfirm={async () => {
          if (doomed) await run(api.changeView(doomed.id, { deleted: true }));
        }}
      />
    </Dialog>
  );
}
