"use client";

import { BadgeCheck } from "lucide-react";
import type { ReactNode } from "react";
import { useFormatter, useLocale, useTranslations } from "use-intl";
import { Avatar } from "@/components/ui/display/avatar";
import { DepartmentMark } from "@/components/ui/display/department-mark";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { PageLink } from "../page-link";
import { Elapsed } from "../times";
import { VisitorPanel } from "../visitor-panel/visitor-panel";
import { PageTrail, usePageTrail } from "./page-trail";

/** Who writes and from where, as their browser told it. */
export function VisitorDetails({ chat }: { chat: InboxChatDto }) {
  const t = useTranslations("inbox.visitor");
  const format = useFormatter();
  const { visitor, page, department, owner } = chat;
  const trail = usePageTrail({ chatId: chat.id, url: page.url });
  const moment = (at: string) => (
    <time dateTime={at}>{format.dateTime(Date.parse(at), { dateStyle: "medium", timeStyle: "short" })}</time>
  );
  return (
    <div className="px-5 py-5">
      <div className="flex items-center gap-3">
        <Avatar name={visitor.name} size="lg" />
        <p className="min-w-0 font-semibold text-base [overflow-wrap:anywhere]">
          <bdi>{visitor.name}</bdi>
        </p>
      </div>
      {visitor.isErased && <p className="mt-3 text-muted">{t("erased")}</p>}
      <dl className="mt-5 space-y-4">
        {visitor.identity && (
          <Fact term={t("signedIn")}>
            <Verified>{visitor.identity.name ?? visitor.identity.sub}</Verified>
            {visitor.identity.email && (
              <Verified>
                <MailLink address={visitor.identity.email} />
              </Verified>
            )}
          </Fact>
        )}
        <Fact term={t("email")}>
          {visitor.email ? <MailLink address={visitor.email} /> : <Quiet>{t("none")}</Quiet>}
        </Fact>
        {visitor.phone && (
          <Fact term={t("phone")}>
            <a
              href={`tel:${visitor.phone.replace(/[^+\d]/g, "")}`}
              className="rounded-sm text-accent-text underline underline-offset-3"
            >
              <bdi>{visitor.phone}</bdi>
            </a>
          </Fact>
        )}
        {visitor.consent && (
          <Fact term={t("consent")}>
            {t("consentVersion", { version: visitor.consent.version })} <Quiet>{moment(visitor.consent.at)}</Quiet>
          </Fact>
        )}
        <Fact term={t("page")}>
          {page.title && <bdi className="block">{page.title}</bdi>}
          {page.url ? <PageLink url={page.url} className="max-w-full" /> : <Quiet>{t("unknown")}</Quiet>}
        </Fact>
        {trail.length > 0 && (
          <Fact term={t("trail")}>
            <PageTrail pages={trail} />
          </Fact>
        )}
        <Fact term={t("referrer")}>
          {page.referrer ? <PageLink url={page.referrer} className="max-w-full" /> : <Quiet>{t("unknown")}</Quiet>}
        </Fact>
        <Fact term={t("language")}>
          <LanguageName code={visitor.locale} />
        </Fact>
        <Fact term={t("department")}>
          <DepartmentMark department={department} className="mt-0.5" />
        </Fact>
        <Fact term={t("channel")}>
          <bdi>{chat.channel.name}</bdi>
        </Fact>
        <Fact term={t("operator")}>{owner ? <bdi>{owner.name}</bdi> : <Quiet>{t("nobody")}</Quiet>}</Fact>
        {chat.status === "queued" ? (
          <Fact term={t("waitingSince")}>
            {moment(chat.queuedSince)}
            <span aria-hidden> · </span>
            <Elapsed since={chat.queuedSince} className="tabular-nums" />
          </Fact>
        ) : (
          <Fact term={t("startedAt")}>{moment(chat.createdAt)}</Fact>
        )}
        {chat.closedAt && <Fact term={t("closedAt")}>{moment(chat.closedAt)}</Fact>}
      </dl>
      <VisitorPanel chat={chat} />
    </div>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted text-xs">{term}</dt>
      <dd className="mt-0.5 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

const MailLink = ({ address }: { address: string }) => (
  <a
    href={`mailto:${encodeURIComponent(address).replace("%40", "@")}`}
    className="rounded-sm text-accent-text underline underline-offset-3"
  >
    <bdi>{address}</bdi>
  </a>
);

/** What the visitor's site has signed, not what somebody typed. */
function Verified({ children }: { children: ReactNode }) {
  const t = useTranslations("inbox.visitor");
  return (
    <span className="flex flex-wrap items-center gap-x-1.5">
      <bdi>{children}</bdi>
      <span className="inline-flex items-center gap-1 text-success-text text-xs">
        <BadgeCheck aria-hidden className="size-3.5" />
        {t("verified")}
      </span>
    </span>
  );
}

const Quiet = ({ children }: { children: ReactNode }) => <span className="text-muted">{children}</span>;

function LanguageName({ code }: { code: string }) {
  const locale = useLocale();
  return new Intl.DisplayNames([locale], { type: "language", fallback: "code" }).of(code) ?? code;
}
