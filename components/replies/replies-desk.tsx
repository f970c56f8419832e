"use client";

import { MessageSquareText, Paperclip, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { callAction } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { IconButton } from "@/components/ui/actions/icon-button";
import { Badge } from "@/components/ui/display/badge";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Input } from "@/components/ui/forms/input";
import { ConfirmDialog } from "@/components/ui/overlays/confirm-dialog";
import { fuzzySearch } from "@/lib/fuzzy/rules";
import type { ActionResult } from "@/lib/http/result";
import { uuidv7 } from "@/lib/ids";
import type { OperatorRole } from "@/lib/operators/schemas";
import type { CannedReplyDto, SaveReplyInput } from "@/lib/replies/schemas";
import { ReplyDialog, type ReplyDraft } from "./reply-dialog";

type Props = {
  replies: CannedReplyDto[];
  role: OperatorRole;
  /** Whose replies this operator may change besides their own. */
  departments: { id: string; name: string }[];
  save: (id: string, input: SaveReplyInput) => Promise<ActionResult<void>>;
  remove: (id: string) => Promise<ActionResult<void>>;
};

/** All replies that an operator may send; those that they may change have buttons. */
export function RepliesDesk({ replies, role, departments, save, remove }: Props) {
  const t = useTranslations("writing.replies");
  const scope = useTranslations("writing.reply.scope");
  const common = useTranslations("common");
  const [query, setQuery] = useState("");
  const [edited, setEdited] = useState<ReplyDraft | null>(null);
  const shown = fuzzySearch(query, replies, ({ title, body }) => [title, body]);
  const mayChange = (reply: CannedReplyDto) =>
    reply.scope === "personal" ||
    (reply.scope === "company" ? role === "admin" : departments.some(({ id }) => id === reply.department?.id));
  const begin = () =>
    setEdited({ id: uuidv7(), isNew: true, scope: "personal", departmentId: null, title: "", body: "", files: [] });
  const removeOne = async ({ id }: CannedReplyDto) => {
    const result = await callAction(() => remove(id));
    if (!result.ok) return result.code;
    toast.success(t("deleted"));
  };
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <Input
          type="search"
          className="max-w-80 flex-1"
          value={query}
          aria-label={t("find")}
          placeholder={t("find")}
          onChange={(event) => setQuery(event.target.value)}
        />
        <Button variant="primary" icon={<Plus aria-hidden />} onClick={begin}>
          {t("add")}
        </Button>
      </div>
      {shown.length === 0 ? (
        <EmptyState
          icon={<MessageSquareText aria-hidden />}
          title={t(query ? "noMatch" : "empty")}
          text={query === "" && t("emptyLead")}
        />
      ) : (
        <ul className="divide-y divide-border rounded-lg border border-border bg-surface">
          {shown.map((reply) => (
            <li key={reply.id} className="flex items-start gap-3 px-4 py-3">
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <bdi className="min-w-0 font-semibold [overflow-wrap:anywhere]">{reply.title}</bdi>
                  <Badge tone={reply.scope === "personal" ? "neutral" : "accent"}>
                    <bdi>{reply.department?.name ?? scope(reply.scope)}</bdi>
                  </Badge>
                </p>
                <bdi className="mt-1 line-clamp-3 block whitespace-pre-wrap text-muted [overflow-wrap:anywhere]">
                  {reply.body}
                </bdi>
                {reply.files.length > 0 && (
                  <p className="mt-1.5 flex items-start gap-1.5 text-muted text-xs">
                    <Paperclip aria-hidden className="mt-px size-3.5 shrink-0" />
                    <span className="sr-only">{t("filesOf")}</span>
                    <span className="min-w-0 [overflow-wrap:anywhere]">
                      {reply.files.map(({ name }) => isolate(name)).join(", ")}
                    </span>
                  </p>
                )}
              </div>
              {mayChange(reply) && (
                <div className="flex shrink-0 gap-1">
                  <IconButton
                    label={t("editOne", { title: isolate(reply.title) })}
                    icon={<Pencil aria-hidden />}
                    onClick={() => setEdited({ ...reply, isNew: false, departmentId: reply.department?.id ?? null })}
                  />
                  <ConfirmDialog
                    trigger={
                      <IconButton
                        label={t("deleteOne", { title: isolate(reply.title) })}
                        icon={<Trash2 aria-hidden />}
                      />
                    }
                    title={t("deleteTitle")}
                    description={t("deleteText", { title: isolate(reply.title) })}
                    confirmLabel={t("delete")}
                    onConfirm={() => removeOne(reply)}
                  />
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {edited && (
        <ReplyDialog
          key={edited.id}
          reply={edited}
          role={role}
          departments={departments}
          save={save}
          onClose={() => setEdited(null)}
          onSaved={() => toast.success(common("saved"))}
        />
      )}
    </>
  );
}
