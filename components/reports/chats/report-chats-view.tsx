"use client";

import { ArrowLeft, ChartColumn, Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { buttonStyle } from "@/components/ui/actions/button-style";
import { LinkButton } from "@/components/ui/actions/link-button";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { NO_ROW, type ReportChatsDto, type ReportChatsQuery } from "@/lib/reports/chat-schemas";
import { reportHref, sameChatsHref } from "../report-href";
import { useDayText, useRowText } from "../use-figure-text";
import { ChatsTable } from "./chats-table";

type Props = { page: ReportChatsDto; query: ReportChatsQuery };

/** The chats behind a figure of a report, newest first, each leading to itself. */
export function ReportChatsView({ page, query }: Props) {
  const t = useTranslations("reports");
  const { chats, next } = page;
  const isFirst = query.before === undefined;
  return (
    <>
      <PageHeader
        title={t("chats.of", { figure: t(`chats.figure.${query.of}`) })}
        description={<Description page={page} query={query} />}
        actions={
          <>
            <LinkButton
              href={reportHref("/reports", query)}
              icon={<ArrowLeft aria-hidden className="rtl:rotate-180" />}
            >
              {t("chats.back")}
            </LinkButton>
            <a href={sameChatsHref("/api/reports/chats/csv", query)} download className={buttonStyle()}>
              <Download aria-hidden />
              {t("form.csv")}
            </a>
          </>
        }
      />
      {chats.length > 0 ? (
        <ChatsTable chats={chats} zone={page.zone} />
      ) : (
        <Card>
          <EmptyState
            icon={<ChartColumn />}
            title={t(next ? "chats.furtherTitle" : "chats.emptyTitle")}
            text={t(next ? "chats.furtherText" : "chats.emptyText")}
          />
        </Card>
      )}
      <nav aria-label={t("chats.pages")} className="mt-4 flex flex-wrap gap-3">
        {!isFirst && <LinkButton href={sameChatsHref("/reports/chats", query)}>{t("chats.newest")}</LinkButton>}
        {next && <LinkButton href={sameChatsHref("/reports/chats", query, next)}>{t("chats.older")}</LinkButton>}
      </nav>
    </>
  );
}

/** In words which chats they are. */
function Description({ page, query }: Props) {
  const t = useTranslations("reports");
  const dayText = useDayText();
  const rowText = useRowText();
  const { from, to } = page.period;
  const parts = [from === to ? dayText(from) : `${dayText(from)} – ${dayText(to)}`];
  if (page.department) parts.push(isolate(page.department));
  if (query.row !== undefined) {
    const row = { key: query.row === NO_ROW ? null : query.row, name: page.row };
    parts.push(isolate(rowText(query.group, row)));
  }
  parts.push(t("chats.zone", { zone: isolate(page.zone) }));
  return parts.join(" · ");
}
