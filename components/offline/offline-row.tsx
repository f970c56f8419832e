"use client";

import { Check, MessagesSquare, Reply, Undo2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { LinkedText } from "@/components/chat/linked-text";
import { PageLink } from "@/components/inbox/page-link";
import { Button } from "@/components/ui/actions/button";
import { buttonStyle } from "@/components/ui/actions/button-style";
import { LinkButton } from "@/components/ui/actions/link-button";
import { DepartmentMark } from "@/components/ui/display/department-mark";
import { RelativeTime } from "@/components/ui/display/relative-time";
import type { OfflineMessageDto } from "@/lib/offline-messages/schemas";

/** A message with the `mailto:` address that answers it; null where no address was left. */
export type AnswerableMessage = OfflineMessageDto & { answerHref: string | null };

type Props = {
  message: AnswerableMessage;
  setHandled: (message: AnswerableMessage, handled: boolean) => Promise<void>;
};

export function OfflineRow({ message, setHandled }: Props) {
  const t = useTranslations("routing.offline");
  const [isPending, setPending] = useState(false);
  const { department, chatId, email, phone, body, pageUrl, createdAt, handledAt, handledBy, answerHref } = message;
  const name = message.name || t("noName");
  const isHandled = handledAt !== null;
  const toggle = async () => {
    setPending(true);
    await setHandled(message, !isHandled);
    setPending(false);
  };
  return (
    <article aria-label={t("from", { name })} className="py-5">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h3 className="break-words font-semibold">
            <bdi>{name}</bdi>
          </h3>
          {email === null ? (
            <p className="text-muted">{t("noAddress")}</p>
          ) : (
            <bdi dir="ltr" className="block break-all text-muted">
              {email}
            </bdi>
          )}
          {phone && (
            <bdi dir="ltr" className="block break-all text-muted">
              {phone}
            </bdi>
          )}
        </div>
        <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1 text-muted text-xs">
          {department ? <DepartmentMark department={department} size="sm" /> : t("toCompany")}
          <RelativeTime value={createdAt} />
        </div>
      </div>
      <div className="mt-3 max-w-prose">
        <LinkedText text={body} />
      </div>
      {pageUrl && (
        <p className="mt-2 flex min-w-0 items-center gap-1.5 text-muted text-xs">
          <span className="shrink-0">{t("page")}</span>
          <PageLink url={pageUrl} className="min-w-0" />
        </p>
      )}
      {isHandled && (
        <p className="mt-2 text-muted text-xs">
          {t.rich("handledBy", {
            name: isolate(handledBy ?? ""),
            time: () => <RelativeTime value={handledAt} />,
          })}
        </p>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        {answerHref && (
          // A plain link: the address is another program's, which Next's own link would not leave to the browser.
          <a
            href={answerHref}
            aria-label={t("answerTo", { name })}
            className={buttonStyle(isHandled ? "ghost" : "primary", "sm")}
          >
            <Reply aria-hidden />
            {t("answer")}
          </a>
        )}
        <Button
          size="sm"
          variant={isHandled ? "ghost" : "secondary"}
          pending={isPending}
          icon={isHandled ? <Undo2 aria-hidden /> : <Check aria-hidden />}
          aria-label={t(isHandled ? "reopenOf" : "markHandledOf", { name })}
          onClick={() => void toggle()}
        >
          {t(isHandled ? "reopen" : "markHandled")}
        </Button>
        {chatId && (
          <LinkButton
            href={`/inbox/${chatId}`}
            size="sm"
            variant="ghost"
            icon={<MessagesSquare aria-hidden />}
            aria-label={t("openChatOf", { name })}
          >
            {t("openChat")}
          </LinkButton>
        )}
      </div>
    </article>
  );
}
