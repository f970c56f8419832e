"use client";

import { LayoutDashboard } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { EmptyState } from "@/components/ui/display/empty-state";
import { Notice } from "@/components/ui/display/notice";
import { Card } from "@/components/ui/layout/card";
import { useConnection } from "@/lib/realtime/use-channel";
import type { BoardDto } from "@/lib/supervision/schemas";
import { AlertList } from "./alert-list";
import { BoardChats, type BoardChoice } from "./board-chats";
import { DepartmentCard } from "./department-card";
import { OperatorTable } from "./operator-table";
import { useBoard } from "./use-board";

type Props = { board: BoardDto; operatorId: string };

/** The departments that somebody supervises, live. `board` is what the server saw last. */
export function BoardDesk({ board: initial, operatorId }: Props) {
  const t = useTranslations("board");
  const { board, isStale, acknowledge } = useBoard(initial, operatorId);
  const { downSince } = useConnection();
  const [choice, setChoice] = useState<BoardChoice | null>(null);
  const { departments, operators, alerts } = board;
  if (departments.length === 0) {
    return (
      <Card>
        <EmptyState icon={<LayoutDashboard />} title={t("emptyTitle")} text={t("emptyText")} />
      </Card>
    );
  }
  return (
    <div className="space-y-8">
      <div role="status">{isStale && downSince !== null && <Notice tone="warning">{t("stale")}</Notice>}</div>
      <AlertList alerts={alerts} acknowledge={acknowledge} />
      <section aria-labelledby="board-departments">
        <h2 id="board-departments" className="mb-3 font-semibold text-base">
          {t("departments")}
        </h2>
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,17rem),1fr))] gap-3">
          {departments.map((department) => (
            <DepartmentCard
              key={department.id}
              department={department}
              onOpen={() => setChoice({ departmentId: department.id, name: department.name })}
            />
          ))}
        </ul>
      </section>
      <section aria-labelledby="board-operators">
        <h2 id="board-operators" className="mb-3 font-semibold text-base">
          {t("operators")}
        </h2>
        <OperatorTable
          operators={operators}
          departments={departments}
          onOpen={({ id, name }) => setChoice({ operatorId: id, name })}
        />
      </section>
      <BoardChats choice={choice} at={board.at} onClose={() => setChoice(null)} />
    </div>
  );
}
