"use client";

import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { buttonStyle } from "@/components/ui/actions/button-style";
import { cn } from "@/components/ui/cn";
import { Notice } from "@/components/ui/display/notice";
import { Spinner } from "@/components/ui/display/spinner";
import { MarkButton, type SaveMark } from "./mark-button";

type Props = {
  /** A page with the company's snippet, as on a website. */
  testPath: string;
  /** A visitor has written. */
  hasChat: boolean;
  isAnswered: boolean;
  mark: SaveMark;
};

/** A chat with oneself, in two other tabs; the page sees by itself when it has happened. */
export function ChatStep({ testPath, hasChat, isAnswered, mark }: Props) {
  const t = useTranslations("start.chat");
  return (
    <div className="space-y-5">
      <ol className="space-y-4">
        <Part number={1} text={t("inboxText")}>
          <NewTab href="/inbox">{t("inbox")}</NewTab>
        </Part>
        <Part number={2} text={t("visitorText")}>
          <NewTab href={testPath}>{t("visitor")}</NewTab>
        </Part>
        <Part number={3} text={t("answerText")} />
      </ol>
      <div role="status">
        {isAnswered ? (
          <Notice tone="success" title={t("answered")}>
            {t("answeredText")}
          </Notice>
        ) : (
          <p className="flex items-center gap-2 text-muted">
            <Spinner />
            {t(hasChat ? "waitingForAnswer" : "waitingForVisitor")}
          </p>
        )}
      </div>
      <MarkButton step="chat" mark={isAnswered ? "done" : "skipped"} save={mark} />
    </div>
  );
}

function Part({ number, text, children }: { number: number; text: string; children?: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <span className="min-w-0 flex-1 basis-64">
        <span aria-hidden className="me-2 font-semibold tabular-nums">
          {number}.
        </span>
        {text}
      </span>
      {children}
    </li>
  );
}

/** Of this installation, beside this page: what happens there is seen here. */
function NewTab({ href, children }: { href: string; children: ReactNode }) {
  const t = useTranslations("start.chat");
  return (
    <a href={href} target="_blank" rel="noopener" className={cn(buttonStyle())}>
      {children}
      <ExternalLink aria-hidden />
      <span className="sr-only">{t("newTab")}</span>
    </a>
  );
}
