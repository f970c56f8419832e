"use client";

import { ClipboardCheck, Download } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { useDayText } from "@/components/reports/use-figure-text";
import { buttonStyle } from "@/components/ui/actions/button-style";
import { LinkButton } from "@/components/ui/actions/link-button";
import { TextLink } from "@/components/ui/actions/text-link";
import { Badge } from "@/components/ui/display/badge";
import { EmptyState } from "@/components/ui/display/empty-state";
import { RelativeTime } from "@/components/ui/display/relative-time";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/display/table";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import type { OperatorRole } from "@/lib/operators/schemas";
import type { ReviewRowDto, ReviewsDto, ReviewsQuery } from "@/lib/reviews/schemas";
import { Means } from "./means";
import { ReviewsFilter } from "./reviews-filter";
import { ScoreBadge } from "./score-badge";

type Props = { reviews: ReviewsDto; query: ReviewsQuery; role: OperatorRole };

/** What was judged lately and how that goes; operators see their own. */
export function ReviewsView({ reviews, query, role }: Props) {
  const t = useTranslations("reviews");
  const format = useFormatter();
  const dayText = useDayText();
  const { rows, mean, count, weeks, operators, departments, criteria, choices, hasMore } = reviews;
  const isOwn = role === "operator";
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t(isOwn ? "leadOwn" : "lead")}
        actions={
          <>
            {role === "admin" && <LinkButton href="/admin/reviews">{t("card.title")}</LinkButton>}
            {mean !== null && (
              <a href={csvHref(query)} download className={buttonStyle()}>
                <Download aria-hidden />
                {t("filter.csv")}
              </a>
            )}
          </>
        }
      />
      <div className="space-y-6">
        <ReviewsFilter query={query} choices={choices} />
        {mean === null ? (
          <Card>
            <EmptyState icon={<ClipboardCheck />} title={t("emptyTitle")} text={t(isOwn ? "emptyOwn" : "emptyText")} />
          </Card>
        ) : (
          <>
            <p role="status" className="font-medium">
              {t("summary", {
                count,
                score: format.number(mean / 100, { style: "percent", maximumFractionDigits: 0 }),
              })}
            </p>
            <div className="grid items-start gap-6 lg:grid-cols-2">
              <Means
                title={t("byWeek")}
                means={weeks}
                nameOf={({ key }) => t("week", { day: dayText(key, "short") })}
              />
              <Means title={t("byCriterion")} means={criteria} />
              {!isOwn && <Means title={t("byOperator")} means={operators} />}
              {!isOwn && <Means title={t("byDepartment")} means={departments} />}
            </div>
            <Rows rows={rows} isOwn={isOwn} />
            {hasMore && <p className="text-muted text-xs">{t("more", { count: rows.length })}</p>}
          </>
        )}
      </div>
    </>
  );
}

/** The same reviews as a file. */
const csvHref = ({ days, department = "", operator = "" }: ReviewsQuery) =>
  `/api/reviews/csv?${new URLSearchParams({ days: String(days), department, operator })}`;

function Rows({ rows, isOwn }: { rows: readonly ReviewRowDto[]; isOwn: boolean }) {
  const t = useTranslations("reviews");
  const columns = [
    "visitor",
    ...(isOwn ? [] : (["operator"] as const)),
    "department",
    "reviewer",
    "score",
    "when",
  ] as const;
  return (
    <Table label={t("title")}>
      <TableHead>
        <TableRow>
          {columns.map((column) => (
            <TableHeader key={column}>{t(`column.${column}`)}</TableHeader>
          ))}
        </TableRow>
      </TableHead>
      <tbody>
        {rows.map(({ chatId, operator, visitorName, departmentName, reviewerName, score, at, isUnread }) => (
          <TableRow key={`${chatId} ${operator.id}`}>
            <TableCell label={t("column.visitor")}>
              <TextLink
                href={`/reviews/${chatId}`}
                aria-label={t("open", { name: isolate(visitorName || t("lines.visitor")) })}
              >
                <bdi>{visitorName || t("lines.visitor")}</bdi>
              </TextLink>
              {isUnread && (
                <Badge tone="accent" className="ms-2">
                  {t("new")}
                </Badge>
              )}
            </TableCell>
            {!isOwn && (
              <TableCell label={t("column.operator")}>
                <bdi>{operator.name}</bdi>
              </TableCell>
            )}
            <TableCell label={t("column.department")}>
              <bdi>{departmentName}</bdi>
            </TableCell>
            <TableCell label={t("column.reviewer")}>
              <bdi>{reviewerName}</bdi>
            </TableCell>
            <TableCell label={t("column.score")}>
              <ScoreBadge score={score} />
            </TableCell>
            <TableCell label={t("column.when")} className="whitespace-nowrap text-muted">
              <RelativeTime value={at} />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
