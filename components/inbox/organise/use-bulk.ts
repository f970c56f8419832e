"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import type { UndoItem } from "@/lib/bulk/schemas";
import * as api from "@/lib/inbox/organise/organise-api";
import { type BulkOutcome, inParts } from "@/lib/inbox/organise/run-bulk";
import { useDesk } from "../use-desk";
import { useFailureText } from "../use-failure-text";

/** A toast with a way back stays until somebody has had the time to read it (WCAG 2.2, 2.2.1). */
const UNDO_MS = 20_000;

/** Does one thing with many chats, tells what came of it, and offers the way back where there is one. */
export function useBulk(onDone: () => void) {
  const t = useTranslations("organise.bulk");
  const desk = useDesk();
  const failureText = useFailureText();
  const [isBusy, setIsBusy] = useState(false);

  const reasons = ({ refused }: BulkOutcome) => {
    const words = new Map<string, number>();
    for (const { code, owner } of refused) {
      const word = failureText({ ok: false, status: 409, code: code as "conflict", data: { owner } });
      words.set(word, (words.get(word) ?? 0) + 1);
    }
    return [...words].map(([word, count]) => (words.size > 1 ? `${count}: ${word}` : word)).join("\n");
  };
  const tell = (outcome: BulkOutcome, done: string, back?: () => void) => {
    const { refused, failure } = outcome;
    const action = back && { label: t("undo"), onClick: back };
    const options = { ...(action && { action, duration: UNDO_MS }) };
    if (failure) return void toast.error(failureText(failure), options);
    if (refused.length === 0) return void toast.success(done, options);
    const title =
      outcome.done.length > 0
        ? `${done} ${t("refused", { count: refused.length })}`
        : t("refused", { count: refused.length });
    toast.warning(title, { ...options, description: reasons(outcome) });
  };
  const takeBack = async (
    undo: readonly UndoItem[],
    inverse?: { action: api.BulkRequest; chatIds: readonly string[] },
  ) => {
    const outcome = inverse
      ? await inParts(inverse.chatIds, (part) => api.actOnChats(inverse.action, part))
      : await inParts(undo, api.undoOnChats);
    desk.sync();
    tell(outcome, t("undone", { count: outcome.done.length }));
  };
  return {
    isBusy,
    async run(action: api.BulkRequest, chatIds: readonly string[]) {
      if (isBusy) return;
      setIsBusy(true);
      const outcome = await inParts(chatIds, (part) => api.actOnChats(action, part));
      setIsBusy(false);
      desk.sync();
      const count = outcome.done.length;
      // A mark has no entry of the timeline: its way back is the other mark.
      const inverse =
        action.do === "unread" && action.unread
          ? { action: { do: "unread" as const, unread: false }, chatIds: outcome.done }
          : undefined;
      const canUndo = outcome.undo.length > 0 || (inverse !== undefined && count > 0);
      tell(
        outcome,
        t(`done.${action.do}`, { count }),
        canUndo ? () => void takeBack(outcome.undo, inverse) : undefined,
      );
      if (!outcome.failure) onDone();
    },
  };
}
