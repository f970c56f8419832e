"use client";

import { Merge, Pencil, Plus, Tag, Trash2 } from "lucide-react";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { TagChip } from "@/components/inbox/organise/tag-chip";
import { Button } from "@/components/ui/actions/button";
import { IconButton } from "@/components/ui/actions/icon-button";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/display/table";
import { PageHeader } from "@/components/ui/layout/page-header";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";
import type { ActionResult } from "@/lib/http/result";
import type { TagInput, UsedTagDto } from "@/lib/tags/schemas";
import { MergeTagDialog } from "./merge-tag-dialog";
import { TagDialog } from "./tag-dialog";

type Answer = Promise<ActionResult<void>>;
type Props = {
  tags: readonly UsedTagDto[];
  create: (input: TagInput) => Answer;
  update: (tagId: string, input: TagInput) => Answer;
  merge: (tagId: string, intoId: string) => Answer;
  remove: (tagId: string) => Answer;
};
type Shown = { what: "new" } | { what: "edit" | "merge" | "delete"; tag: UsedTagDto };

/** The vocabulary, with how many chats have each tag. */
export function TagTable({ tags, create, update, merge, remove }: Props) {
  const t = useTranslations("organise.admin");
  const format = useFormatter();
  const [shown, setShown] = useState<Shown | null>(null);
  const hide = () => setShown(null);
  const tag = shown && shown.what !== "new" ? shown.tag : null;
  const name = tag ? isolate(tag.name) : "";
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("intro")}
        actions={
          <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setShown({ what: "new" })}>
            {t("new")}
          </Button>
        }
      />
      {tags.length === 0 ? (
        <EmptyState icon={<Tag />} title={t("title")} text={t("empty")} />
      ) : (
        <Table label={t("title")}>
          <TableHead>
            <TableRow>
              <TableHeader>{t("name")}</TableHeader>
              <TableHeader>{t("use")}</TableHeader>
              <TableHeader>
                <span className="sr-only">{t("edit", { name: "" })}</span>
              </TableHeader>
            </TableRow>
          </TableHead>
          <tbody>
            {tags.map((one) => (
              <TableRow key={one.id}>
                <TableCell>
                  {/* On phones three buttons stand beside it. */}
                  <div className="max-sm:pe-22">
                    <TagChip tag={one} className="max-w-full text-sm" />
                  </div>
                </TableCell>
                <TableCell label={t("use")} className="tabular-nums">
                  {format.number(one.chats)}
                </TableCell>
                <TableCell isAction className="whitespace-nowrap">
                  <IconButton
                    label={t("edit", { name: isolate(one.name) })}
                    icon={<Pencil aria-hidden />}
                    onClick={() => setShown({ what: "edit", tag: one })}
                  />
                  <IconButton
                    label={t("merge", { name: isolate(one.name) })}
                    icon={<Merge aria-hidden />}
                    disabled={tags.length < 2}
                    onClick={() => setShown({ what: "merge", tag: one })}
                  />
                  <IconButton
                    label={t("delete", { name: isolate(one.name) })}
                    icon={<Trash2 aria-hidden />}
                    onClick={() => setShown({ what: "delete", tag: one })}
                  />
                </TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      )}
      {shown?.what === "new" && <TagDialog title={t("newTitle")} initial={null} save={create} onClose={hide} />}
      {shown?.what === "edit" && tag && (
        <TagDialog title={t("editTitle")} initial={tag} save={(input) => update(tag.id, input)} onClose={hide} />
      )}
      {shown?.what === "merge" && tag && (
        <MergeTagDialog tag={tag} others={tags.filter(({ id }) => id !== tag.id)} merge={merge} onClose={hide} />
      )}
      <ConfirmDialog
        open={shown?.what === "delete"}
        onOpenChange={(isOpen) => !isOpen && hide()}
        title={t("deleteTitle")}
        description={t("deleteText", { count: tag?.chats ?? 0, name })}
        confirmLabel={t("deleteConfirm")}
        onConfirm={async () => {
          const result = tag && (await remove(tag.id));
          return result && !result.ok ? result.code : undefined;
        }}
      />
    </>
  );
}
