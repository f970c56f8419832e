"use client";

import { Users } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Notice } from "@/components/ui/display/notice";
import { Table, TableHead, TableHeader } from "@/components/ui/display/table";
import { Card } from "@/components/ui/layout/card";
import { type BoardFilter, filterVisitors, NO_FILTER } from "@/lib/presences/rules";
import type { VisitorBoardDto, VisitorHereDto } from "@/lib/presences/schemas";
import { BoardFilters } from "./board-filters";
import { StartDialog } from "./start-dialog";
import { useBoard } from "./use-board";
import { VisitorRow } from "./visitor-row";

const COLUMNS = ["page", "since", "pages", "referrer", "country", "state"] as const;

export function VisitorBoard({ initial }: { initial: VisitorBoardDto }) {
  const t = useTranslations("visitors.board");
  const { board, isStale, renew } = useBoard(initial);
  const [filter, setFilter] = useState<BoardFilter>(NO_FILTER);
  const [addressed, setAddressed] = useState<VisitorHereDto | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const shown = filterVisitors(board.visitors, filter);
  const close = () => {
    setAddressed(null);
    // After the window is gone: until then it holds the focus.
    setTimeout(() => opener.current?.focus());
  };
  const list = () => (
    <div className="space-y-4">
      <BoardFilters filter={filter} departments={board.departments} onChange={setFilter} />
      {isStale && <Notice tone="warning">{t("failed")}</Notice>}
      <p role="status" className="text-muted">
        {t("count", { count: shown.length })}
      </p>
      {shown.length === 0 ? (
        <Card>
          <EmptyState
            title={t("noneMatch")}
            action={<Button onClick={() => setFilter(NO_FILTER)}>{t("clear")}</Button>}
          />
        </Card>
      ) : (
        <Table label={t("table")}>
          <TableHead>
            <tr>
              <TableHeader>{t("visitor")}</TableHeader>
              {COLUMNS.map((column) => (
                <TableHeader key={column}>{t(column)}</TableHeader>
              ))}
              <TableHeader>
                <span className="sr-only">{t("start")}</span>
              </TableHeader>
            </tr>
          </TableHead>
          <tbody>
            {shown.map((visitor) => (
              <VisitorRow
                key={visitor.visitorId}
                visitor={visitor}
                mayStart={board.departments.some(
                  ({ id, disabled }) => !disabled && (visitor.department === null || visitor.department.id === id),
                )}
                onStart={(from) => {
                  opener.current = from;
                  setAddressed(visitor);
                }}
              />
            ))}
          </tbody>
        </Table>
      )}
    </div>
  );
  return (
    <>
      {board.visitors.length === 0 ? (
        <Card>
          <EmptyState icon={<Users />} title={t("emptyTitle")} text={t("emptyText")} />
        </Card>
      ) : (
        list()
      )}
      {/* Beside the list: whoever leaves the page for a moment must not take what is being written with them. */}
      {addressed && (
        <StartDialog visitor={addressed} departments={board.departments} onClose={close} onChanged={renew} />
      )}
    </>
  );
}
