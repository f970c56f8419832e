"use client";

import { MailOpen } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useRef } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { callAction } from "@/components/forms/call-action";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Notice } from "@/components/ui/display/notice";
import { Card, Section } from "@/components/ui/layout/card";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { ActionResult, Failure } from "@/lib/http/result";
import { useChannel } from "@/lib/realtime/use-channel";
import { type AnswerableMessage, OfflineRow } from "./offline-row";

/** As many as the server lists. */
const LIST_MAX = 200;

type Props = {
  operatorId: string;
  /** Open ones first, newest first. */
  messages: AnswerableMessage[];
  isMailConfigured: boolean;
  setHandled: (messageId: string, handled: boolean) => Promise<ActionResult<unknown>>;
};

/** The offline messages of an operator's departments, followed live. */
export function OfflineDesk({ operatorId, messages, isMailConfigured, setHandled }: Props) {
  const t = useTranslations("routing.offline");
  const router = useRouter();
  const openList = useRef<HTMLDivElement>(null);
  const failureText = useFailureText();
  useLiveList(operatorId, () => router.refresh());
  const open = messages.filter(({ handledAt }) => handledAt === null);
  const handled = messages.filter(({ handledAt }) => handledAt !== null);

  const change = async (message: AnswerableMessage, isHandled: boolean, isUndo = false): Promise<void> => {
    const name = isolate(message.name || t("noName"));
    // The row goes to the other list: the keyboard goes on in this one.
    openList.current?.focus();
    const result = await callAction(() => setHandled(message.id, isHandled));
    if (!result.ok) toast.error(failureText(result));
    else {
      const undo = { label: t("undo"), onClick: () => void change(message, !isHandled, true) };
      toast.success(t(isHandled ? "toastHandled" : "toastReopened", { name }), isUndo ? undefined : { action: undo });
    }
    // Also after a refusal: what stands here was out of date.
    router.refresh();
  };
  const list = (some: AnswerableMessage[]): ReactNode => (
    <ul className="-my-5 divide-y divide-border">
      {some.map((message) => (
        <li key={message.id}>
          <OfflineRow message={message} setHandled={change} />
        </li>
      ))}
    </ul>
  );
  return (
    <div className="space-y-6">
      {!isMailConfigured && <Notice tone="warning">{t("noMail")}</Notice>}
      {messages.length === 0 ? (
        <Card>
          <EmptyState icon={<MailOpen />} title={t("emptyTitle")} text={t("emptyText")} />
        </Card>
      ) : (
        <Section title={t("open")}>
          <div ref={openList} tabIndex={-1}>
            {open.length === 0 ? <p className="text-muted">{t("openEmpty")}</p> : list(open)}
          </div>
        </Section>
      )}
      {handled.length > 0 && <Section title={t("handled")}>{list(handled)}</Section>}
      {messages.length >= LIST_MAX && <p className="text-muted">{t("full", { count: LIST_MAX })}</p>}
    </div>
  );
}

function useFailureText(): (failure: Failure) => string {
  const t = useTranslations("routing.offline");
  const errorText = useErrorText();
  return ({ code, data }) => {
    if (code !== "conflict") return errorText(code);
    const by = data?.handledBy;
    return typeof by === "string" && by !== "" ? t("taken", { name: isolate(by) }) : t("takenBySomebody");
  };
}

/** Reads the list again when it has changed, and whenever changes may have been missed. */
function useLiveList(operatorId: string, refresh: () => void): void {
  const hasJoined = useRef(false);
  useChannel("operator", operatorId, {
    "inbox.changed": ({ reason }) => {
      if (reason === "offline" || reason === "membership") refresh();
    },
    onSubscribed: () => {
      // What the page shows is as new as its first subscription.
      if (hasJoined.current) refresh();
      hasJoined.current = true;
    },
  });
}
