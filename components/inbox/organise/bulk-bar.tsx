"use client";

import { AlarmClock, CircleCheck, Forward, Hand, Mail, MailOpen, Tag, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { iconButtonStyle } from "@/components/ui/actions/button-style";
import { IconButton } from "@/components/ui/actions/icon-button";
import { DepartmentSquare } from "@/components/ui/display/department-mark";
import { Dialog } from "@/components/ui/overlays/dialog";
import { DropdownMenu, MenuHeading, MenuItem } from "@/components/ui/overlays/dropdown-menu";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { type Abilities, abilitiesOf } from "@/lib/inbox/abilities";
import { isMine } from "@/lib/inbox/chat-lists";
import { useInbox } from "../use-desk";
import { useSelection } from "./selection-context";
import { SnoozeDialog, SnoozeItems } from "./snooze-choices";
import { TagPicker } from "./tag-picker";
import { useBulk } from "./use-bulk";

/** What can be done with the chosen chats; nothing while none is chosen. The server judges each of them. */
export function BulkBar({ rows }: { rows: readonly InboxChatDto[] }) {
  const t = useTranslations("organise.bulk");
  const snoozeText = useTranslations("organise.snooze");
  const tagText = useTranslations("organise.tags");
  const state = useInbox();
  const selection = useSelection();
  const [shown, setShown] = useState<"tags" | "snooze" | null>(null);
  const { isBusy, run } = useBulk(() => selection?.clear());
  if (!selection || selection.ids.size === 0) return null;

  const chosen = rows.filter(({ id }) => selection.ids.has(id));
  const ids = chosen.map(({ id }) => id);
  const mine = chosen.filter((chat) => isMine(chat, state.operator.id));
  // Each thing is offered where it applies to one at least, and done to those alone.
  const idsOf = (ability: keyof Abilities) =>
    chosen.filter((chat) => abilitiesOf(chat, state)[ability]).map(({ id }) => id);
  const [closable, snoozable] = [idsOf("close"), idsOf("snooze")];
  const [acceptable, transferable] = [idsOf("accept"), idsOf("transfer")];
  const snooze = (until: Date) => void run({ do: "snooze", until: until.toISOString() }, snoozable);
  // Only what all of them have is on.
  const common = new Set(
    (chosen[0]?.tags ?? [])
      .map(({ id }) => id)
      .filter((id) => chosen.every(({ tags }) => tags.some((tag) => tag.id === id))),
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend to be seen.
    <div
      role="group"
      aria-label={t("label")}
      className="flex flex-wrap items-center gap-1 border-border border-t bg-surface-raised px-3 py-2"
    >
      <span role="status" className="me-auto font-medium text-sm tabular-nums">
        {t("count", { count: ids.length })}
      </span>
      {closable.length > 0 && (
        <IconButton
          label={t("close")}
          icon={<CircleCheck aria-hidden />}
          aria-disabled={isBusy}
          onClick={() => void run({ do: "close" }, closable)}
        />
      )}
      {snoozable.length > 0 && (
        <DropdownMenu
          align="end"
          side="top"
          trigger={
            <button type="button" aria-label={snoozeText("snooze")} className={iconButtonStyle("ghost")}>
              <AlarmClock aria-hidden />
            </button>
          }
        >
          <MenuHeading>{snoozeText("snoozeUntil")}</MenuHeading>
          <SnoozeItems onChoose={snooze} onCustom={() => setShown("snooze")} />
        </DropdownMenu>
      )}
      <IconButton label={t("tag")} icon={<Tag aria-hidden />} onClick={() => setShown("tags")} />
      {acceptable.length > 0 && (
        <IconButton
          label={t("claim")}
          icon={<Hand aria-hidden />}
          aria-disabled={isBusy}
          onClick={() => void run({ do: "claim" }, acceptable)}
        />
      )}
      {transferable.length > 0 && state.departments.length > 1 && (
        <DropdownMenu
          align="end"
          side="top"
          trigger={
            <button type="button" aria-label={t("transfer")} className={iconButtonStyle("ghost")}>
              <Forward aria-hidden className="rtl:-scale-x-100" />
            </button>
          }
        >
          <MenuHeading>{t("transfer")}</MenuHeading>
          {state.departments
            .filter(({ disabled }) => !disabled)
            .map((department) => (
              <MenuItem
                key={department.id}
                icon={<DepartmentSquare department={department} size="xs" />}
                onSelect={() => void run({ do: "transfer", departmentId: department.id }, transferable)}
              >
                <bdi>{department.name}</bdi>
              </MenuItem>
            ))}
        </DropdownMenu>
      )}
      {mine.length > 0 && (
        <>
          <IconButton
            label={t("read")}
            icon={<MailOpen aria-hidden />}
            aria-disabled={isBusy}
            onClick={() =>
              void run(
                { do: "unread", unread: false },
                mine.map(({ id }) => id),
              )
            }
          />
          <IconButton
            label={t("unread")}
            icon={<Mail aria-hidden />}
            aria-disabled={isBusy}
            onClick={() =>
              void run(
                { do: "unread", unread: true },
                mine.map(({ id }) => id),
              )
            }
          />
        </>
      )}
      <IconButton label={t("clear")} icon={<X aria-hidden />} onClick={selection.clear} />
      <SnoozeDialog isOpen={shown === "snooze"} onClose={() => setShown(null)} onChoose={snooze} />
      <Dialog
        title={t("tagTitle", { count: ids.length })}
        open={shown === "tags"}
        onOpenChange={(isOpen) => !isOpen && setShown(null)}
        footer={<Button onClick={() => setShown(null)}>{t("ready")}</Button>}
      >
        <TagPicker
          label={tagText("title")}
          chosen={common}
          onToggle={(tag, isOn) =>
            void run({ do: "tag", add: isOn ? [tag.id] : [], remove: isOn ? [] : [tag.id] }, ids)
          }
        />
      </Dialog>
    </div>
  );
}
